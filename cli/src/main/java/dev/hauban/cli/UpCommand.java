package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.List;

/// Brings services up: with `-d` or `--wait` it returns, otherwise it stays and shows what they write.
final class UpCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("up", "Bring services up, in the order in which they need each other")
                .details(
                        "Creates what is missing, starts what doesn't run, replaces what has changed; what is as it should",
                        "be is left alone. Without -d it shows what the services write; Ctrl-C then stops what it started,",
                        "a second Ctrl-C kills it. With -d, Ctrl-C leaves what runs, and the next run finishes.")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("detach", "Return as soon as everything has started")
                                .letter('d'),
                        Option.flag("wait", "Return as soon as everything is healthy; implies -d"),
                        Option.number("wait-timeout", "SECONDS", "How long to wait at most; then exit code 8"),
                        Option.list("scale", "SERVICE=NUMBER", "How many instances, instead of what the file says"),
                        Option.flag("no-deps", "Leave services alone that these depend on"),
                        Option.flag("force-recreate", "Replace what is as it should be, too"),
                        Option.flag("remove-orphans", "Take away services that the files no longer have"),
                        Descriptions.timeout("How long a service that is replaced may take to end"),
                        Option.flag("timestamps", "Each line with the moment when it was written"),
                        Option.flag("no-log-prefix", "Lines without the name of their instance"))
                .exits(
                        ExitCode.FILES,
                        ExitCode.MACHINE,
                        ExitCode.OUTSIDE,
                        ExitCode.SERVICE_FAILED,
                        ExitCode.SERVICE_UNHEALTHY,
                        ExitCode.TIMEOUT,
                        ExitCode.DEGRADED,
                        ExitCode.INTERRUPTED)
                .examples("hauban up -d --wait", "hauban up web worker --scale worker=3", "hauban up --dry-run");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> words = call.line().words();
        Loaded loaded = call.load(words);
        boolean isTimed = call.line().number("wait-timeout").isPresent();
        if (isTimed && !call.line().has("wait")) {
            throw new ProblemException(
                    LineProblems.wrongWord("--wait-timeout says how long to wait, but not --wait", "Add --wait."));
        }
        var request = new Request.Up(Names.of(loaded.stack(), words), options(call, loaded));
        if (call.options().dryRun()) {
            return new DryRun(call, loaded).of(request);
        }
        boolean stays = !call.line().has("detach") && !call.line().has("wait");
        return stays ? new AttachedUp(call, loaded).run(request) : new DetachedUp(call, loaded).run(request);
    }

    private static Request.UpOptions options(Call call, Loaded loaded) {
        return new Request.UpOptions(
                call.line().has("no-deps"),
                call.line().has("force-recreate"),
                call.line().has("remove-orphans"),
                call.line().has("wait") ? ServiceWanted.Until.READY : ServiceWanted.Until.STARTED,
                Names.scales(loaded.stack(), call.line().texts("scale")),
                Asking.grace(call));
    }
}
