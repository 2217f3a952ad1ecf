package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.ProblemException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultPasswordTest {
    @TempDir
    private Path folder;

    private VaultPassword password(Map<String, String> environment, String... typed) {
        Deque<String> lines = new ArrayDeque<>(List.of(typed));
        var terminal = new Terminal() {
            @Override
            public boolean showsOutput() {
                return true;
            }

            @Override
            public boolean showsErrors() {
                return true;
            }

            @Override
            public boolean takesInput() {
                return true;
            }

            @Override
            public int width() {
                return 80;
            }

            @Override
            public Optional<String> hidden(String question) {
                return Optional.ofNullable(lines.poll());
            }
        };
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new VaultPassword(
                new Surroundings(environment, folder, nowhere, nowhere, () -> Instant.EPOCH, terminal));
    }

    @Test
    void a_variable_wins_over_a_file_and_a_file_over_a_person() throws Exception {
        Files.writeString(folder.resolve("pw"), "from-file\n");

        assertThat(password(Map.of(VaultPassword.VARIABLE, "here", "HAUBAN_VAULT_PASSWORD_FILE", "pw"), "typed")
                        .password(".env"))
                .isEqualTo("here");
        assertThat(password(Map.of("ANSIBLE_VAULT_PASSWORD_FILE", "pw"), "typed")
                        .newPassword(".env"))
                .isEqualTo("from-file");
        assertThat(password(Map.of(), "typed", "other").password(".env")).isEqualTo("typed");
    }

    @Test
    void a_new_one_is_typed_twice_and_a_known_one_not_again() {
        var key = password(Map.of(), "typed", "typed");
        assertThat(key.newPassword("a")).isEqualTo("typed");
        assertThat(key.newPassword("b")).isEqualTo("typed");

        assertThatThrownBy(() -> password(Map.of(), "typed", "tipped").newPassword("a"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not the same");
    }

    @Test
    void whoever_says_nothing_is_told_where_it_can_be_said() {
        assertThatThrownBy(() -> password(Map.of()).password(".env"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(".env is encrypted")
                .hasMessageContaining("HAUBAN_VAULT_PASSWORD_FILE=FILE");
        assertThatThrownBy(() -> password(Map.of("HAUBAN_VAULT_PASSWORD_FILE", "nowhere"))
                        .password(".env"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("nowhere, named by HAUBAN_VAULT_PASSWORD_FILE, can't be read");
    }
}
