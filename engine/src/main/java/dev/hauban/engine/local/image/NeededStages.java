package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Which stages of a Dockerfile have to be built for one of them.
final class NeededStages {
    private NeededStages() {}

    /// In order; the wanted one is the last.
    ///
    /// @param filled fills variables into an image's name
    static List<Dockerfile.Stage> of(Dockerfile file, Dockerfile.Stage wanted, UnaryOperator<String> filled) {
        TreeSet<Integer> needed = new TreeSet<>();
        List<Dockerfile.Stage> open = new ArrayList<>(List.of(wanted));
        while (!open.isEmpty()) {
            Dockerfile.Stage stage = open.removeLast();
            if (needed.add(stage.number())) {
                before(file, stage, filled.apply(stage.from().image())).ifPresent(open::add);
                for (Instruction instruction : stage.instructions()) {
                    used(instruction)
                            .map(filled)
                            .flatMap(name -> file.stage(name).stream())
                            .filter(other -> other.number() < stage.number())
                            .forEach(open::add);
                }
            }
        }
        return needed.stream().map(number -> file.stages().get(number)).toList();
    }

    /// Stages whose files an instruction uses.
    private static Stream<String> used(Instruction instruction) {
        if (instruction instanceof Instruction.Copy copy) {
            return copy.from().stream();
        }
        return instruction instanceof Instruction.Run run
                ? run.mounts().stream().flatMap(NeededStages::used)
                : Stream.empty();
    }

    private static Stream<String> used(Instruction.RunMount mount) {
        return mount instanceof Instruction.RunMount.Bind bind ? bind.from().stream() : Stream.empty();
    }

    /// The stage that a FROM names, if it names one that stands before it.
    static Optional<Dockerfile.Stage> before(Dockerfile file, Dockerfile.Stage stage, String image) {
        return file.stage(image)
                .filter(other -> other.number() < stage.number())
                .filter(other -> other.from().name().isPresent());
    }
}
