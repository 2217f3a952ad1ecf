package dev.hauban.compose.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// The files of this machine.
public final class DiskFiles implements ComposeFiles {
    private final FileSystem disk;
    private final InputStream standardInput;

    public DiskFiles(FileSystem disk, InputStream standardInput) {
        this.disk = disk;
        this.standardInput = standardInput;
    }

    @Override
    public Kind kind(String path) {
        try {
            var attributes = Files.readAttributes(disk.getPath(path), BasicFileAttributes.class);
            return attributes.isRegularFile() ? Kind.FILE : attributes.isDirectory() ? Kind.FOLDER : Kind.SPECIAL;
        } catch (IOException | IllegalArgumentException _) {
            return Kind.MISSING;
        }
    }

    @Override
    public byte[] read(String path) throws IOException {
        try (InputStream input = Files.newInputStream(disk.getPath(path))) {
            return input.readNBytes(SIZE_LIMIT + 1);
        } catch (IllegalArgumentException _) {
            throw new NoSuchFileException(path);
        }
    }

    @Override
    public byte[] readStandardInput() throws IOException {
        return standardInput.readNBytes(SIZE_LIMIT + 1);
    }

    @Override
    public String withoutFirstLink(String path) {
        Path whole = disk.getPath(path);
        Path current = whole.getRoot();
        for (int i = 0; current != null && i < whole.getNameCount(); i++) {
            current = current.resolve(whole.getName(i));
            if (Files.isSymbolicLink(current)) {
                Path rest = whole.subpath(i, whole.getNameCount());
                String real = withoutLinks(current.toString());
                return rest.getNameCount() == 1
                        ? real
                        : disk.getPath(real)
                                .resolve(rest.subpath(1, rest.getNameCount()))
                                .toString();
            }
        }
        return path;
    }

    @Override
    public String withoutLinks(String path) {
        try {
            return disk.getPath(path).toRealPath(new LinkOption[0]).toString();
        } catch (IOException | IllegalArgumentException _) {
            return path;
        }
    }
}
