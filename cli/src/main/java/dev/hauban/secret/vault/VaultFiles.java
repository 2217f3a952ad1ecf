package dev.hauban.secret.vault;

import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The same files; those that are encrypted are read as what is in them.
public final class VaultFiles implements ComposeFiles {
    private final ComposeFiles files;
    private final VaultKey key;
    /// Opening one takes a hundredth of a second on purpose, and some are read more often than once.
    private final Map<String, byte[]> opened = new HashMap<>();

    public VaultFiles(ComposeFiles files, VaultKey key) {
        this.files = files;
        this.key = key;
    }

    @Override
    public Kind kind(String path) {
        return files.kind(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] content = files.read(path);
        if (!Vault.isOne(content)) {
            return content;
        }
        String whole = path + '\n' + new String(content, StandardCharsets.ISO_8859_1);
        byte[] known = opened.get(whole);
        if (known == null) {
            known = open(path, content, key);
            opened.put(whole, known);
        }
        return known.clone();
    }

    /// @param name of the file, as the user would write it
    /// @throws ProblemException if it can't be opened
    public static byte[] open(String name, byte[] content, VaultKey key) {
        try {
            return Vault.parse(content).open(key.password(name));
        } catch (Vault.NotOpenedException notOpened) {
            throw new ProblemException(Problem.error(
                            "secret.vault-not-opened",
                            Actor.AUTHOR,
                            name + " is encrypted and can't be opened: " + notOpened.why())
                    .at(new Place(name, 1, 1))
                    .remedy("Give the password that it was encrypted with: HAUBAN_VAULT_PASSWORD_FILE names a"
                            + " file with it. \"ansible-vault view\" opens the same files."));
        }
    }

    @Override
    public byte[] readStandardInput() throws IOException {
        return files.readStandardInput();
    }

    @Override
    public @Nullable String withoutFirstLink(String path) {
        return files.withoutFirstLink(path);
    }
}
