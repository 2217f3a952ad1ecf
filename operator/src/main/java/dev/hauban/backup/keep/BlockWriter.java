package dev.hauban.backup.keep;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes a file of a set, and sums it up block by block.
final class BlockWriter extends OutputStream {
    private final Path file;
    private final Space space;
    private final FileChannel channel;
    private final MessageDigest whole = Sums.digest();
    private final MessageDigest digest = Sums.digest();
    private final List<String> blocks = new ArrayList<>();
    private final byte[] block = new byte[StoredFile.BLOCK];
    private int filled;
    private long size;

    BlockWriter(Path file, Space space) throws IOException {
        this.file = file;
        this.space = space;
        channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, block.length - filled);
            System.arraycopy(bytes, from, block, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == block.length) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        space.check(file);
        whole.update(block, 0, filled);
        digest.update(block, 0, filled);
        blocks.add(Sums.text(digest));
        ByteBuffer left = ByteBuffer.wrap(block, 0, filled);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        size += filled;
        filled = 0;
    }

    /// Forces it to the disk; nothing can be written afterwards.
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            if (filled > 0) {
                writeBlock();
            }
            channel.force(true);
        } finally {
            channel.close();
        }
    }

    /// What has been written; once, when it is closed.
    StoredFile stored() {
        return new StoredFile(String.valueOf(file.getFileName()), size, Sums.text(whole), blocks);
    }
}
