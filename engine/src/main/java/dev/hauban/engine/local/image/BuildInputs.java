package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What of a build context can reach an image: what its stages copy or mount. A file that no line names, such as a log
/// that a service writes beside its sources, makes no other image.
final class BuildInputs {
    private BuildInputs() {}

    /// Relative, folders before what is in them.
    static List<Path> of(List<Dockerfile.Stage> stages, BuildContext context) throws IOException {
        SortedSet<Path> inputs = new TreeSet<>();
        for (String source : sources(stages)) {
            if (source.contains("$")) {
                return context.everything();
            }
            for (Path path : context.matching(source)) {
                inputs.add(path);
                inputs.addAll(context.below(path));
            }
        }
        return List.copyOf(inputs);
    }

    private static List<String> sources(List<Dockerfile.Stage> stages) {
        var sources = new ArrayList<String>();
        for (Dockerfile.Stage stage : stages) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Copy copy && copy.from().isEmpty()) {
                    sources.addAll(copy.sources());
                } else if (instruction instanceof Instruction.Run run) {
                    run.mounts().forEach(mount -> mounted(mount).ifPresent(sources::add));
                }
            }
        }
        return sources;
    }

    private static Optional<String> mounted(Instruction.RunMount mount) {
        return mount instanceof Instruction.RunMount.Bind bind && bind.from().isEmpty()
                ? Optional.of(bind.source())
                : Optional.empty();
    }
}
