package dev.hauban.engine.docker.translate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// A tar of files, as the daemon takes it to copy them into a container (`PUT /containers/{id}/archive?path=/`). It
/// keeps owner and mode of each as long as it is not asked to take the container's user (`copyUIDGID`).
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; names and numbers beyond it as pax extended headers.
public final class TarArchive {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final long LARGEST_ID = 07777777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Instant time;

    public TarArchive(Instant time) {
        this.time = time;
    }

    /// One file of an archive.
    ///
    /// @param path absolute
    /// @param mode permissions, such as 0444
    public record Entry(String path, int mode, long owner, long group) {}

    public TarArchive with(Entry entry, byte[] content) {
        extended(entry);
        header(entry, '0', content.length);
        block(content);
        return this;
    }

    /// What the header has no room for.
    private void extended(Entry entry) {
        var records = new StringBuilder();
        if (name(entry).getBytes(StandardCharsets.UTF_8).length > NAME_LENGTH) {
            records.append(record("path", name(entry)));
        }
        if (entry.owner() > LARGEST_ID) {
            records.append(record("uid", Long.toString(entry.owner())));
        }
        if (entry.group() > LARGEST_ID) {
            records.append(record("gid", Long.toString(entry.group())));
        }
        if (!records.isEmpty()) {
            byte[] text = records.toString().getBytes(StandardCharsets.UTF_8);
            header(new Entry("/pax", 0644, 0, 0), 'x', text.length);
            block(text);
        }
    }

    /// The length that a record begins with counts itself.
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int all = length + Integer.toString(length).length();
        if (length + Integer.toString(all).length() != all) {
            all = length + Integer.toString(all).length();
        }
        return all + rest;
    }

    private static String name(Entry entry) {
        return entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
    }

    private void header(Entry entry, char type, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, cut(name(entry)));
        put(header, 100, octal(entry.mode(), 7));
        put(header, 108, octal(Math.min(entry.owner(), LARGEST_ID), 7));
        put(header, 116, octal(Math.min(entry.group(), LARGEST_ID), 7));
        put(header, 124, octal(size, 11));
        put(header, 136, octal(Math.max(0, time.getEpochSecond()), 11));
        put(header, 148, "        ".getBytes(StandardCharsets.US_ASCII));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
        long sum = 0;
        for (byte one : header) {
            sum += Byte.toUnsignedInt(one);
        }
        put(header, 148, octal(sum, 6));
        header[154] = 0;
        bytes.writeBytes(header);
    }

    /// A name that is too long stands in the extended header; what is here is only looked at by those who can't read
    /// it.
    private static byte[] cut(String name) {
        byte[] whole = name.getBytes(StandardCharsets.UTF_8);
        return whole.length <= NAME_LENGTH ? whole : Arrays.copyOf(whole, NAME_LENGTH);
    }

    private static byte[] octal(long number, int digits) {
        String text = Long.toOctalString(number);
        return ("0".repeat(Math.max(0, digits - text.length())) + text).getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(byte[] header, int at, byte[] field) {
        System.arraycopy(field, 0, header, at, field.length);
    }

    private void block(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /// The archive with its end.
    public byte[] bytes() {
        byte[] soFar = bytes.toByteArray();
        return Arrays.copyOf(soFar, soFar.length + 2 * BLOCK);
    }
}
