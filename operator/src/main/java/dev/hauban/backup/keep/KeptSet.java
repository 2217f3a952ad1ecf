package dev.hauban.backup.keep;

import com.github.luben.zstd.ZstdInputStream;
import dev.hauban.engine.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// A set that is there, whole.
///
/// @param encryption by which its parts are opened here
public record KeptSet(Path folder, Manifest manifest, Proof proof, Encryption encryption) {
    static final String PROOF = "proof.json";

    public String name() {
        return String.valueOf(folder.getFileName());
    }

    /// What the tool wrote. A part that is not what was written is a [DamagedException] before any wrong byte.
    public InputStream open(Part part) throws IOException {
        InputStream opened = encryption.open(
                new BlockReader(folder, part.file()), part.file().name());
        try {
            return new ZstdInputStream(opened);
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
    }

    /// Whether its parts can be opened here at all; each is encrypted for the same.
    ///
    /// @throws dev.hauban.problem.ProblemException if not
    public void unlock() throws IOException {
        if (!manifest.parts().isEmpty()) {
            StoredFile first = manifest.parts().getFirst().file();
            encryption.open(new BlockReader(folder, first), first.name()).close();
        }
    }

    /// The part as it lies there, and what is in it, read to the end.
    public void check(Part part) throws IOException {
        try (var file = new BlockReader(folder, part.file())) {
            file.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    /// The same set, of which more is known.
    public KeptSet with(Proof newProof) throws IOException {
        WholeFile.write(folder.resolve(PROOF), ManifestJson.write(newProof).pretty() + "\n");
        return new KeptSet(folder, manifest, newProof, encryption);
    }

    public Optional<Part> part(String service) {
        return manifest.parts().stream()
                .filter(part -> part.subject().service().equals(service))
                .findFirst();
    }
}
