package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What Docker's own command writes for the same numbers.
final class SizesTest {
    @Test
    void what_goes_over_a_wire_counts_in_thousands() {
        assertThat(Sizes.decimal(0)).isEqualTo("0B");
        assertThat(Sizes.decimal(999)).isEqualTo("999B");
        assertThat(Sizes.decimal(1_070)).isEqualTo("1.07kB");
        assertThat(Sizes.decimal(12_345_678)).isEqualTo("12.35MB");
        assertThat(Sizes.decimal(Long.MAX_VALUE)).isEqualTo("9.223EB");
    }

    @Test
    void images_are_told_with_fewer_digits() {
        assertThat(Sizes.brief(1_984_134)).isEqualTo("1.98MB");
        assertThat(Sizes.brief(123_456_789)).isEqualTo("123MB");
        assertThat(Sizes.brief(4_000_000_000L)).isEqualTo("4GB");
        assertThat(Sizes.brief(0)).isEqualTo("0B");
    }

    @Test
    void memory_counts_in_powers_of_two() {
        assertThat(Sizes.binary(1_023)).isEqualTo("1023B");
        assertThat(Sizes.binary(770_048)).isEqualTo("752KiB");
        assertThat(Sizes.binary(25_275_900_000L)).isEqualTo("23.54GiB");
    }
}
