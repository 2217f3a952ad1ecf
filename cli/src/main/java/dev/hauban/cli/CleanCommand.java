package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Engine;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.plan.Request;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Network;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes away what the project left on the machine, step by step further, and never beyond the project.
final class CleanCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("clean", "Take away what the project left on this machine, shown beforehand")
                .details(
                        "Alone: services and networks, as down does; data stays. What goes is shown with the room that it",
                        "takes. Before data goes, the project's name has to be typed, or --yes given. The project's own",
                        "folder, backups, images and whatever belongs to other projects stay in any case.")
                .options(
                        Option.flag("volumes", "Data, too: volumes and logs").letter('v'),
                        Option.flag("orphans", "Also services that the files no longer have"),
                        Option.flag(
                                "unused", "Also networks, and with --volumes volumes, that no file names any longer"),
                        Option.flag("all", "All of these").letter('a'),
                        Option.flag("force", "Kill services at once, should something hang")
                                .letter('f'),
                        Option.flag("yes", "Don't ask").letter('y'))
                .exits(Descriptions.CHANGING)
                .examples("hauban clean", "hauban clean --volumes --dry-run", "hauban clean --all --yes");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded read = call.loadRunning(List.of());
        boolean isAll = call.line().has("all");
        var request = new Request.Down(
                List.of(),
                isAll || call.line().has("volumes"),
                isAll || call.line().has("orphans"),
                call.line().has("force") ? Optional.of(Duration.ZERO) : Optional.empty());
        boolean takesUnused = isAll || call.line().has("unused");
        Loaded loaded;
        CleanPreview preview;
        try (Engine engine = call.engine(read)) {
            loaded = takesUnused ? withUnused(read, engine) : read;
            preview = CleanPreview.of(
                    new DryRun(call, loaded).unfold(request),
                    engine.byHand().spaces(read.stack().name()),
                    read.stack().name());
        }
        call.out().print(preview.text());
        call.out().flush();
        if (preview.isEmpty() || call.options().dryRun()) {
            return ExitCode.SUCCESS.number();
        }
        if (preview.takesData() && !Question.isNamed(call, read.stack().name().text(), "taken away")) {
            return ExitCode.INTERRUPTED.number();
        }
        return Asking.carryOut(call, loaded, request);
    }

    /// What bears the project's name on the engine, but no file has any more, is taken away as if a file had it.
    private static Loaded withUnused(Loaded loaded, Engine engine) throws IOException, InterruptedException {
        Stack stack = loaded.stack();
        Map<String, Volume> volumes = new LinkedHashMap<>(stack.volumes());
        for (VolumeSeen seen : engine.byHand().volumes(stack.name())) {
            if (stack.volumes().values().stream()
                    .noneMatch(volume -> volume.name().equals(seen.name()))) {
                volumes.put("unused " + seen.name(), volume(seen.name()));
            }
        }
        Map<String, Network> networks = new LinkedHashMap<>(stack.networks());
        for (String seen : engine.observe(stack.name()).networks()) {
            if (stack.networks().values().stream()
                    .noneMatch(network -> network.name().equals(seen))) {
                networks.put("unused " + seen, network(seen));
            }
        }
        return new Loaded(stack.with(networks, volumes), loaded.notes());
    }

    private static Volume volume(String name) {
        return new Volume(
                "unused " + name,
                name,
                ConfigHash.of(""),
                false,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Specification.empty());
    }

    private static Network network(String name) {
        return new Network(
                "unused " + name,
                name,
                ConfigHash.of(""),
                false,
                false,
                Optional.empty(),
                List.of(),
                Map.of(),
                Specification.empty());
    }
}
