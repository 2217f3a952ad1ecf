package dev.hauban.operator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A right that only one process has at a time. The kernel takes it back when the process ends, however it ends; the
/// file says who has it.
final class Hold implements AutoCloseable {
    private final FileChannel channel;

    private Hold(FileChannel channel) {
        this.channel = channel;
    }

    /// @param holder what the file says of us
    /// @param patience how long to wait for one that is about to let go
    /// @return empty if another one keeps it
    static Optional<Hold> take(Path file, String holder, Duration patience) throws IOException, InterruptedException {
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (tryLock(channel).isEmpty()) {
                if (System.nanoTime() > until) {
                    channel.close();
                    return Optional.empty();
                }
                Thread.sleep(10);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new Hold(channel));
        } catch (IOException | InterruptedException failed) {
            channel.close();
            throw failed;
        }
    }

    /// What the file says of whoever has it.
    static String holder(Path file) throws IOException {
        String holder = Files.readString(file).strip();
        return holder.isEmpty() ? "who, is not known" : holder;
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }
}
