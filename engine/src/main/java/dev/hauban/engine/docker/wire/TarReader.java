package dev.hauban.engine.docker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a tar, the form in which a daemon gives files, while it comes.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format", for long names and large
/// numbers.
public final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_RECORDS = 1024 * 1024;

    private final InputStream tar;
    private final byte[] header = new byte[BLOCK];
    private long left;
    private long padding;

    public TarReader(InputStream tar) {
        this.tar = tar;
    }

    /// @param kind as the format has it: `0` a file, `1` another name of one, `2` a symbolic link, `5` a folder
    /// @param link what a link leads to; else empty
    public record Entry(char kind, TarWriter.Entry about, String link) {}

    /// The next entry, whatever was read of the one before; empty after the last.
    public Optional<Entry> next() throws IOException {
        Map<String, String> more = new HashMap<>();
        skipRest();
        while (readHeader()) {
            long size = number(124, 12);
            char kind = header[156] == 0 ? '0' : (char) (header[156] & 0xff);
            switch (kind) {
                case 'x' -> records(whole(size), more);
                case 'g' -> whole(size);
                case 'L' -> more.put("path", text(whole(size)));
                case 'K' -> more.put("linkpath", text(whole(size)));
                default -> {
                    left = Long.parseLong(more.getOrDefault("size", Long.toString(kind == '0' ? size : 0)));
                    padding = padding(left);
                    return Optional.of(entry(kind, more));
                }
            }
        }
        return Optional.empty();
    }

    /// The content of the entry that was read last.
    public InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = tar.read(into, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("a tar ends in the middle of a file");
                }
                left -= count;
                return count;
            }
        };
    }

    private Entry entry(char kind, Map<String, String> more) {
        String prefix = field(345, 155);
        String name = (prefix.isEmpty() || header[257 + 5] != 0 ? "" : prefix + "/") + field(0, 100);
        var about = new TarWriter.Entry(
                more.getOrDefault("path", name),
                (int) number(100, 8) & 07777,
                Long.parseLong(more.getOrDefault("uid", Long.toString(number(108, 8)))),
                Long.parseLong(more.getOrDefault("gid", Long.toString(number(116, 8)))),
                Instant.ofEpochSecond(number(136, 12)));
        return new Entry(kind, about, more.getOrDefault("linkpath", field(157, 100)));
    }

    /// Two empty blocks are the end; nobody minds if the second is missing.
    private boolean readHeader() throws IOException {
        int count = tar.readNBytes(header, 0, BLOCK);
        if (count == 0) {
            return false;
        }
        if (count < BLOCK) {
            throw new EOFException("a tar ends in the middle");
        }
        for (byte one : header) {
            if (one != 0) {
                return true;
            }
        }
        return false;
    }

    private void skipRest() throws IOException {
        tar.skipNBytes(left + padding);
        left = 0;
        padding = 0;
    }

    private byte[] whole(long size) throws IOException {
        if (size > LONGEST_RECORDS) {
            throw new IOException("a tar names a file with more than " + LONGEST_RECORDS + " bytes");
        }
        byte[] content = tar.readNBytes((int) size);
        tar.skipNBytes(padding(size));
        return content;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    /// `LENGTH KEY=VALUE\n`, one after the other; the length counts itself.
    private static void records(byte[] bytes, Map<String, String> into) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            int end = at + length(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
            if (end <= space + 1 || end > bytes.length) {
                throw new IOException("a tar holds a broken record");
            }
            String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                into.put(record.substring(0, equals), record.substring(equals + 1));
            }
            at = end;
        }
    }

    private static int length(String digits) throws IOException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException notOne) {
            throw new IOException("a tar holds a record without a length", notOne);
        }
    }

    private String field(int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// Octal digits, or, where the first bit is set, the number itself.
    private long number(int from, int length) {
        long number = 0;
        if ((header[from] & 0x80) != 0) {
            for (int at = from + 1; at < from + length; at++) {
                number = number << 8 | header[at] & 0xff;
            }
            return number;
        }
        for (int at = from; at < from + length; at++) {
            if (header[at] >= '0' && header[at] <= '7') {
                number = number << 3 | header[at] - '0';
            }
        }
        return number;
    }
}
