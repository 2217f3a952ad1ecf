package dev.hauban.doctor.mend;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes a file that is there already: the whole new text, or nothing.
public final class WholeFile {
    private WholeFile() {}

    /// @param before what is in it as far as anybody knows
    /// @throws ProblemException if it is something else by now
    public static void replace(Path file, String before, String after) throws IOException {
        // Through a link, it is the file behind it that changes.
        Path real = file.toRealPath();
        if (!Files.readString(real, StandardCharsets.UTF_8).equals(before)) {
            throw new ProblemException(
                    Problem.error("doctor.file-changed", Actor.AUTHOR, file + " was changed by somebody else meanwhile")
                            .remedy("Nothing was written into it. Ask the doctor again."));
        }
        PosixFileAttributes old = Files.readAttributes(real, PosixFileAttributes.class);
        Path whole = Files.createTempFile(
                real.getParent(),
                "." + real.getFileName() + "-",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            fill(whole, after);
            PosixFileAttributeView view = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
            if (!view.readAttributes().owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
            if (!view.readAttributes().group().equals(old.group())) {
                view.setGroup(old.group());
            }
            Files.setPosixFilePermissions(whole, old.permissions());
            Files.move(whole, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void fill(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Nobody but its owner may read or write it from now on.
    public static void close(Path file) throws IOException {
        Files.setPosixFilePermissions(file.toRealPath(), PosixFilePermissions.fromString("rw-------"));
    }
}
