package dev.hauban.secret;

import dev.hauban.problem.Place;
import dev.hauban.stack.ServiceName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One secret of a stack; its value is not among what is shown.
///
/// @param name of the variable, or the key below `secrets:`
/// @param users the services whose settings hold it
/// @param value empty where it isn't known here
public record Secret(String name, Source source, SortedSet<ServiceName> users, Optional<String> value) {
    public Secret {
        users = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(users));
    }

    /// Where it comes from.
    public sealed interface Source {
        /// A line of a file of variables: `.env`, `--env-file`, env_file.
        record Line(Place place) implements Source {}

        /// A file that holds nothing else.
        record WholeFile(Path file) implements Source {}

        /// The environment of whoever calls.
        record Shell(String variable) implements Source {}

        /// It stands in a Compose file itself, be it as a default.
        record Written(Place place) implements Source {}

        /// Somebody else keeps it.
        record Elsewhere(String name) implements Source {}
    }

    Secret with(Optional<String> newValue) {
        return new Secret(name, source, users, newValue);
    }

    /// How hard it is to guess.
    public Strength strength() {
        return source instanceof Source.Written ? Strength.KNOWN : Strength.of(name, value);
    }

    /// Without the value.
    @Override
    public String toString() {
        return name + " from " + source + " for " + users;
    }
}
