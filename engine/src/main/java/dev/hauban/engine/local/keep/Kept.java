package dev.hauban.engine.local.keep;

import dev.hauban.engine.local.shim.InstanceFolder.Processes;
import dev.hauban.plan.Instance;
import java.util.List;
import java.util.Optional;

/// An instance as its folder shows it.
///
/// @param processes of its last start; alive or not
/// @param isOrphaned whether its shim was killed and nobody wrote down how it ended
public record Kept(
        Definition definition,
        Instance.Phase phase,
        Optional<Processes> processes,
        Optional<Started> started,
        boolean isOrphaned) {

    public boolean isRunning() {
        return phase instanceof Instance.Phase.Running;
    }

    public Instance instance() {
        List<Instance.Publisher> publishers =
                isRunning() && started.isPresent() ? started.get().publishers() : List.of();
        Optional<Long> main = isRunning() && processes.isPresent()
                ? Optional.of(processes.get().main().pid())
                : Optional.empty();
        return new Instance(
                definition.id(),
                phase,
                definition.hash(),
                definition.createdAt(),
                Optional.empty(),
                definition.imageCheck(),
                new Instance.Details(definition.name(), definition.image(), definition.command(), publishers, main));
    }
}
