package dev.hauban.compose.variable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentFileTest {
    @Test
    void a_line_is_a_variable() {
        assertThat(read("A=1\nB: two\nexport C=3\n  D = 4 \nE=\n"))
                .containsExactly(
                        Map.entry("A", "1"),
                        Map.entry("B", "two"),
                        Map.entry("C", "3"),
                        Map.entry("D", "4"),
                        Map.entry("E", ""));
    }

    @Test
    void comments_are_left_out_and_a_hash_inside_a_word_is_none() {
        assertThat(read("# a comment\nA=1 # one\nB=a#b\nC=\"x # y\" # z\n"))
                .containsExactly(Map.entry("A", "1"), Map.entry("B", "a#b"), Map.entry("C", "x # y"));
    }

    @Test
    void quotes_keep_what_is_in_them_over_several_lines() {
        assertThat(read("A='$B \\n'\nB=\"one\ntwo\"\nC=\"a\\nb\\t\\\"c\\\"\\$D\"\n"))
                .containsEntry("A", "$B \\n")
                .containsEntry("B", "one\ntwo")
                .containsEntry("C", "a\nb\t\"c\"$D");
    }

    @Test
    void values_may_hold_variables_of_the_file_and_from_around_which_win() {
        assertThat(read("A=1\nB=${A}$OUTSIDE\nOUTSIDE=inside\nC=$OUTSIDE\n"))
                .containsEntry("B", "1around")
                .containsEntry("C", "around");
    }

    @Test
    void a_name_alone_is_taken_over_from_around() {
        assertThat(read("OUTSIDE\nNOWHERE\nA=1\n"))
                .containsExactly(Map.entry("OUTSIDE", "around"), Map.entry("A", "1"));
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_passed_over() {
        assertThat(read("\uFEFFA=1\r\nB=2\r\n")).containsExactly(Map.entry("A", "1"), Map.entry("B", "2"));
    }

    @Test
    void octal_escapes_need_three_digits() {
        assertThat(read("A=\"\\0101\\012x\"\n")).containsEntry("A", "A\\12x");
    }

    @Test
    void every_line_that_is_malformed_is_told_with_its_place_and_passed_over() {
        var values = new LinkedHashMap<String, String>();
        List<String> told = told("""
                A=1
                B="open
                C!=1
                  D E=2
                export F='6'
                G=${H:?set H}
                I=$J
                """, values);
        assertThat(told)
                .containsExactly(
                        "2:3 the quote that begins here is not closed",
                        "3:2 unexpected character `!` in the name of a variable",
                        "4:3 the name of a variable can't contain a space",
                        "6:1 required variable H is missing a value: set H",
                        "7:1 J is not set");
        assertThat(values).containsExactly(Map.entry("A", "1"), Map.entry("F", "6"), Map.entry("I", ""));
        assertThat(told("A=1\nexport ", values)).containsExactly("2:8 there is no variable name after `export`");
    }

    /// What has lost its quotes may be a secret.
    @Test
    void nothing_of_a_value_is_shown() {
        assertThat(told("PASSWORD='it's secret'\nKEY=\"secret\n", new LinkedHashMap<>())
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void the_raw_format_keeps_values_as_they_are() {
        var values = new LinkedHashMap<String, String>();
        var told = new Told();
        RawEnvironmentFile.read(
                "# no\nA='$B' # c\nOUTSIDE\nC=a=b \n", values, name -> "OUTSIDE".equals(name) ? "o" : null, told);
        assertThat(values)
                .containsExactly(Map.entry("A", "'$B' # c"), Map.entry("OUTSIDE", "o"), Map.entry("C", "a=b "));
        RawEnvironmentFile.read("A B=1\n =2\nD=3", values, _ -> null, told);
        assertThat(told.lines)
                .containsExactly(
                        "1:1 the name of a variable can't contain a space",
                        "2:2 there is no variable name on this line");
        assertThat(values).containsEntry("D", "3");
    }

    @Test
    void whoever_wants_to_know_hears_which_line_gives_what() {
        var told = new Told();
        EnvironmentFile.read(
                "# first\n  export A=1\nB=\"two\nlines\"\nC='$A'\nD=$A-$A\nOUTSIDE\nNOWHERE\n",
                new LinkedHashMap<>(),
                Map.of("OUTSIDE", "around")::get,
                told);
        RawEnvironmentFile.read("# no\n E=$A\n", new LinkedHashMap<>(), _ -> null, told);

        assertThat(told.given)
                .containsExactly(
                        "2:3 A=1",
                        "3:1 B=two\nlines",
                        "5:1 C=$A",
                        "6:1 fills $A-$A",
                        "6:1 D=1-1",
                        "7:1 OUTSIDE=around",
                        "2:2 E=$A");
    }

    private static Map<String, String> read(String text) {
        var values = new LinkedHashMap<String, String>();
        var told = new Told();
        EnvironmentFile.read(text, values, Map.of("OUTSIDE", "around")::get, told);
        assertThat(told.lines).isEmpty();
        return values;
    }

    private static List<String> told(String text, Map<String, String> values) {
        var told = new Told();
        EnvironmentFile.read(text, values, _ -> null, told);
        return told.lines;
    }

    private static final class Told implements EnvironmentFile.Listener {
        private final List<String> lines = new ArrayList<>();
        private final List<String> given = new ArrayList<>();

        @Override
        public void malformed(int line, int column, MalformedException malformed) {
            lines.add(line + ":" + column + " " + malformed.getMessage());
        }

        @Override
        public void unset(int line, int column, String name) {
            lines.add(line + ":" + column + " " + name + " is not set");
        }

        @Override
        public boolean isTracing() {
            return true;
        }

        @Override
        public void assigned(int line, int column, String name, String value) {
            given.add(line + ":" + column + " " + name + "=" + value);
        }

        @Override
        public void filled(int line, int column, String text) {
            if (text.indexOf('$') >= 0) {
                given.add(line + ":" + column + " fills " + text);
            }
        }
    }
}
