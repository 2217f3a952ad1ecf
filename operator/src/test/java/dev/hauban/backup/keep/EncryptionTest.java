package dev.hauban.backup.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.hauban.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The keys were made by age-keygen for these tests alone.
class EncryptionTest {
    static final String PUBLIC = "age1fa54yh5ge84h9f0uh488vvtpmzn0fs52mmyw6djtfhnmwcjve4yqnemp04";
    static final String SECRET = "AGE-SECRET-KEY-18FH4QUC6LSL4TNF2CMJTVTX6GEGHK4AW0QVJV52YNGX97ZRZ53AS73KGKE";
    static final String OTHER = "AGE-SECRET-KEY-1CE4KKAN7SE9YT2MY23MDZ7J0JQCUVPEE7JVDS8FJ0SN5SGFHALHQALPLFU";

    private static Encryption with(String... keys) {
        return new Encryption(List.of(PUBLIC), List.of(keys));
    }

    private static byte[] sealed(byte[] content) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (var output = with().seal(sealed)) {
            output.write(content);
        }
        return sealed.toByteArray();
    }

    private static byte[] opened(Encryption encryption, byte[] sealed) throws IOException {
        try (InputStream input = encryption.open(new ByteArrayInputStream(sealed), "db.sql.zst.age")) {
            return input.readAllBytes();
        }
    }

    @Test
    void whoever_has_the_key_reads_what_was_written() throws Exception {
        for (int length : List.of(0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000)) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) 'x');
            byte[] sealed = sealed(content);

            assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                    .startsWith("age-encryption.org/v1\n")
                    .doesNotContain("xxxx");
            assertThat(opened(with(OTHER, SECRET), sealed)).isEqualTo(content);
        }
    }

    @Test
    void opens_what_the_program_age_has_written() throws Exception {
        try (InputStream file = Objects.requireNonNull(EncryptionTest.class.getResourceAsStream("by-age.zst.age"));
                InputStream text = new ZstdInputStream(with(SECRET).open(file, "by-age.zst.age"))) {
            assertThat(text).hasContent("hello from age");
        }
    }

    @Test
    void a_wrong_key_and_none_at_all_are_told_without_any_key() throws Exception {
        byte[] sealed = sealed(new byte[10]);

        assertThatThrownBy(() -> opened(with(OTHER), sealed))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "db.sql.zst.age is encrypted for others: none of the keys that are given here opens it")
                .hasMessageNotContaining("AGE-SECRET");
        assertThatThrownBy(() -> opened(with(), sealed)).hasMessageContaining("no key is given here");
        assertThatThrownBy(() -> opened(with("AGE-SECRET-KEY-1NONE"), sealed))
                .hasMessageContaining("key 1 of those that are given for backups is no secret key")
                .hasMessageNotContaining("AGE-SECRET-KEY-1NONE");
        assertThat(with(SECRET).toString()).doesNotContain("AGE-SECRET");
    }

    @Test
    void what_was_cut_or_changed_is_never_taken_for_the_whole() throws Exception {
        byte[] sealed = sealed(new byte[200_000]);
        for (int at = 0; at < sealed.length; at += 9_973) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> opened(with(SECRET), changed))
                    .as("byte %d", at)
                    .isInstanceOf(Exception.class);
            byte[] cut = Arrays.copyOf(sealed, at);
            assertThatThrownBy(() -> opened(with(SECRET), cut))
                    .as("%d bytes", at)
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void what_is_no_public_key_is_told_before_anything_is_written() {
        String mistyped = PUBLIC.substring(0, PUBLIC.length() - 1) + (PUBLIC.endsWith("q") ? "p" : "q");

        assertThatThrownBy(new Encryption(List.of(mistyped), List.of())::check)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is no public key of age's");
    }

    @Test
    void keys_are_read_from_a_file_of_age_keygen() {
        assertThat(Encryption.keysIn("# created: 2026-01-02\n# public key: age1x\n" + SECRET + "\n\n"))
                .containsExactly(SECRET);
    }
}
