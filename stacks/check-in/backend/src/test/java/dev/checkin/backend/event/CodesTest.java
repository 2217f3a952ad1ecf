package dev.checkin.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void codes_are_read_as_people_and_scanners_give_them() {
        assertThat(Codes.read(" k7qmx-2xpab ")).isEqualTo("K7QMX2XPAB");
        assertThat(Codes.read("https://checkin.example.org/t/K7QMX2XPAB")).isEqualTo("K7QMX2XPAB");
        assertThat(Codes.read("k7qmx 2xpab")).isEqualTo("K7QMX2XPAB");
    }

    @Test
    void codes_differ_and_hold_nothing_that_looks_like_something_else() {
        var codes = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            codes.add(Codes.ticket());
        }
        assertThat(codes).hasSize(1_000).allMatch(code -> code.matches("[2-9A-HJ-NP-Z]{10}") && !code.contains("L"));
        assertThat(Codes.door()).hasSize(8);
    }
}
