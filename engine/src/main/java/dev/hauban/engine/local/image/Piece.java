package dev.hauban.engine.local.image;

import java.nio.file.Path;

/// A file or folder of the host that has to appear at a path inside a service.
///
/// @param source absolute, on the host
/// @param target absolute, inside
public record Piece(Path source, String target, Use use) {
    public Piece {
        if (!source.isAbsolute() || !target.startsWith("/")) {
            throw new IllegalArgumentException("pieces have absolute paths: " + source + " at " + target);
        }
    }

    /// What may happen to its content.
    public enum Use {
        /// Nobody writes it: programs of the cache, entrypoint scripts.
        READ_ONLY,
        /// An image's own files: each instance sees them as they are in the image and may change its own copy.
        OWN_COPY,

        /// The same, and whoever the service runs as may write in it, as in `/tmp`: for sockets.
        OPEN_COPY,

        /// As [#OWN_COPY], and its texts speak of container paths and of other services: where those are not there, as
        /// on the third rung, the instance gets them with what they mean on this machine.
        CONFIGURATION,

        /// Written through to the source: the project's folder for a local command, a stage while it is built.
        WRITE_THROUGH;

        public boolean isCopy() {
            return this == OWN_COPY || this == OPEN_COPY || this == CONFIGURATION;
        }
    }
}
