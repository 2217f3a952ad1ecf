package dev.hauban.secret.vault;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// A stack whose services are given what is in encrypted secret files, instead of the files.
public final class OpenedSecrets {
    private static final int MARK = 32;

    private OpenedSecrets() {}

    public static Stack of(Stack stack, VaultKey key) {
        var secrets = new LinkedHashMap<String, FileSource>();
        stack.secrets().forEach((name, source) -> secrets.put(name, opened(source, key)));
        return secrets.equals(stack.secrets()) ? stack : stack.withSecrets(secrets);
    }

    private static FileSource opened(FileSource source, VaultKey key) {
        if (source instanceof FileSource.FromFile(Path file) && Files.isRegularFile(file) && Files.isReadable(file)) {
            try {
                return isClosed(file) ? content(file, key) : source;
            } catch (IOException unreadable) {
                throw new ProblemException(
                        Problem.error(
                                "secret.not-read",
                                Actor.MACHINE,
                                "the secret " + file + " can't be read: " + unreadable.getMessage()),
                        unreadable);
            }
        }
        return source;
    }

    /// A secret file may be large, and most are no vault.
    private static boolean isClosed(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return Vault.isOne(input.readNBytes(MARK));
        }
    }

    private static FileSource content(Path file, VaultKey key) throws IOException {
        byte[] plain = VaultFiles.open(file.toString(), Files.readAllBytes(file), key);
        return new FileSource.Inline(new String(plain, StandardCharsets.UTF_8));
    }
}
