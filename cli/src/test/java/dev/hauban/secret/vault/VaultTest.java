package dev.hauban.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.compose.request.DiskFiles;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files `ansible-…` were made by ansible-vault (ansible-core 2.19) with the password `geheim`.
class VaultTest {
    private static final Path FOLDER = Path.of("src/test/resources/vault");
    private static final String PASSWORD = "geheim";

    @ParameterizedTest
    @CsvSource({"ansible-1.1.env", "ansible-1.2.env"})
    void what_ansible_vault_wrote_is_opened(String file) throws Exception {
        Vault vault = Vault.parse(Files.readAllBytes(FOLDER.resolve(file)));

        assertThat(vault.open(PASSWORD)).isEqualTo(Files.readAllBytes(FOLDER.resolve("plain.env")));
        assertThat(vault.label()).isEqualTo(file.contains("1.2") ? Optional.of("prod") : Optional.empty());
    }

    @Test
    void a_label_that_would_not_be_read_back_is_none() {
        for (String label : List.of("", "my team", "a;b", "a\nb")) {
            assertThat(Vault.isLabel(label)).as(label).isFalse();
            assertThatThrownBy(() -> Vault.closed(new byte[0], "x", Optional.of(label), new byte[Vault.saltLength()]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Vault.isLabel("prod")).isTrue();
    }

    @Test
    void nothing_and_a_whole_block_are_opened_as_well() throws Exception {
        assertThat(Vault.parse(Files.readAllBytes(FOLDER.resolve("ansible-empty.txt")))
                        .open(PASSWORD))
                .isEmpty();
        assertThat(Vault.parse(Files.readAllBytes(FOLDER.resolve("ansible-block.txt")))
                        .open(PASSWORD))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ansible-1.1.env", "ansible-1.2.env", "ansible-empty.txt", "ansible-block.txt"})
    void with_its_salt_the_very_file_comes_out_that_ansible_vault_wrote(String file) throws Exception {
        byte[] theirs = Files.readAllBytes(FOLDER.resolve(file));
        Vault vault = Vault.parse(theirs);

        Vault ours = Vault.closed(vault.open(PASSWORD), PASSWORD, vault.label(), vault.salt());

        assertThat(ours.text().strip()).isEqualTo(new String(theirs, StandardCharsets.US_ASCII).strip());
    }

    @Test
    void another_password_and_a_flipped_bit_open_nothing() throws Exception {
        byte[] theirs = Files.readAllBytes(FOLDER.resolve("ansible-1.1.env"));
        Vault vault = Vault.parse(theirs);
        assertThatThrownBy(() -> vault.open("geheimer")).isInstanceOf(Vault.NotOpenedException.class);

        byte[] flipped = vault.encrypted().clone();
        flipped[3] ^= 1;
        assertThatThrownBy(() -> new Vault(vault.label(), vault.salt(), vault.sum(), flipped).open(PASSWORD))
                .isInstanceOf(Vault.NotOpenedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ANSIBLE_VAULT;1.0;AES\n6162",
                "$ANSIBLE_VAULT;1.1;AES256",
                "$ANSIBLE_VAULT;1.1;AES256\nxyz",
                "$ANSIBLE_VAULT;1.1;AES256\n616",
                "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
                "$ANSIBLE_VAULT;9;AES256\n6162\n"
            })
    void what_is_none_is_refused_in_words(String text) {
        assertThatThrownBy(() -> Vault.parse(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        Vault.NotOpenedException.class,
                        refused -> assertThat(refused.why()).isNotBlank());
    }

    @Test
    void nobody_is_asked_for_a_password_where_nothing_is_encrypted() throws Exception {
        VaultKey nobody = file -> {
            throw new AssertionError("asked for " + file);
        };
        var files = new VaultFiles(new DiskFiles(FileSystems.getDefault(), InputStream.nullInputStream()), nobody);
        String plain = FOLDER.resolve("plain.env").toString();

        assertThat(files.read(plain)).isEqualTo(Files.readAllBytes(Path.of(plain)));
        assertThat(OpenedSecrets.of(with(Path.of(plain)), nobody)).isEqualTo(with(Path.of(plain)));
    }

    @Test
    void an_encrypted_file_is_read_as_what_is_in_it() throws Exception {
        var files = new VaultFiles(
                new DiskFiles(FileSystems.getDefault(), InputStream.nullInputStream()), file -> PASSWORD);
        Path closed = FOLDER.resolve("ansible-1.2.env");

        assertThat(files.read(closed.toString())).isEqualTo(Files.readAllBytes(FOLDER.resolve("plain.env")));
        assertThat(OpenedSecrets.of(with(closed), file -> PASSWORD).secrets())
                .containsEntry("db", new FileSource.Inline("DB_PASSWORD=hunter2\n# café\n"));
    }

    @Test
    void a_wrong_password_is_told_with_the_file_and_what_to_do() {
        assertThatThrownBy(() -> OpenedSecrets.of(with(FOLDER.resolve("ansible-1.1.env")), file -> "wrong"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ansible-1.1.env:1:1: ")
                .hasMessageContaining("the password is not its own")
                .hasMessageContaining("HAUBAN_VAULT_PASSWORD_FILE");
    }

    private static Stack with(Path file) {
        Stack none = Stack.empty(new ProjectName("shop"));
        return new Stack(
                none.name(),
                none.services(),
                none.disabled(),
                none.networks(),
                none.volumes(),
                none.configs(),
                Map.of("db", new FileSource.FromFile(file)),
                none.groups(),
                none.extension(),
                none.origin());
    }
}
