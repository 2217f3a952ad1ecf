package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import java.io.IOException;

/// Stops services and starts them again.
final class RestartCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("restart", "Stop services and start them again")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("no-deps", "Leave services alone that restart with them"),
                        Descriptions.timeout("How long a service may take to end"))
                .exits(Descriptions.CHANGING);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        var request = new Request.Restart(
                Names.of(loaded.stack(), call.line().words()), call.line().has("no-deps"), Asking.grace(call));
        return Asking.carryOut(call, loaded, request);
    }
}
