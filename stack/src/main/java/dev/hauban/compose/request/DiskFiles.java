package dev.hauban.compose.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of this machine.
public final class DiskFiles implements ComposeFiles {
    private static final int PORTION = 64 * 1024;
    /// How a process names what it was started with, `<(…)` of a shell for instance.
    private static final List<String> OPENED = List.of("/dev/fd/", "/proc/self/fd/");
    /// The usual name of a file with nothing in it.
    private static final String NOTHING = "/dev/null";

    private final FileSystem disk;
    private final InputStream standardInput;
    /// What can be read only once, and is asked for more often.
    private final Map<String, byte[]> opened = new HashMap<>();

    private byte @Nullable [] typed;

    public DiskFiles(FileSystem disk, InputStream standardInput) {
        this.disk = disk;
        this.standardInput = standardInput;
    }

    @Override
    public Kind kind(String path) {
        try {
            Path file = disk.getPath(path);
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile() || isOpened(path)) {
                return Kind.FILE;
            }
            return attributes.isDirectory() ? Kind.FOLDER : isNothing(file) ? Kind.FILE : Kind.SPECIAL;
        } catch (IOException | IllegalArgumentException _) {
            return Kind.MISSING;
        }
    }

    private static boolean isOpened(String path) {
        return OPENED.stream().anyMatch(path::startsWith);
    }

    private static boolean isNothing(Path file) throws IOException {
        return file.toRealPath(new LinkOption[0]).toString().equals(NOTHING);
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] known = opened.get(path);
        byte[] bytes = known == null ? readFrom(place(path)) : known;
        if (isOpened(path)) {
            opened.put(path, bytes);
        }
        return bytes;
    }

    private static byte[] readFrom(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            int size = (int) Math.min(Files.size(file), SIZE_LIMIT + 1);
            // Some files say that they are empty and are not.
            return size == 0 ? input.readNBytes(SIZE_LIMIT + 1) : read(input, size);
        }
    }

    /// In portions: the JVM keeps a buffer as large as the largest.
    private static byte[] read(InputStream input, int size) throws IOException {
        var bytes = new byte[size];
        int end = 0;
        for (int read = 0; read >= 0 && end < size; end += Math.max(0, read)) {
            read = input.read(bytes, end, Math.min(PORTION, size - end));
        }
        return end == size ? bytes : Arrays.copyOf(bytes, end);
    }

    private Path place(String path) throws NoSuchFileException {
        try {
            return disk.getPath(path);
        } catch (IllegalArgumentException _) {
            throw new NoSuchFileException(path);
        }
    }

    @Override
    public byte[] readStandardInput() throws IOException {
        if (typed == null) {
            typed = standardInput.readNBytes(SIZE_LIMIT + 1);
        }
        return typed;
    }

    @Override
    public @Nullable String withoutFirstLink(String path) {
        try {
            return withoutFirstLink(path, disk.getPath(path));
        } catch (IllegalArgumentException _) {
            return path;
        } catch (IOException _) {
            return null;
        }
    }

    /// All else stays as it is written, with every slash too many.
    private static String withoutFirstLink(String written, Path path) throws IOException {
        Path current = path.getRoot();
        for (int i = 0; current != null && i < path.getNameCount(); i++) {
            current = current.resolve(path.getName(i));
            if (Files.isSymbolicLink(current)) {
                String link = current.toString();
                String real = current.toRealPath(new LinkOption[0]).toString();
                int at = written.indexOf(link);
                return at < 0 ? written : written.substring(0, at) + real + written.substring(at + link.length());
            }
        }
        return written;
    }
}
