package dev.hauban.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// A file of records that only grows: length, checksum and text, a line each. What a crash left half-written at the
/// end is recognized and cut.
final class Records implements AutoCloseable {
    /// `0000001f 8a3b2c1d `: length and checksum, eight hexadecimal digits each.
    private static final int HEADER = 18;

    private final FileChannel channel;
    private long length;

    private Records(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /// What was found in a file of records.
    ///
    /// @param cut how many bytes at the end were no record, and are cut off
    record Found(Records records, List<String> texts, long cut) {}

    static Found open(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var channel = FileChannel.open(file, options, ownerOnly);
        try {
            byte[] content = content(channel);
            Whole whole = read(content);
            if (whole.length() < content.length) {
                channel.truncate(whole.length());
            }
            return new Found(new Records(channel, whole.length()), whole.texts(), content.length - whole.length());
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /// The records that are whole, up to the first that isn't.
    ///
    /// @param length of them together
    record Whole(List<String> texts, int length) {}

    static Whole read(byte[] bytes) {
        ByteBuffer content = ByteBuffer.wrap(bytes);
        var texts = new ArrayList<String>();
        Optional<String> next = next(content);
        while (next.isPresent()) {
            texts.add(next.get());
            next = next(content);
        }
        return new Whole(texts, content.position());
    }

    /// Empty when there is no such file.
    static Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /// Adds a record. When this fails, the file is as it was before.
    ///
    /// @param force whether it has to be on the disk before this returns
    void append(String text, boolean force) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        String header = "%08x %08x ".formatted(payload.length, checksum(payload, 0, payload.length));
        ByteBuffer left = ByteBuffer.allocate(HEADER + payload.length + 1)
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(payload)
                .put((byte) '\n')
                .flip();
        long end = length;
        try {
            while (left.hasRemaining()) {
                end += channel.write(left, end);
            }
            if (force) {
                channel.force(false);
            }
        } catch (IOException failed) {
            // What got there of it would hide every record after it.
            channel.truncate(length);
            throw failed;
        }
        length = end;
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {}
        return Arrays.copyOf(content.array(), content.position());
    }

    /// The record at the buffer's position; empty, with the position unmoved, where there is no whole one.
    private static Optional<String> next(ByteBuffer content) {
        int start = content.position();
        if (content.remaining() < HEADER + 1) {
            return Optional.empty();
        }
        byte[] bytes = content.array();
        long size = hexadecimal(bytes, start);
        long sum = hexadecimal(bytes, start + 9);
        boolean isHeader = size >= 0 && sum >= 0 && bytes[start + 8] == ' ' && bytes[start + 17] == ' ';
        if (!isHeader || size > content.remaining() - HEADER - 1) {
            return Optional.empty();
        }
        int from = start + HEADER;
        int until = from + (int) size;
        if (bytes[until] != '\n' || (int) sum != checksum(bytes, from, (int) size)) {
            return Optional.empty();
        }
        content.position(until + 1);
        return Optional.of(new String(bytes, from, (int) size, StandardCharsets.UTF_8));
    }

    /// Eight digits as a number; negative where they are none.
    private static long hexadecimal(byte[] bytes, int from) {
        long number = 0;
        for (int at = from; at < from + 8; at++) {
            int digit = bytes[at] >= 'A' && bytes[at] <= 'F' ? -1 : Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    private static int checksum(byte[] bytes, int from, int size) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, size);
        return (int) checksum.getValue();
    }
}
