package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1024, 1024", "64b, 64", "1k, 1024", "1KB, 1024", "512m, 536870912", "2G, 2147483648"})
    void reads_sizes_as_people_type_them(String text, long bytes) {
        assertThat(Amounts.bytes(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "mb", "-1m", "1.5g", "1x", "1 m", "99999999999p", "1234567890123"})
    void takes_nothing_else_for_a_size(String text) {
        assertThat(Amounts.bytes(text)).isEmpty();
    }

    @Test
    void writes_sizes_as_docker_does() {
        assertThat(Amounts.brief(1984134)).isEqualTo("1.98MB");
        assertThat(Amounts.brief(0)).isEqualTo("0B");
        assertThat(Amounts.brief(999)).isEqualTo("999B");
        assertThat(Amounts.brief(123_456_789)).isEqualTo("123MB");
        assertThat(Amounts.brief(4_000_000_000L)).isEqualTo("4GB");
    }
}
