package dev.hauban.doctor.mend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DifferenceTest {
    @Test
    void a_change_is_shown_with_three_lines_around() {
        assertThat(Difference.of("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .isEqualTo("""
                --- f
                +++ f
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """);
    }

    @Test
    void changes_far_from_each_other_are_shown_apart() {
        String before = "a\n" + "x\n".repeat(20) + "b\n";

        assertThat(Difference.of("f", before, "A\n" + "x\n".repeat(20) + "b\nc\n"))
                .isEqualTo("""
                --- f
                +++ f
                @@ -1,4 +1,4 @@
                -a
                +A
                 x
                 x
                 x
                @@ -20,3 +20,4 @@
                 x
                 x
                 b
                +c
                """);
    }

    @Test
    void a_secret_is_masked() {
        assertThat(Difference.of("f", "DB_PASSWORD=hunter2\nA=1\n", "DB_PASSWORD=hunter2\nA=2\n"))
                .contains(" DB_PASSWORD=••••••••")
                .contains("+A=2")
                .doesNotContain("hunter2");
    }

    @Test
    void equal_texts_have_no_difference() {
        assertThat(Difference.of("f", "a\n", "a\n")).isEqualTo("--- f\n+++ f\n");
    }
}
