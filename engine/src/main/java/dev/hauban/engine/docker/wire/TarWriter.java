package dev.hauban.engine.docker.wire;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes a tar, the form in which a daemon takes and gives files, while it goes out.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; what has no room there stands in pax extended headers.
public final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final long LARGEST_ID = 07777777;
    private static final long LARGEST_SIZE = 077777777777L;

    private final OutputStream out;
    private final byte[] buffer = new byte[32 * 1024];

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /// What every entry says.
    ///
    /// @param name relative, with slashes
    /// @param mode permissions, such as 0644
    public record Entry(String name, int mode, long owner, long group, Instant modified) {}

    public void folder(Entry entry) throws IOException {
        Entry named = entry.name().endsWith("/")
                ? entry
                : new Entry(entry.name() + "/", entry.mode(), entry.owner(), entry.group(), entry.modified());
        header(named, '5', 0, "");
    }

    public void file(Entry entry, byte[] content) throws IOException {
        file(entry, content.length, new ByteArrayInputStream(content));
    }

    /// @param size so much is taken from the content, even if it is longer by now
    /// @throws EOFException where the content is shorter
    public void file(Entry entry, long size, InputStream content) throws IOException {
        header(entry, '0', size, "");
        long left = size;
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException(entry.name() + " became shorter while it was read");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        fill(size);
    }

    /// A symbolic link.
    public void link(Entry entry, String target) throws IOException {
        header(entry, '2', 0, target);
    }

    /// A named pipe.
    public void pipe(Entry entry) throws IOException {
        header(entry, '6', 0, "");
    }

    public void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void header(Entry entry, char kind, long size, String target) throws IOException {
        var records = new StringBuilder();
        if (length(entry.name()) > NAME_LENGTH) {
            records.append(record("path", entry.name()));
        }
        if (length(target) > NAME_LENGTH) {
            records.append(record("linkpath", target));
        }
        if (size > LARGEST_SIZE) {
            records.append(record("size", Long.toString(size)));
        }
        if (entry.owner() > LARGEST_ID) {
            records.append(record("uid", Long.toString(entry.owner())));
        }
        if (entry.group() > LARGEST_ID) {
            records.append(record("gid", Long.toString(entry.group())));
        }
        if (!records.isEmpty()) {
            byte[] text = records.toString().getBytes(StandardCharsets.UTF_8);
            out.write(block(new Entry("pax", 0644, 0, 0, entry.modified()), 'x', text.length, ""));
            out.write(text);
            fill(text.length);
        }
        out.write(block(entry, kind, size, target));
    }

    private static byte[] block(Entry entry, char kind, long size, String target) {
        byte[] block = new byte[BLOCK];
        put(block, 0, cut(entry.name()));
        octal(block, 100, entry.mode(), 7);
        octal(block, 108, Math.min(entry.owner(), LARGEST_ID), 7);
        octal(block, 116, Math.min(entry.group(), LARGEST_ID), 7);
        octal(block, 124, Math.min(size, LARGEST_SIZE), 11);
        octal(block, 136, Math.clamp(entry.modified().getEpochSecond(), 0, LARGEST_SIZE), 11);
        block[156] = (byte) kind;
        put(block, 157, cut(target));
        put(block, 257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : block) {
            sum += Byte.toUnsignedInt(one);
        }
        octal(block, 148, sum, 6);
        block[154] = 0;
        return block;
    }

    /// The length that a record begins with counts itself.
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = length(rest);
        int all = length + Integer.toString(length).length();
        if (length + Integer.toString(all).length() != all) {
            all = length + Integer.toString(all).length();
        }
        return all + rest;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// A name that is too long stands in the extended header; what is here is only for those who can't read that.
    private static byte[] cut(String name) {
        byte[] whole = name.getBytes(StandardCharsets.UTF_8);
        return whole.length <= NAME_LENGTH ? whole : Arrays.copyOf(whole, NAME_LENGTH);
    }

    private static void octal(byte[] block, int at, long number, int digits) {
        long left = number;
        for (int digit = at + digits - 1; digit >= at; digit--) {
            block[digit] = (byte) ('0' + (left & 7));
            left >>= 3;
        }
    }

    private static void put(byte[] block, int at, byte[] field) {
        System.arraycopy(field, 0, block, at, field.length);
    }

    private void fill(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }
}
