package dev.hauban.compose.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The small languages of values.
class FormsTest {
    @Test
    void durations_are_written_in_gos_form() {
        assertThat(duration("60s")).isEqualTo("1m0s");
        assertThat(duration("90m")).isEqualTo("1h30m0s");
        assertThat(duration("1d")).isEqualTo("24h0m0s");
        assertThat(duration("1w")).isEqualTo("168h0m0s");
        assertThat(duration("-5s")).isEqualTo("-5s");
        assertThat(duration("1.5s")).isEqualTo("1.5s");
        assertThat(duration("1500us")).isEqualTo("1.5ms");
        assertThat(duration("7ns")).isEqualTo("7ns");
        assertThat(duration("0")).isEqualTo("0s");
        assertThat(duration("1h2m3s4ms")).isEqualTo("1h2m3.004s");
    }

    @Test
    void what_has_no_unit_or_no_number_is_no_duration() {
        for (String text : List.of("", "30", "s", ".s", "1x", "1 s", "-", "1h 2m", "9223372036854775807h")) {
            assertThat(Durations.parse(text)).as(text).isNull();
        }
    }

    @Test
    void sizes_are_powers_of_1024() {
        assertThat(ByteSizes.parse("1k")).isEqualTo(1024);
        assertThat(ByteSizes.parse("1.5GB")).isEqualTo(1_610_612_736L);
        assertThat(ByteSizes.parse("64 KiB")).isEqualTo(65_536);
        assertThat(ByteSizes.parse("5b")).isEqualTo(5);
        assertThat(ByteSizes.parse("10")).isEqualTo(10);
        for (String text : List.of("", "m", "-5m", "5x", "5mib2", "5 m b", "1..5m", "5kbb", "5ib")) {
            assertThat(ByteSizes.parse(text)).as(text).isNull();
        }
    }

    @Test
    void command_lines_are_taken_apart_as_a_shell_would() {
        assertThat(ShellWords.split("a 'b c' \"d e\" f\\ g")).containsExactly("a", "b c", "d e", "f g");
        assertThat(ShellWords.split("sh -c 'echo \"$A\" | cat'")).containsExactly("sh", "-c", "echo \"$A\" | cat");
        assertThat(ShellWords.split("a ''")).containsExactly("a", "");
        assertThat(ShellWords.split("")).isEmpty();
    }

    @Test
    void a_command_line_ends_at_the_first_sign_of_a_second_one() {
        assertThat(ShellWords.split("a b && c")).containsExactly("a", "b");
        assertThat(ShellWords.split("a; b")).containsExactly("a");
        assertThat(ShellWords.split("a > b")).containsExactly("a");
    }

    @Test
    void what_is_left_open_is_no_command_line() {
        for (String text : List.of("a 'b", "a \"b", "a \\", "a `b", "a (b)", "a $(b")) {
            assertThat(ShellWords.split(text)).as(text).isNull();
        }
    }

    @Test
    void the_nearest_word_is_suggested_and_only_if_it_is_near() {
        List<String> keys = ShapeKeys.ofService();
        var problems = new Problems();
        assertThat(problems.nearest("imge", keys)).isEqualTo("image");
        assertThat(problems.nearest("depend_on", keys)).isEqualTo("depends_on");
        assertThat(problems.nearest("evnironment", keys)).isEqualTo("environment");
        assertThat(problems.nearest("health-check", keys)).isEqualTo("healthcheck");
        assertThat(problems.nearest("Ports", keys)).isEqualTo("ports");
        assertThat(problems.nearest("zebra", keys)).isNull();
    }

    /// Guards the table: a key that is there twice would win silently.
    @Test
    void no_shape_names_a_key_twice() {
        assertThat(ServiceShapes.SERVICE.attributes()).hasSizeGreaterThan(80);
        assertThat(ServiceShapes.SERVICE.attributes().stream().map(Shape.Attribute::key))
                .doesNotHaveDuplicates();
        assertThat(ComposeShapes.PROJECT.attributes().stream().map(Shape.Attribute::key))
                .doesNotHaveDuplicates();
    }

    private static String duration(String text) {
        Long nanoseconds = Durations.parse(text);
        assertThat(nanoseconds).as(text).isNotNull();
        return Durations.text(nanoseconds);
    }
}
