package dev.hauban.setup;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads and writes settings files: whole, for the owner alone, never through a link.
final class SettingsFiles {
    /// What an example may be called, for the file `.env`.
    private static final List<String> ENDINGS = List.of(".example", ".sample", ".template", ".dist");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int DEEPEST = 3;

    private SettingsFiles() {}

    /// An example and the file that is made from it.
    record Pair(Path example, Path target) {}

    /// The project's own settings, and those that its Compose files name.
    ///
    /// @param composeTexts the Compose files' texts
    static List<Pair> find(Path directory, List<String> composeTexts) throws IOException {
        var pairs = new ArrayList<Pair>();
        try (Stream<Path> files = Files.walk(directory, DEEPEST)) {
            for (Path file : files.filter(SettingsFiles::isExample).sorted().toList()) {
                String name = file.getFileName().toString();
                Path target = file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
                String written = directory.relativize(target).toString();
                boolean isOwn = written.equals(".env");
                boolean isFirst = pairs.stream().noneMatch(pair -> pair.target().equals(target));
                if (isFirst && (isOwn || composeTexts.stream().anyMatch(text -> names(text, written)))) {
                    pairs.add(new Pair(file, target));
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return pairs;
    }

    static Optional<String> read(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new ProblemException(Problem.error("setup.link", Actor.AUTHOR, file + " is a link")
                    .remedy("Secrets are not written through links: put a file there."));
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        if (text.startsWith("$ANSIBLE_VAULT;")) {
            throw new ProblemException(Problem.error("setup.encrypted", Actor.AUTHOR, file + " is encrypted")
                    .remedy("hauban secret decrypt FILE, hauban setup, and hauban secret encrypt FILE."));
        }
        return Optional.of(text);
    }

    /// Never half-written: a file of another name is filled, forced to the disk, and takes the place at once.
    static void write(Path file, String text) throws IOException {
        Path whole = Files.createTempFile(
                file.toAbsolutePath().getParent(), ".env-", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (var channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    static boolean isForOwnerOnly(Path file) throws IOException {
        return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean isExample(Path file) {
        String name = file.getFileName().toString();
        boolean ends = ENDINGS.stream().anyMatch(name::endsWith);
        boolean isInside =
                file.toString().contains("/node_modules/") || file.toString().contains("/.git/");
        return ends && name.contains("env") && !isInside && Files.isRegularFile(file);
    }

    /// Whether the text has the path as a word of its own: `./backend/.env` names `backend/.env`, `old.env` not `.env`.
    private static boolean names(String text, String path) {
        int at = text.indexOf(path);
        while (at >= 0) {
            boolean begins =
                    at == 0 || " \t\n\"'-[,".indexOf(text.charAt(at - 1)) >= 0 || text.startsWith("./", at - 2);
            int end = at + path.length();
            if (begins && (end == text.length() || " \t\n\r\"',]#}".indexOf(text.charAt(end)) >= 0)) {
                return true;
            }
            at = text.indexOf(path, at + 1);
        }
        return false;
    }
}
