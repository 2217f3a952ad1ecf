package dev.hauban.engine.local.keep;

import dev.hauban.engine.local.shim.InstanceFolder.Processes;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Ties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

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
        return instance(Ties.unknown());
    }

    /// The same, with what it was made with.
    ///
    /// @param program the identity of what was prepared last for its service; empty where nothing was
    /// @param marks of a network, one of which an instance on it has noted; none where nobody can tell
    public Instance instance(Optional<String> program, Function<String, Set<String>> marks) {
        boolean isCurrent = program.isEmpty() || definition.program().isEmpty() || program.equals(definition.program());
        Map<String, String> then = definition.networks();
        SortedSet<String> current = new TreeSet<>(then.keySet());
        current.removeIf(name -> {
            Set<String> now = marks.apply(name);
            return !now.isEmpty() && !now.contains(then.get(name));
        });
        return instance(
                new Ties(isCurrent, true, then.isEmpty() ? Optional.empty() : Optional.of(current), Optional.empty()));
    }

    private Instance instance(Ties ties) {
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
                ties,
                new Instance.Details(definition.name(), definition.image(), definition.command(), publishers, main));
    }
}
