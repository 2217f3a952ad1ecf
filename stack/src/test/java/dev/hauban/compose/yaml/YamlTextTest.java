package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import org.junit.jupiter.api.Test;

/// What is expected is what Docker Compose 2.40.3 prints.
class YamlTextTest {
    @Test
    void a_line_is_plain_where_nobody_could_take_it_for_something_else() {
        for (String text : new String[] {
            "a",
            "a:b",
            "a#b",
            "-a",
            "<<",
            "=",
            "it's",
            "€",
            "0.0.0.0:8000",
            "1000:1000",
            "80:80",
            "10:1_0",
            "02:42:72:98:65:08",
            "::1",
            "+",
            "0b"
        }) {
            assertThat(YamlText.value(text, 0, 2)).isEqualTo(text);
        }
    }

    @Test
    void what_would_be_a_number_a_date_or_a_word_of_yaml_is_in_double_quotes() {
        for (String text : new String[] {
            "", "~", "no", "null", "True", "0755", "1e3", "2001-01-01", "101:10", "10:59.5", "1_0:10", "-1:00"
        }) {
            assertThat(YamlText.value(text, 0, 2)).isEqualTo('"' + text + '"');
        }
    }

    @Test
    void what_would_be_a_sign_of_yaml_is_in_single_quotes() {
        for (String text : new String[] {" a", "a ", "a: b", "a:", "a #b", "-", "---a", "...", "{a", "*", "%"}) {
            assertThat(YamlText.value(text, 0, 2)).isEqualTo("'" + text + "'");
        }
        assertThat(YamlText.value("'it", 0, 2)).isEqualTo("'''it'");
    }

    @Test
    void what_cannot_be_seen_is_escaped() {
        assertThat(YamlText.value("\u0001\u0007\b\t\u000B\f\r\u001B\u007F\u0085\uFEFF\\\"\uD83D\uDE00", 0, 2))
                .isEqualTo("\"\\x01\\a\\b\\t\\v\\f\\r\\e\\x7F\\N\\uFEFF\\\\\\\"\\U0001F600\"");
    }

    @Test
    void several_lines_are_a_block_unless_blanks_would_be_lost() {
        assertThat(YamlText.value("a\nb", 2, 2)).isEqualTo("|-\n  a\n  b");
        assertThat(YamlText.value("a\n\n", 2, 2)).isEqualTo("|+\n  a\n");
        assertThat(YamlText.value("a\n", 2, 2)).isEqualTo("|\n  a");
        assertThat(YamlText.value("\n  a\n", 2, 2)).isEqualTo("|2\n\n    a");
        assertThat(YamlText.value("\n", 2, 2)).isEqualTo("|2+\n");
        assertThat(YamlText.value("a\tb\nc", 2, 2)).isEqualTo("|-\n  a\tb\n  c");
        assertThat(YamlText.value("a \nb", 2, 2)).isEqualTo("\"a \\nb\"");
        assertThat(YamlText.value("a\nb ", 2, 2)).isEqualTo("\"a\\nb \"");
    }

    @Test
    void a_key_that_does_not_fit_into_a_line_stands_by_itself() {
        var root = new Mapping(new Source("f", "/f"), 1, 1);
        root.put("a\nb", 1L).put("<<", 2L).put("k".repeat(129), 3L);

        assertThat(YamlWriter.write(root)).isEqualTo("? |-\n  a\n  b\n: 1\n'<<': 2\n? " + "k".repeat(129) + "\n: 3\n");
    }

    @Test
    void a_list_in_a_list_begins_on_its_line() {
        var source = new Source("f", "/f");
        var inner = new Sequence(source, 1, 1)
                .add(new Scalar(source, 1, 1, "a"))
                .add(new Mapping(source, 1, 1).put("b", 1L).put("c", 2L));
        var root = new Mapping(source, 1, 1);
        root.put("list", new Sequence(source, 1, 1).add(inner).add(new Sequence(source, 1, 1)));

        assertThat(YamlWriter.write(root)).isEqualTo("list:\n  - - a\n    - b: 1\n      c: 2\n  - []\n");
    }
}
