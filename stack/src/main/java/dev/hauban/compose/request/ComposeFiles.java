package dev.hauban.compose.request;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The only way out of these rooms: the files that a reading needs.
public interface ComposeFiles {
    /// What is at a path.
    enum Kind {
        FILE,
        FOLDER,
        /// A pipe, a device, a socket: reading it might never end.
        SPECIAL,
        MISSING
    }

    /// No file that is meant is larger.
    int SIZE_LIMIT = 16 * 1024 * 1024;

    /// No file of variables that is meant is larger: the system takes no more into a process.
    int VARIABLES_LIMIT = 2 * 1024 * 1024;

    Kind kind(String path);

    /// The whole content, SIZE_LIMIT bytes and one more at most.
    byte[] read(String path) throws IOException;

    /// The whole standard input, with the same limit.
    byte[] readStandardInput() throws IOException;

    /// The path with its first symbolic link replaced by what it leads to; the same path if there is none, and null if
    /// the link leads nowhere.
    @Nullable
    String withoutFirstLink(String path);
}
