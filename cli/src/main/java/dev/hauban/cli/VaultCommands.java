package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.Secrets;
import dev.hauban.secret.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;

/// Encrypts files with secrets and decrypts them, in Ansible Vault's format.
final class VaultCommands {
    private static final String PASSWORD =
            "The password comes from the file that HAUBAN_VAULT_PASSWORD_FILE or ANSIBLE_VAULT_PASSWORD_FILE names,";
    private static final String TYPED = "from HAUBAN_VAULT_PASSWORD, or is asked for.";

    private VaultCommands() {}

    private static Path file(Call call, String word) {
        return call.surroundings().directory().resolve(word);
    }

    /// Encrypts.
    static final class Encrypt implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of(
                            "secret encrypt", "Encrypt .env or a secret file in its place, as ansible-vault does")
                    .details(
                            PASSWORD,
                            TYPED,
                            "Every command reads such a file as what is in it; \"ansible-vault view\" shows it.")
                    .words(Words.atLeast(1, "FILE..."))
                    .options(Option.text("vault-id", "NAME", "The vault's label (format 1.2)"))
                    .exits(ExitCode.FILES, ExitCode.MACHINE)
                    .examples("hauban secret encrypt .env", "hauban secret encrypt secrets/db-password.txt");
        }

        @Override
        public int run(Call call) throws IOException {
            call.line().text("vault-id").filter(label -> !Vault.isLabel(label)).ifPresent(label -> {
                throw new ProblemException(LineProblems.wrongWord(
                        "--vault-id can't be \"" + label + "\"", "It is a word without blanks and semicolons."));
            });
            for (String word : call.line().words()) {
                if (call.options().dryRun()) {
                    call.out().println("Would encrypt " + word);
                } else {
                    boolean isDone = Secrets.encrypt(
                            file(call, word),
                            call.house().vaultKey(),
                            call.house().chance(),
                            call.line().text("vault-id"));
                    call.out().println(word + (isDone ? " is encrypted." : " was encrypted already."));
                }
            }
            return ExitCode.SUCCESS.number();
        }
    }

    /// Decrypts.
    static final class Decrypt implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("secret decrypt", "Decrypt a file in its place")
                    .details(PASSWORD, TYPED)
                    .words(Words.atLeast(1, "FILE..."))
                    .exits(ExitCode.FILES, ExitCode.MACHINE)
                    .examples("hauban secret decrypt .env");
        }

        @Override
        public int run(Call call) throws IOException {
            for (String word : call.line().words()) {
                if (call.options().dryRun()) {
                    call.out().println("Would decrypt " + word);
                } else {
                    boolean isDone =
                            Secrets.decrypt(file(call, word), call.house().vaultKey());
                    call.out().println(word + (isDone ? " is decrypted." : " was not encrypted."));
                }
            }
            return ExitCode.SUCCESS.number();
        }
    }
}
