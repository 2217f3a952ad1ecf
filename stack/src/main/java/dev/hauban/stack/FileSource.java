package dev.hauban.stack;

import java.nio.file.Path;
import java.util.Optional;

/// Where the content of a config or a secret comes from.
public sealed interface FileSource {
    /// A file of the host, absolute.
    record FromFile(Path file) implements FileSource {}

    /// A variable of the environment in which the stack was read; the value was taken then. Where it wasn't set, only
    /// starting a service that wants it is a mistake: who stops or looks doesn't need it.
    record FromEnvironment(String variable, Optional<String> value) implements FileSource {
        @Override
        public String toString() {
            return "FromEnvironment[" + variable + "]";
        }
    }

    /// Text written in the Compose file.
    record Inline(String content) implements FileSource {
        @Override
        public String toString() {
            return "Inline[…]";
        }
    }

    /// Somebody else keeps it, under this name.
    record External(String name) implements FileSource {}
}
