package dev.hauban.backup.keep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/// Reads a file of a set. Not a byte of a block is handed out before its sum was right.
final class BlockReader extends InputStream {
    private final StoredFile stored;
    private final InputStream file;
    private final MessageDigest digest = Sums.digest();
    private byte[] block = new byte[0];
    private int at;
    private int read;

    BlockReader(Path folder, StoredFile stored) throws IOException {
        this.stored = stored;
        try {
            long size = Files.size(folder.resolve(stored.name()));
            if (size != stored.size()) {
                throw DamagedException.otherSize(stored, size);
            }
            file = Files.newInputStream(folder.resolve(stored.name()));
        } catch (NoSuchFileException gone) {
            throw DamagedException.missing(stored.name());
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? block[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - at);
        System.arraycopy(block, at, bytes, offset, count);
        at += count;
        return count;
    }

    /// @return false at the end
    private boolean fill() throws IOException {
        if (at < block.length) {
            return true;
        }
        if (read == stored.blocks().size()) {
            return false;
        }
        block = file.readNBytes(StoredFile.BLOCK);
        at = 0;
        digest.update(block);
        if (!Sums.text(digest).equals(stored.blocks().get(read))) {
            throw DamagedException.block(stored, read);
        }
        read++;
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
