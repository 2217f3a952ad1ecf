package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
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
                        "a second Ctrl-C kills it. With -d, Ctrl-C leaves what runs, and the next run finishes.",
                        "",
                        "With --abort-on-container-exit or --abort-on-container-failure it ends with the exit code of the",
                        "instance that ended first, with --exit-code-from with that service's. A one-shot that others wait",
                        "for does not count when it ends well.")
                .words(Descriptions.SERVICES)
                .options(UpLine.options().toArray(Option[]::new))
                .exits(
                        ExitCode.FILES,
                        ExitCode.MACHINE,
                        ExitCode.OUTSIDE,
                        ExitCode.SERVICE_FAILED,
                        ExitCode.SERVICE_UNHEALTHY,
                        ExitCode.TIMEOUT,
                        ExitCode.DEGRADED,
                        ExitCode.INTERRUPTED)
                .examples(
                        "hauban up -d --wait",
                        "hauban up web worker --scale worker=3",
                        "hauban up --build --exit-code-from tests",
                        "hauban up --dry-run");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        var line = new UpLine(call.line());
        line.check();
        List<String> words = call.line().words();
        Loaded loaded = line.images().in(call.load(words));
        var request = new Request.Up(Names.of(loaded.stack(), words), line.asked(call, loaded.stack()));
        if (call.options().dryRun()) {
            return new DryRun(call, loaded).of(request);
        }
        return line.stays()
                ? new AttachedUp(call, loaded, line).run(request)
                : new DetachedUp(call, loaded, line.manner()).run(request);
    }
}
