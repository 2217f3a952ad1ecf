package dev.hauban.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
    private static final List<String> KNOWN = List.of("up", "down", "start", "stop", "restart", "status", "config");

    @ParameterizedTest
    @CsvSource({"dwon, down", "upp, up", "statsu, status", "conf, config", "sotp, stop", "strat, start"})
    void what_was_probably_meant_is_found(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"deploy", "xyz", "q"})
    void what_is_far_from_all_is_not_guessed(String typed) {
        assertThat(Nearest.to(typed, KNOWN)).isEmpty();
    }

    @Test
    void a_swap_of_two_letters_is_one_step() {
        assertThat(Nearest.distance("abcd", "acbd")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
