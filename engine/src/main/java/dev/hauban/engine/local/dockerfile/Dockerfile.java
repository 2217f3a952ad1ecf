package dev.hauban.engine.local.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A Dockerfile, read.
///
/// @param arguments the ARGs before the first FROM
/// @param stages at least one
public record Dockerfile(List<Instruction.Argument> arguments, List<Stage> stages) {
    public Dockerfile {
        arguments = List.copyOf(arguments);
        stages = List.copyOf(stages);
    }

    /// @param number from 0
    public record Stage(int number, Instruction.From from, List<Instruction> instructions) {
        public Stage {
            instructions = List.copyOf(instructions);
        }

        /// What COPY --from may call it: its number, and its name in small letters.
        public List<String> names() {
            return Stream.concat(
                            Stream.of(Integer.toString(number)),
                            from.name().map(name -> name.toLowerCase(Locale.ROOT)).stream())
                    .toList();
        }
    }

    /// A stage by its name or number.
    public Optional<Stage> stage(String nameOrNumber) {
        return stages.stream()
                .filter(stage -> stage.names().contains(nameOrNumber.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public Stage last() {
        return stages.getLast();
    }
}
