package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a command inside a service that runs.
final class ExecCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("exec", "Run a command inside a service that runs")
                .details("It gets a terminal where there is one, and ends with the command's exit code.")
                .words(Words.foreign(2, "SERVICE COMMAND [ARGUMENT...]"))
                .options(
                        Option.flag("no-tty", "No terminal, even where there is one")
                                .letter('T'),
                        Option.list("env", "NAME=VALUE", "A variable for the command; NAME alone takes yours")
                                .letter('e'),
                        Option.text("workdir", "FOLDER", "Where it runs, inside the service")
                                .letter('w'),
                        Option.text("user", "USER", "Who runs it").letter('u'),
                        Option.number("index", "NUMBER", "In which instance of the service"),
                        Option.flag("interactive", "As in Docker Compose, where it always is so")
                                .letter('i')
                                .hidden(),
                        Option.flag("tty", "As in Docker Compose, where it always is so")
                                .letter('t')
                                .hidden())
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.NOT_RUNNING)
                .examples("hauban exec database mysql -u root -p", "hauban exec -T backend env");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> words = call.line().words();
        Loaded loaded = call.loadQuietly();
        ServiceName service = Names.one(loaded.stack(), words.getFirst());
        var execution = new Execution(
                words.subList(1, words.size()),
                environment(call),
                call.line().text("workdir"),
                call.line().text("user"),
                hasTerminal(call));
        try (Engine engine = call.engine(loaded)) {
            InstanceId instance =
                    running(engine, loaded, service, call.line().number("index").orElse(0));
            if (call.options().dryRun()) {
                call.out().println("Would run in " + instance + ": " + String.join(" ", execution.command()));
                return ExitCode.SUCCESS.number();
            }
            call.out().flush();
            return engine.execute(loaded.stack().name(), instance, execution);
        }
    }

    private static boolean hasTerminal(Call call) {
        boolean isThere = call.surroundings().terminal().takesInput()
                && call.surroundings().terminal().showsOutput();
        return isThere && !call.line().has("no-tty");
    }

    private static Map<String, String> environment(Call call) {
        var environment = new LinkedHashMap<String, String>();
        for (String setting : call.line().texts("env")) {
            int equals = setting.indexOf('=');
            if (equals == 0) {
                throw new ProblemException(
                        LineProblems.wrongWord("\"" + setting + "\" names no variable", "Write NAME=VALUE."));
            }
            String name = equals < 0 ? setting : setting.substring(0, equals);
            environment.put(name, equals < 0 ? call.surroundings().variable(name) : setting.substring(equals + 1));
        }
        return environment;
    }

    /// @param index 0 is the first that runs
    private static InstanceId running(Engine engine, Loaded loaded, ServiceName service, int index) throws IOException {
        for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
            boolean isMeant = instance.id().service().equals(service)
                    && (index == 0 || instance.id().number() == index);
            if (isMeant && instance.isRunning()) {
                return instance.id();
            }
        }
        String name = index == 0 ? service.text() : service + "-" + index;
        throw new ProblemException(Problem.error("cli.not-running", Actor.SERVICE, name + " does not run")
                .remedy("hauban up -d " + service + " starts it; hauban ps --all shows what became of it."));
    }
}
