package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Ink;
import dev.hauban.cli.screen.LogPrinter;
import dev.hauban.engine.Engine;
import dev.hauban.engine.LogQuery;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Shows what services wrote.
final class LogsCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("logs", "Show what services wrote")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("follow", "Go on showing what they write").letter('f'),
                        Option.text("tail", "NUMBER|all", "Only so many last lines of each instance")
                                .letter('n'),
                        Option.text("since", "MOMENT", "Only from then on: 10m, 2026-01-02T13:23:37Z"),
                        Option.text("until", "MOMENT", "Only before then"),
                        Option.flag("timestamps", "Each line with the moment when it was written")
                                .letter('t'),
                        Option.number("index", "NUMBER", "Only this instance of a service"),
                        Option.flag("no-log-prefix", "Lines without the name of their instance"))
                .exits(Descriptions.LOOKING)
                .examples("hauban logs --tail 50 --follow web", "hauban logs --since 10m");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        List<ServiceName> shown =
                shown(loaded.stack(), Names.of(loaded.stack(), call.line().words()));
        try (Engine engine = call.engine(loaded)) {
            LogPrinter printer = printer(call, instances(engine, loaded, shown));
            OptionalInt index = call.line().number("index");
            engine.logs(
                    loaded.stack().name(),
                    query(call, Set.copyOf(shown)),
                    line -> {
                        if (index.isEmpty()
                                || index.getAsInt() == line.instance().number()) {
                            printer.print(line);
                        }
                    },
                    () -> !printer.isAbandoned());
        }
        return ExitCode.SUCCESS.number();
    }

    /// Of a project that is started in parts, the part that the files at hand are; as with Docker Compose.
    private static List<ServiceName> shown(Stack stack, List<ServiceName> named) {
        return named.isEmpty() ? List.copyOf(stack.services().keySet()) : named;
    }

    static LogPrinter printer(Call call, List<InstanceId> instances) {
        boolean isColored =
                call.options().color() && call.surroundings().terminal().showsOutput();
        var look = new LogPrinter.Look(
                !call.line().has("no-log-prefix"), call.line().has("timestamps"), new Ink(isColored));
        return new LogPrinter(call.out(), call.err(), look, instances);
    }

    static List<InstanceId> instances(Engine engine, Loaded loaded, List<ServiceName> named) throws IOException {
        return Meant.of(engine, loaded, named).stream().map(Instance::id).toList();
    }

    private static LogQuery query(Call call, Set<ServiceName> services) {
        Instant now = call.surroundings().clock().instant();
        return new LogQuery(
                services,
                call.line().has("follow"),
                tail(call.line().text("tail").orElse("all")),
                Moments.of(call.line().text("since"), now),
                Moments.of(call.line().text("until"), now));
    }

    private static OptionalInt tail(String text) {
        if (text.equals("all")) {
            return OptionalInt.empty();
        }
        try {
            int lines = Integer.parseInt(text);
            return lines < 0 ? OptionalInt.empty() : OptionalInt.of(lines);
        } catch (NumberFormatException notOne) {
            throw new ProblemException(
                    LineProblems.wrongWord("--tail can't be \"" + text + "\"", "It is a whole number, or \"all\"."));
        }
    }
}
