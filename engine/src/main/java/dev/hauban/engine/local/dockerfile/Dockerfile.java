package dev.hauban.engine.local.dockerfile;

import java.util.List;
import java.util.Optional;

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
    }

    /// A stage by its name or number.
    public Optional<Stage> stage(String nameOrNumber) {
        return stages.stream()
                .filter(stage -> Integer.toString(stage.number()).equals(nameOrNumber)
                        || stage.from()
                                .name()
                                .filter(name -> name.equalsIgnoreCase(nameOrNumber))
                                .isPresent())
                .findFirst();
    }

    public Stage last() {
        return stages.getLast();
    }
}
