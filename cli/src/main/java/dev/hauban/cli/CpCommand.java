package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Copy;
import dev.hauban.engine.Engine;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// Copies files into services, and out of them.
final class CpCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("cp", "Copy files into a service, or out of it")
                .details(
                        "One of the two is SERVICE:PATH. A folder that is there takes the source in; SOURCE/. is what is",
                        "in a folder. - is a tar, from the standard input or to the standard output. Into a service means:",
                        "into each of its instances; out of it: out of the first.")
                .words(new Words("SOURCE|- TARGET|-", 2, 2, false))
                .options(
                        Option.flag("all", "Also instances that \"run\" has made"),
                        Option.flag("archive", "Keep owners").letter('a'),
                        Option.flag("follow-link", "A source that is a link: what it leads to")
                                .letter('L'),
                        Option.number("index", "NUMBER", "Which instance of the service"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.OUTSIDE, ExitCode.NOT_RUNNING)
                .examples("hauban cp web:/var/log/app.log .", "hauban cp ./dump.sql db:/tmp/");
    }

    /// What is on one side: inside a service, or on this machine.
    private record Side(String service, String path) {
        /// As Docker Compose tells them apart: `./a:b` and `/a:b` are files of this machine.
        static Side of(String word) {
            int colon = word.indexOf(':');
            boolean isHere = colon < 1 || word.startsWith("/") || word.startsWith(".");
            return isHere ? new Side("", word) : new Side(word.substring(0, colon), word.substring(colon + 1));
        }

        boolean isInside() {
            return !service.isEmpty();
        }
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Side source = Side.of(call.line().words().getFirst());
        Side target = Side.of(call.line().words().getLast());
        if (source.isInside() == target.isInside()) {
            throw new ProblemException(LineProblems.wrongWord(
                    source.isInside()
                            ? "from one service to another nothing can be copied"
                            : "neither source nor target is in a service",
                    "Write one of them as SERVICE:PATH, and only one."));
        }
        Loaded loaded = call.loadQuietly();
        ServiceName service = Names.one(loaded.stack(), source.isInside() ? source.service() : target.service());
        Copy copy = copy(call, source, target);
        try (Engine engine = call.engine(loaded)) {
            List<Single> singles = singles(call, loaded, engine, service);
            for (Single single : source.isInside() ? singles.subList(0, 1) : singles) {
                if (call.options().dryRun()) {
                    call.out()
                            .println("Would be copied: " + source.path() + " to " + target.path() + ", "
                                    + single.name());
                    continue;
                }
                single.hands().copy(loaded.stack().name(), single.instance().id(), copy);
                new DeedTelling(call, loaded).say(single.name() + "  copied");
            }
        }
        return ExitCode.SUCCESS.number();
    }

    private static Copy copy(Call call, Side source, Side target) {
        Path here = call.surroundings().directory();
        var manner = new Copy.Manner(call.line().has("follow-link"), call.line().has("archive"));
        if (source.isInside()) {
            return target.path().equals("-")
                    ? new Copy.ArchiveOut(source.path(), manner)
                    : new Copy.Out(source.path(), here.resolve(target.path()), target.path(), manner);
        }
        return source.path().equals("-")
                ? new Copy.ArchiveIn(target.path(), manner)
                : new Copy.In(here.resolve(source.path()), source.path(), target.path(), manner);
    }

    /// They need not run.
    private static List<Single> singles(Call call, Loaded loaded, Engine engine, ServiceName service)
            throws IOException, InterruptedException {
        OptionalInt index = call.line().number("index");
        List<Single> all = call.line().has("all")
                ? Single.of(engine, loaded, List.of(service))
                : Single.kept(engine, loaded, List.of(service));
        List<Single> singles = all.stream()
                .filter(single -> index.isEmpty() || single.number().equals(Integer.toString(index.getAsInt())))
                .toList();
        if (singles.isEmpty()) {
            String name = index.isEmpty() ? service.text() : service + "-" + index.getAsInt();
            throw new ProblemException(Problem.error("cli.not-running", Actor.SERVICE, "there is no " + name)
                    .remedy("hauban up -d " + service + " makes it."));
        }
        return singles;
    }
}
