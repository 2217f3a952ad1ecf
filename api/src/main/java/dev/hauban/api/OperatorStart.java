package dev.hauban.api;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Starts an operator that outlives the one who started it: own session, no terminal, at home in `/`.
final class OperatorStart {
    private static final long LONGEST_LOG = 1024 * 1024;
    private static final int LINES_SHOWN = 15;

    private final OperatorPlaces places;
    private final OperatorCommand command;

    OperatorStart(OperatorPlaces places, OperatorCommand command) {
        this.places = places;
        this.command = command;
    }

    /// Makes sure that of several clients only one starts an operator. Released by closing.
    Lock lock() throws IOException, InterruptedException {
        PrivateFolder.make(places.state());
        var channel = FileChannel.open(
                places.starting(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var patience = new Patience(command.limit().multipliedBy(2));
        try {
            while (true) {
                Optional<FileLock> lock = tryLock(channel);
                if (lock.isPresent()) {
                    return new Lock(channel);
                }
                patience.pause(() -> Problem.error(
                                "operator.start-locked",
                                Actor.MACHINE,
                                "another command has been starting an operator for "
                                        + patience.limit().toSeconds() + " s (it holds " + places.starting() + ")")
                        .remedy("Look for a hauban command that hangs, and end it."));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /// Starts the program; the caller waits until it answers.
    Process begin() throws IOException {
        keepLogShort();
        List<String> words = new ArrayList<>();
        setsid().ifPresent(words::add);
        words.addAll(command.words());
        var builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(places.log().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(places.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    Problem notAnswering(String how) {
        return Problem.error("operator.not-answering", Actor.HAUBAN, "the operator " + how + lastWords())
                .remedy("Its log is " + places.log() + ". Run the command again; with --verbose it says more.");
    }

    Duration limit() {
        return command.limit();
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    private void keepLogShort() throws IOException {
        if (Files.exists(places.log()) && Files.size(places.log()) > LONGEST_LOG) {
            Files.move(
                    places.log(),
                    places.log().resolveSibling("operator.log.1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(places.log())) {
            Files.createFile(
                    places.log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private Optional<String> setsid() {
        String path = command.environment().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":")) {
            Path program = Path.of(folder, "setsid");
            if (folder.startsWith("/") && Files.isExecutable(program)) {
                return Optional.of(program.toString());
            }
        }
        return Optional.empty();
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(places.log(), java.nio.charset.StandardCharsets.ISO_8859_1);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
            return last.isEmpty() ? "" : "; the last it said:\n  " + String.join("\n  ", last);
        } catch (IOException unreadable) {
            return "; its log can't be read: " + unreadable.getMessage();
        }
    }

    /// The right to start an operator.
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
