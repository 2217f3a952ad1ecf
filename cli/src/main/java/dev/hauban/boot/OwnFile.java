package dev.hauban.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that is there whole or not at all, and for its owner alone: what is in the environment may not be for
/// everybody.
final class OwnFile {
    private OwnFile() {}

    /// @param permissions as `ls` shows them
    static void write(Path file, String text, String permissions) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.createDirectories(beside.getParent());
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
