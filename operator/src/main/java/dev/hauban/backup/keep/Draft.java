package dev.hauban.backup.keep;

import com.github.luben.zstd.ZstdOutputStream;
import dev.hauban.engine.WholeFile;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;

/// A set that is being made. Closed before it was kept, it leaves nothing.
public final class Draft implements AutoCloseable {
    private static final int LEVEL = 3;

    private final Path folder;
    private final Path target;
    private final Space space;
    private final Encryption encryption;
    private boolean isKept;

    Draft(Path folder, Path target, Space space, Encryption encryption) {
        this.folder = folder;
        this.target = target;
        this.space = space;
        this.encryption = encryption;
    }

    /// What a part is made of; it is compressed on a thread of its own.
    public final class Writing implements AutoCloseable {
        private final BlockWriter file;
        private final OutputStream compressed;
        private long bytes;

        private Writing(String name) throws IOException {
            file = new BlockWriter(folder.resolve(name + encryption.suffix()), space);
            compressed = zstd(encryption.seal(file));
        }

        public void write(byte[] piece, int offset, int length) throws IOException {
            compressed.write(piece, offset, length);
            bytes += length;
        }

        /// How much has been written.
        public long bytes() {
            return bytes;
        }

        /// The file, whole and on the disk.
        public StoredFile finish() throws IOException {
            compressed.close();
            file.close();
            return file.stored();
        }

        @Override
        public void close() throws IOException {
            try (file) {
                compressed.close();
            }
        }
    }

    private static OutputStream zstd(OutputStream file) throws IOException {
        try {
            return new ZstdOutputStream(file, LEVEL)
                    .setWorkers(1)
                    .setChecksum(true)
                    .setCloseFrameOnFlush(false);
        } catch (UnsatisfiedLinkError unloadable) {
            throw new ProblemException(
                    Problem.error(
                                    "backup.no-compression",
                                    Actor.MACHINE,
                                    "the library for compression can't be loaded: " + unloadable.getMessage())
                            .remedy("It is unpacked in the folder for temporary files, from where programs must be"
                                    + " allowed to run: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER names another."),
                    unloadable);
        }
    }

    /// For whom its parts are encrypted.
    public List<String> recipients() {
        return encryption.recipients();
    }

    public Writing part(String name) throws IOException {
        return new Writing(name);
    }

    /// From now on the set is there, and stays.
    public KeptSet keep(Manifest manifest, Proof proof) throws IOException {
        byte[] text = (ManifestJson.write(manifest).pretty() + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve(SetFolder.MANIFEST), text);
        WholeFile.write(folder.resolve(SetFolder.SUMS), sums(manifest, text));
        WholeFile.write(folder.resolve(KeptSet.PROOF), ManifestJson.write(proof).pretty() + "\n");
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        isKept = true;
        SetFolder.force(target.getParent());
        return new KeptSet(target, manifest, proof, encryption);
    }

    /// As `sha256sum -c` takes it.
    private static String sums(Manifest manifest, byte[] text) {
        MessageDigest digest = Sums.digest();
        digest.update(text);
        var sums = new StringBuilder(Sums.text(digest) + "  " + SetFolder.MANIFEST + "\n");
        manifest.parts()
                .forEach(part -> sums.append(part.file().sum())
                        .append("  ")
                        .append(part.file().name())
                        .append('\n'));
        return sums.toString();
    }

    @Override
    public void close() throws IOException {
        if (!isKept) {
            SetFolder.delete(folder);
        }
    }
}
