package dev.hauban.compose.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.compose.variable.EnvironmentFile.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentFileTest {
    @Test
    void a_line_is_a_variable() throws MalformedException {
        assertThat(read("A=1\nB: two\nexport C=3\n  D = 4 \nE=\n"))
                .containsExactly(
                        Map.entry("A", "1"),
                        Map.entry("B", "two"),
                        Map.entry("C", "3"),
                        Map.entry("D", "4"),
                        Map.entry("E", ""));
    }

    @Test
    void comments_are_left_out_and_a_hash_inside_a_word_is_none() throws MalformedException {
        assertThat(read("# a comment\nA=1 # one\nB=a#b\nC=\"x # y\" # z\n"))
                .containsExactly(Map.entry("A", "1"), Map.entry("B", "a#b"), Map.entry("C", "x # y"));
    }

    @Test
    void quotes_keep_what_is_in_them_over_several_lines() throws MalformedException {
        assertThat(read("A='$B \\n'\nB=\"one\ntwo\"\nC=\"a\\nb\\t\\\"c\\\"\\$D\"\n"))
                .containsEntry("A", "$B \\n")
                .containsEntry("B", "one\ntwo")
                .containsEntry("C", "a\nb\t\"c\"$D");
    }

    @Test
    void values_may_hold_variables_of_the_file_and_from_around_which_win() throws MalformedException {
        assertThat(read("A=1\nB=${A}$OUTSIDE\nOUTSIDE=inside\nC=$OUTSIDE\n"))
                .containsEntry("B", "1around")
                .containsEntry("C", "around");
    }

    @Test
    void a_name_alone_is_taken_over_from_around() throws MalformedException {
        assertThat(read("OUTSIDE\nNOWHERE\nA=1\n"))
                .containsExactly(Map.entry("OUTSIDE", "around"), Map.entry("A", "1"));
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_passed_over() throws MalformedException {
        assertThat(read("\uFEFFA=1\r\nB=2\r\n")).containsExactly(Map.entry("A", "1"), Map.entry("B", "2"));
    }

    @Test
    void octal_escapes_need_three_digits() throws MalformedException {
        assertThat(read("A=\"\\0101\\012x\"\n")).containsEntry("A", "A\\12x");
    }

    @Test
    void what_is_malformed_is_told_with_its_line() {
        assertThatThrownBy(() -> read("A=1\nB=\"open\n"))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        malformed -> assertThat(malformed.line()).isEqualTo(2));
        assertThatThrownBy(() -> read("A!=1\n")).hasMessageContaining("unexpected character `!`");
        assertThatThrownBy(() -> read("A=1\nexport ")).hasMessageContaining("no variable name");
        assertThatThrownBy(() -> read("A B=1\n")).hasMessageContaining("can't contain a space");
        assertThatThrownBy(() -> read("A=${B:?gone}\n")).hasMessageContaining("gone");
    }

    @Test
    void the_raw_format_keeps_values_as_they_are() throws MalformedException {
        var values = new LinkedHashMap<String, String>();
        RawEnvironmentFile.read(
                "# no\nA='$B' # c\nOUTSIDE\nC=a=b \n", values, name -> "OUTSIDE".equals(name) ? "o" : null);
        assertThat(values)
                .containsExactly(Map.entry("A", "'$B' # c"), Map.entry("OUTSIDE", "o"), Map.entry("C", "a=b "));
        assertThatThrownBy(() -> RawEnvironmentFile.read("A B=1", values, _ -> null))
                .hasMessageContaining("whitespaces");
    }

    private static Map<String, String> read(String text) throws MalformedException {
        var values = new LinkedHashMap<String, String>();
        EnvironmentFile.read(text, values, Map.of("OUTSIDE", "around")::get, _ -> {});
        return values;
    }
}
