package dev.hauban.compose.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class Sha256Test {
    @Test
    void the_sum_of_a_text_is_that_of_the_standard() {
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void texts_of_every_length_around_two_blocks_have_the_sum_that_java_finds() throws Exception {
        var java = MessageDigest.getInstance("SHA-256");
        var text = new StringBuilder();
        for (int length = 0; length < 200; length++) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

            assertThat(Sha256.of(text.toString())).isEqualTo(HexFormat.of().formatHex(java.digest(bytes)));

            text.append((char) ('!' + length * 37 % 300));
        }
    }
}
