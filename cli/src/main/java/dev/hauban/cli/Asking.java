package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// What the commands that change something have in common.
final class Asking {
    private Asking() {}

    static int carryOut(Call call, Loaded loaded, Request request) throws IOException, InterruptedException {
        if (call.options().dryRun()) {
            return new DryRun(call, loaded).of(request);
        }
        Event.Settled settled = new Work(call, loaded).carryOut(request);
        new ProblemPrinter(call.surroundings()).print(Work.problems(settled));
        return ExitCode.of(Work.problems(settled)).number();
    }

    /// Those of the system: virtual ones that ask a daemon hold a JVM up that ends (docs/decisions/0044).
    static ThreadFactory threads() {
        return Thread.ofPlatform().daemon().name("asking ", 1).factory();
    }

    static Optional<Duration> grace(Call call) {
        var seconds = call.line().number("timeout");
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }
}
