package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import java.io.IOException;

/// Takes down what was brought up.
final class DownCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("down", "Stop services and take them away; data stays")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("volumes", "Take the data away as well: named volumes and logs")
                                .letter('v'),
                        Option.flag("remove-orphans", "Also services that the files no longer have"),
                        Descriptions.timeout("How long a service may take to end"))
                .exits(Descriptions.CHANGING)
                .examples("hauban down", "hauban down --volumes");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        var request = new Request.Down(
                Names.of(loaded.stack(), call.line().words()),
                call.line().has("volumes"),
                call.line().has("remove-orphans"),
                Asking.grace(call));
        return Asking.carryOut(call, loaded, request);
    }
}
