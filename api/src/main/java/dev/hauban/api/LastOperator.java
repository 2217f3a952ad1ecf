package dev.hauban.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What the lock tells of the operator that was there last. One that ended by itself or by a user's word empties the
/// file; one that was killed leaves its name in it. Cheap enough for commands that only look: it asks nobody.
public record LastOperator(OperatorPlaces places) {
    private static final String PROCESS = "process ";

    /// Nobody supervises, and nobody has said that nobody should.
    public boolean wasKilled() throws IOException {
        String holder;
        try {
            holder = Files.readString(places.lock(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return false;
        }
        int end = holder.indexOf(',');
        if (!holder.startsWith(PROCESS) || end < 0) {
            return false;
        }
        return !isOperator(holder.substring(PROCESS.length(), end));
    }

    /// The number may be another process's by now.
    private static boolean isOperator(String process) throws IOException {
        try {
            return Files.readString(Path.of("/proc", process, "cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("\0operator\0run");
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
