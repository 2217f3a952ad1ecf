package dev.hauban.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that an answer is written to: afterwards all of the answer is in it, or what was there before. One that was
/// there keeps its rights, and a link goes on leading to it.
final class OutputFile {
    private OutputFile() {}

    static void write(Path file, String text) throws IOException {
        boolean isThere = Files.exists(file);
        if (isThere && !Files.isRegularFile(file)) {
            // A device or a pipe has nothing that could be lost; a folder refuses.
            Files.writeString(file, text);
            return;
        }
        Path target = isThere ? file.toRealPath() : file;
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            writeNew(beside, text);
            if (isThere) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target, LinkOption.NOFOLLOW_LINKS));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void writeNew(Path file, String text) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (channel instanceof FileChannel disk) {
                disk.force(true);
            }
        }
    }
}
