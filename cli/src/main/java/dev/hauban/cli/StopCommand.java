package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.plan.Request;
import java.io.IOException;

/// Stops services and leaves them where they are.
final class StopCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("stop", "Stop services; \"start\" goes on with them")
                .words(Descriptions.SERVICES)
                .options(Descriptions.timeout("How long a service may take to end"))
                .exits(Descriptions.CHANGING);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        return Asking.carryOut(
                call,
                loaded,
                new Request.Stop(Names.of(loaded.stack(), call.line().words()), Asking.grace(call)));
    }
}
