package dev.hauban.backup.keep;

import dev.hauban.backup.content.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/// Reads a file of a set. Not a byte of a block is handed out before its sum was right.
final class BlockReader extends PieceStream {
    private final StoredFile stored;
    private final InputStream file;
    private final MessageDigest digest = Sums.digest();
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
    protected byte[] next() throws IOException {
        if (read == stored.blocks().size()) {
            return new byte[0];
        }
        byte[] block = file.readNBytes(StoredFile.BLOCK);
        digest.update(block);
        if (!Sums.text(digest).equals(stored.blocks().get(read))) {
            throw DamagedException.block(stored, read);
        }
        read++;
        return block;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
