package dev.hauban.cli;

import dev.hauban.cli.screen.Sizes;
import dev.hauban.engine.Space;
import dev.hauban.plan.Step;
import dev.hauban.plan.Unfolding;
import dev.hauban.stack.ProjectName;
import java.util.List;
import java.util.Optional;

/// What would go, and the room that it takes.
///
/// @param goes a line each
/// @param frees bytes, as far as they are known
/// @param takesData whether anything goes that nobody can make again
record CleanPreview(List<String> goes, long frees, boolean takesData) {
    private static final int WIDTH = 44;

    CleanPreview {
        goes = List.copyOf(goes);
    }

    private record Gone(String what, long bytes, boolean isData) {
        String line() {
            String text = "  " + what;
            return bytes == 0 ? text : text + " ".repeat(Math.max(1, WIDTH - text.length())) + Sizes.brief(bytes);
        }
    }

    /// @param spaces what the project takes now
    static CleanPreview of(Unfolding unfolding, List<Space> spaces, ProjectName project) {
        List<Gone> gone = unfolding.steps().stream()
                .flatMap(List::stream)
                .flatMap(planned -> gone(planned.step(), spaces, project).stream())
                .toList();
        return new CleanPreview(
                gone.stream().map(Gone::line).toList(),
                gone.stream().mapToLong(Gone::bytes).sum(),
                gone.stream().anyMatch(Gone::isData));
    }

    private static Optional<Gone> gone(Step step, List<Space> spaces, ProjectName project) {
        return switch (step) {
            case Step.Remove remove ->
                Optional.of(new Gone("service " + remove.instance(), bytes(spaces, remove, project), remove.volumes()));
            case Step.RemoveVolume remove ->
                Optional.of(new Gone("volume " + remove.name(), bytes(spaces, Space.Kind.VOLUME, remove.name()), true));
            case Step.RemoveNetwork remove -> Optional.of(new Gone("network " + remove.name(), 0, false));
            case Step.Prepare _,
                    Step.CreateNetwork _,
                    Step.CreateVolume _,
                    Step.Create _,
                    Step.Recreate _,
                    Step.Start _,
                    Step.Probe _,
                    Step.Stop _ -> Optional.empty();
        };
    }

    boolean isEmpty() {
        return goes.isEmpty();
    }

    String text() {
        if (goes.isEmpty()) {
            return "Nothing of that is there.\n";
        }
        return "Goes away:\n" + String.join("\n", goes) + "\nFrees " + Sizes.brief(frees) + ".\n";
    }

    /// An instance's own files, and with its data its logs and its volumes without a name.
    private static long bytes(List<Space> spaces, Step.Remove remove, ProjectName project) {
        String id = remove.instance().toString();
        long bytes = 0;
        for (String name : List.of(id, project + "-" + id)) {
            bytes += bytes(spaces, Space.Kind.INSTANCE, name);
            bytes += remove.volumes() ? bytes(spaces, Space.Kind.LOG, name) : 0;
        }
        return remove.volumes() ? bytes + bytes(spaces, Space.Kind.VOLUME, id + " (nameless)") : bytes;
    }

    private static long bytes(List<Space> spaces, Space.Kind kind, String name) {
        return spaces.stream()
                .filter(space -> space.kind() == kind && space.name().equals(name))
                .mapToLong(space -> space.bytes().orElse(0))
                .sum();
    }
}
