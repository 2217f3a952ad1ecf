package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.plan.Request;
import java.io.IOException;

/// Starts what was stopped.
final class StartCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("start", "Start services that were stopped")
                .words(Descriptions.SERVICES)
                .exits(Descriptions.CHANGING);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        return Asking.carryOut(
                call,
                loaded,
                new Request.Start(Names.of(loaded.stack(), call.line().words())));
    }
}
