package dev.hauban.cli;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The password of encrypted files: from a variable, from a file that one names, or from whoever sits at the terminal.
public final class VaultPassword implements VaultKey {
    /// Nobody whom hauban starts is handed this one.
    public static final String VARIABLE = "HAUBAN_VAULT_PASSWORD";

    private static final List<String> FILES = List.of("HAUBAN_VAULT_PASSWORD_FILE", "ANSIBLE_VAULT_PASSWORD_FILE");

    private final Surroundings surroundings;
    private @Nullable String known;

    public VaultPassword(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String password(String file) {
        if (known == null) {
            known = find(file);
        }
        return known;
    }

    @Override
    public String newPassword(String file) {
        boolean isTyped = known == null && !isGiven();
        String password = password(file);
        if (isTyped) {
            String again = typed("Once more: ", file);
            if (!again.equals(password)) {
                known = null;
                throw new ProblemException(Problem.error("secret.not-equal", Actor.AUTHOR, "the two are not the same")
                        .remedy("Nothing was changed. Try again."));
            }
        }
        return password;
    }

    private boolean isGiven() {
        return !surroundings.variable(VARIABLE).isEmpty()
                || FILES.stream().anyMatch(name -> !surroundings.variable(name).isEmpty());
    }

    private String find(String file) {
        String variable = surroundings.variable(VARIABLE);
        if (!variable.isEmpty()) {
            return variable;
        }
        for (String name : FILES) {
            String path = surroundings.variable(name);
            if (!path.isEmpty()) {
                return read(name, home(path));
            }
        }
        return typed("Vault password for " + file + ": ", file);
    }

    private Path home(String path) {
        String home = surroundings.variable("HOME");
        return path.startsWith("~/") && !home.isEmpty()
                ? Path.of(home, path.substring(2))
                : surroundings.directory().resolve(path);
    }

    private static String read(String variable, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty() || Files.isExecutable(file) && text.startsWith("#!")) {
                String what = text.isEmpty() ? "is empty" : "is a program, which hauban doesn't run";
                throw new ProblemException(Problem.error(
                                "secret.vault-password", Actor.AUTHOR, file + ", named by " + variable + ", " + what)
                        .remedy("Name a file that holds the password alone."));
            }
            return text;
        } catch (IOException unreadable) {
            throw new ProblemException(
                    Problem.error(
                                    "secret.vault-password",
                                    Actor.AUTHOR,
                                    file + ", named by " + variable + ", can't be read")
                            .remedy("Name a file that holds the password alone, mode 0600."),
                    unreadable);
        }
    }

    private String typed(String question, String file) {
        try {
            Optional<String> line = surroundings.terminal().hidden(question);
            return line.filter(text -> !text.isEmpty())
                    .orElseThrow(() -> new ProblemException(Problem.error(
                                    "secret.vault-locked",
                                    Actor.AUTHOR,
                                    file + " is encrypted, and nobody says the password")
                            .remedy("HAUBAN_VAULT_PASSWORD_FILE=FILE names a file with it (also:"
                                    + " ANSIBLE_VAULT_PASSWORD_FILE, HAUBAN_VAULT_PASSWORD).")));
        } catch (IOException noTerminal) {
            throw new ProblemException(
                    Problem.error(
                            "secret.vault-locked",
                            Actor.MACHINE,
                            "the terminal can't be read: " + noTerminal.getMessage()),
                    noTerminal);
        }
    }
}
