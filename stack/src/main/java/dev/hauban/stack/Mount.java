package dev.hauban.stack;

import java.nio.file.Path;
import java.util.Optional;

/// Something that appears at a path inside a service.
public sealed interface Mount {
    /// Absolute path inside the service.
    String target();

    boolean isReadOnly();

    /// A named volume of the stack.
    record Named(String volume, String target, boolean isReadOnly, Optional<String> subpath) implements Mount {}

    /// A volume without a name: it lives as long as its instance's successors want it.
    record Anonymous(String target, boolean isReadOnly) implements Mount {}

    /// A file or folder of the host.
    ///
    /// @param createIfMissing whether a missing folder is made (short syntax) rather than a mistake (long syntax)
    record Bind(Path source, String target, boolean isReadOnly, boolean createIfMissing) implements Mount {}

    /// Memory. Size in bytes and mode, if given.
    record Temporary(String target, Optional<Long> size, Optional<Integer> mode) implements Mount {
        @Override
        public boolean isReadOnly() {
            return false;
        }
    }

    /// A config or secret of the stack, as a file.
    ///
    /// @param source key in the stack's configs or secrets
    /// @param owner user id, if given
    /// @param group group id, if given
    /// @param mode such as 0444, if given
    record Supplied(
            Kind kind,
            String source,
            String target,
            Optional<String> owner,
            Optional<String> group,
            Optional<Integer> mode)
            implements Mount {
        @Override
        public boolean isReadOnly() {
            return true;
        }
    }

    /// What only an engine of containers can give: an image's files, a pipe of Windows, a volume of a cluster. How,
    /// is in the service's [Specification].
    ///
    /// @param type `image`, `npipe`, `cluster`
    record Foreign(String type, String target, boolean isReadOnly) implements Mount {}

    /// Which drawer a [Supplied] file comes from.
    enum Kind {
        CONFIG,
        SECRET
    }
}
