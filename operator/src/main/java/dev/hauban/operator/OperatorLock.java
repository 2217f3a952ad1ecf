package dev.hauban.operator;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The right to be the user's operator. The kernel takes it back when the process ends, however it ends; the file says
/// who holds it.
final class OperatorLock implements AutoCloseable {
    private final FileChannel channel;

    private OperatorLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @param patience how long to wait for an operator that is about to end
    /// @throws ProblemException if another one keeps it
    static OperatorLock take(OperatorPlaces places, Duration patience) throws IOException, InterruptedException {
        var channel = FileChannel.open(
                places.lock(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (tryLock(channel).isEmpty()) {
                if (System.nanoTime() > until) {
                    throw held(places);
                }
                Thread.sleep(10);
            }
            channel.truncate(0);
            String holder = "process " + ProcessHandle.current().pid() + ", listens on " + places.socket() + "\n";
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return new OperatorLock(channel);
        } catch (IOException | InterruptedException | ProblemException failed) {
            channel.close();
            throw failed;
        }
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

    private static ProblemException held(OperatorPlaces places) throws IOException {
        String holder = Files.readString(places.lock()).strip();
        return new ProblemException(Problem.error(
                        "operator.already-there",
                        Actor.MACHINE,
                        "there is an operator already: " + (holder.isEmpty() ? "who, is not known" : holder))
                .remedy("`hauban operator stop` ends it; services go on running."));
    }
}
