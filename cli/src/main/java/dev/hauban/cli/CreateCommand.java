package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes what `up` would make, and starts nothing.
final class CreateCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("create", "Make everything that services need, and start none")
                .details(
                        "Networks, volumes and instances, with those that the named services depend on. What runs goes on,",
                        "unless it is replaced because it has changed: then the new one waits for its start, and with it",
                        "what depends on it with \"restart: true\". \"hauban start\" starts what was made.")
                .words(Descriptions.SERVICES)
                .options(MakingLine.options(List.of("always", "missing", "never", "build"))
                        .toArray(Option[]::new))
                .exits(
                        ExitCode.FILES,
                        ExitCode.MACHINE,
                        ExitCode.OUTSIDE,
                        ExitCode.SERVICE_FAILED,
                        ExitCode.DEGRADED,
                        ExitCode.INTERRUPTED)
                .examples("hauban create", "hauban create --build --scale worker=3 worker");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        var line = new MakingLine(call.line());
        line.check();
        List<String> words = call.line().words();
        Loaded loaded = line.images().in(call.load(words));
        var renewal = new Request.Renewal(line.named(), line.usual(), false, ImageWishes.lookedAfter(loaded.stack()));
        var options = new Request.UpOptions(
                false,
                renewal,
                line.removesOrphans(),
                ServiceWanted.Until.MADE,
                line.scales(loaded.stack()),
                Optional.empty());
        var request = new Request.Up(Names.of(loaded.stack(), words), options);
        if (call.options().dryRun()) {
            return new DryRun(call, loaded).of(request);
        }
        var manner = new DetachedUp.Manner("hauban create", line.tellsPreparation(), false, OptionalInt.empty());
        return new DetachedUp(call, loaded, manner).run(request);
    }
}
