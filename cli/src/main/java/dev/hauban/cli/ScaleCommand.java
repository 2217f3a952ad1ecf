package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import java.io.IOException;
import java.util.List;

/// Changes how many instances of services run.
final class ScaleCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("scale", "Change how many instances of a service run")
                .words(Words.atLeast(1, "SERVICE=NUMBER..."))
                .options(Option.flag("no-deps", "Leave services alone that it depends on"))
                .exits(Descriptions.CHANGING)
                .examples("hauban scale web=3 worker=2");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.load(List.of());
        var request = new Request.Scale(
                Names.scales(loaded.stack(), call.line().words()), call.line().has("no-deps"));
        return Asking.carryOut(call, loaded, request);
    }
}
