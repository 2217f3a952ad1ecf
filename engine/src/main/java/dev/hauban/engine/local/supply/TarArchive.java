package dev.hauban.engine.local.supply;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Unpacks a tar archive: files, folders and links, with GNU's and POSIX's long names. Owners and times are left.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int COPY = 1 << 16;
    private static final int ANYBODY_EXECUTES = 0111;

    private final InputStream tar;
    private final Path root;
    private final boolean isBelowFirst;
    private final byte[] header = new byte[BLOCK];

    private TarArchive(InputStream tar, Path root, boolean isBelowFirst) {
        this.tar = tar;
        this.root = root;
        this.isBelowFirst = isBelowFirst;
    }

    static void unpack(InputStream tar, Path root) throws IOException {
        new TarArchive(tar, root.toAbsolutePath().normalize(), false).unpack();
    }

    /// Unpacks what lies below the one folder that the archive begins with, whatever it is called.
    static void unpackBelowFirst(InputStream tar, Path root) throws IOException {
        new TarArchive(tar, root.toAbsolutePath().normalize(), true).unpack();
    }

    private void unpack() throws IOException {
        String longName = null;
        String longLink = null;
        while (readHeader()) {
            long size = number(124, 12);
            char type = (char) (header[156] & 0xff);
            switch (type) {
                case 'L' -> longName = text(content(size));
                case 'K' -> longLink = text(content(size));
                case 'x' -> {
                    String records = new String(content(size), StandardCharsets.UTF_8);
                    longName = record(records, "path", longName);
                    longLink = record(records, "linkpath", longLink);
                }
                case 'g' -> skip(size);
                default -> {
                    entry(
                            type,
                            size,
                            longName == null ? name() : longName,
                            longLink == null ? field(157, 100) : longLink);
                    longName = null;
                    longLink = null;
                }
            }
        }
    }

    private boolean readHeader() throws IOException {
        int read = tar.readNBytes(header, 0, BLOCK);
        if (read == 0) {
            return false;
        }
        if (read < BLOCK) {
            throw new EOFException("the archive is cut");
        }
        for (byte one : header) {
            if (one != 0) {
                return true;
            }
        }
        return false;
    }

    private void entry(char type, long size, String name, String link) throws IOException {
        Path target = Unpacking.inside(root, isBelowFirst ? name.substring(name.indexOf('/') + 1) : name);
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        switch (type) {
            case '5' -> Files.createDirectories(target);
            case '2' -> link(target, link);
            case '1' -> Files.createLink(target, Unpacking.inside(root, link));
            case '0', '\0', '7' -> file(target, size);
            default -> skip(size);
        }
    }

    /// A link may only lead to what lies in the same archive.
    private void link(Path target, String link) throws IOException {
        Path folder = target.getParent();
        Unpacking.inside(
                root,
                root.relativize(folder == null ? root : folder).resolve(link).toString());
        Files.createSymbolicLink(target, Path.of(link));
    }

    private void file(Path target, long size) throws IOException {
        try (OutputStream to = Files.newOutputStream(target)) {
            byte[] block = new byte[COPY];
            for (long left = size; left > 0; ) {
                int read = tar.readNBytes(block, 0, (int) Math.min(block.length, left));
                if (read == 0) {
                    throw new EOFException("the archive is cut");
                }
                to.write(block, 0, read);
                left -= read;
            }
        }
        skipPadding(size);
        boolean isProgram = (number(100, 8) & ANYBODY_EXECUTES) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private byte[] content(long size) throws IOException {
        byte[] content = tar.readNBytes((int) Math.min(size, 1 << 20));
        if (content.length < size) {
            throw new EOFException("the archive is cut");
        }
        skipPadding(size);
        return content;
    }

    private void skip(long size) throws IOException {
        tar.skipNBytes(size);
        skipPadding(size);
    }

    private void skipPadding(long size) throws IOException {
        tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private String name() {
        String prefix = field(257, 5).equals("ustar") ? field(345, 155) : "";
        return prefix.isEmpty() ? field(0, 100) : prefix + "/" + field(0, 100);
    }

    private String field(int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.UTF_8);
    }

    private long number(int start, int length) {
        String digits = field(start, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).replace("\0", "");
    }

    /// `27 path=some/name` lines.
    private static @Nullable String record(String records, String key, @Nullable String otherwise) {
        return records.lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }
}
