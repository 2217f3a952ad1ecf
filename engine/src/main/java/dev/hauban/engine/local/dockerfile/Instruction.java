package dev.hauban.engine.local.dockerfile;

import dev.hauban.problem.Place;
import dev.hauban.stack.HealthCheck;
import java.util.List;
import java.util.Optional;

/// One instruction of a Dockerfile. Variables are not filled in yet.
public sealed interface Instruction {
    Place place();

    /// @param image may hold variables of the ARGs before the first FROM
    record From(Place place, String image, Optional<String> name) implements Instruction {}

    record Run(Place place, Form form, List<RunMount> mounts) implements Instruction {
        public Run {
            mounts = List.copyOf(mounts);
        }
    }

    /// `--mount`: what a RUN line finds at a path while it runs, and that is not part of the stage. Targets may be
    /// relative to the working directory.
    sealed interface RunMount {
        String target();

        /// A folder that is kept from build to build.
        record Cache(String id, String target) implements RunMount {}

        /// Something of the build context or of another stage, to be read.
        ///
        /// @param from a stage's name or number; absent: the build context
        /// @param isCopy whether the line may write to it, which nobody sees afterwards
        record Bind(Optional<String> from, String source, String target, boolean isCopy) implements RunMount {}

        /// An empty folder.
        record Temporary(String target) implements RunMount {}
    }

    record Command(Place place, Form form) implements Instruction {}

    record Entrypoint(Place place, Form form) implements Instruction {}

    record Environment(Place place, List<Pair> pairs) implements Instruction {
        public Environment {
            pairs = List.copyOf(pairs);
        }
    }

    record Argument(Place place, List<Default> arguments) implements Instruction {
        public Argument {
            arguments = List.copyOf(arguments);
        }
    }

    /// COPY and ADD.
    ///
    /// @param isAdd whether archives are unpacked
    /// @param from a stage's name or number, or an image
    /// @param owner as in `--chown`
    /// @param mode as in `--chmod`
    /// @param texts files whose content stands in the Dockerfile itself
    record Copy(
            Place place,
            boolean isAdd,
            List<String> sources,
            String target,
            Optional<String> from,
            Optional<String> owner,
            Optional<String> mode,
            List<Text> texts)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
            texts = List.copyOf(texts);
        }
    }

    record User(Place place, String user) implements Instruction {}

    record WorkingDirectory(Place place, String folder) implements Instruction {}

    record Expose(Place place, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(Place place, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    record StopSignal(Place place, String signal) implements Instruction {}

    record Health(Place place, HealthCheck check) implements Instruction {}

    record Shell(Place place, List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

    /// LABEL, MAINTAINER, ONBUILD: nothing that a process of this machine would notice.
    record Remark(Place place, String keyword) implements Instruction {}

    /// How a command is written.
    sealed interface Form {
        /// `["program", "argument"]`
        record Exec(List<String> words) implements Form {
            public Exec {
                words = List.copyOf(words);
            }
        }

        /// A line for the shell.
        record Line(String text) implements Form {}
    }

    record Pair(String name, String value) {}

    record Default(String name, Optional<String> value) {}

    /// A file from a heredoc.
    ///
    /// @param isLiteral whether its word was quoted, so that variables in it stay as they are
    record Text(String name, String content, boolean isLiteral) {}
}
