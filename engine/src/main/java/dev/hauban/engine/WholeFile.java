package dev.hauban.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Files that are there whole or not at all: written beside, forced to disk, renamed. Only their owner may read
/// them. Of one file, one thread writes at a time.
public final class WholeFile {
    private WholeFile() {}

    /// When this returns, a crash of the machine doesn't lose it; when it fails, the old content is still there.
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, file.resolveSibling("." + file.getFileName() + ".new"));
    }

    /// The same, for a file that several programs may write at once: the last one's content is there, whole.
    public static void writeAmongOthers(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8), besideAmongOthers(file));
    }

    private static Path besideAmongOthers(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    }

    /// The same, for a person's file: one that is there keeps its owner, its group and its rights.
    public static void replace(Path file, byte[] content) throws IOException {
        Path beside = besideAmongOthers(file);
        Files.deleteIfExists(beside);
        try {
            writeNew(beside, content);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                keepRights(file, beside);
            }
            take(beside, file);
        } catch (IOException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
    }

    private static void keepRights(Path from, Path to) throws IOException {
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (!view.readAttributes().owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!view.readAttributes().group().equals(old.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }

    private static void write(Path file, byte[] content, Path beside) throws IOException {
        Files.deleteIfExists(beside);
        try {
            writeNew(beside, content);
            take(beside, file);
        } catch (IOException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
    }

    private static void take(Path beside, Path file) throws IOException {
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file);
    }

    public static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty when there is no such file.
    public static Optional<String> read(Path file) throws IOException {
        try {
            // Not Files.readString: that refuses damaged text, and damage is for the one who knows the form to find.
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, options, ownerOnly)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /// The name in the folder has to reach the disk too.
    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
