package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Problem;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    @Test
    void numbers_are_what_go_yaml_takes_for_numbers() {
        assertThat(value("0755")).isEqualTo(493L);
        assertThat(value("1_000")).isEqualTo(1000L);
        assertThat(value("0x1F")).isEqualTo(31L);
        assertThat(value("0b101")).isEqualTo(5L);
        assertThat(value("-0o17")).isEqualTo(-15L);
        assertThat(value("08")).isEqualTo(8.0);
        assertThat(value("1.50")).isEqualTo(1.5);
        assertThat(value("1e20")).isEqualTo(1e20);
        assertThat(value("18446744073709551615")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(value(".inf")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void words_that_only_yaml_1_1_takes_for_booleans_are_strings() {
        for (String word : List.of("yes", "on", "No", "y", "TRue", "1.2.3", "22:22", "0x", "-a", "1e", "._1")) {
            assertThat(value(word)).as(word).isEqualTo(word);
        }
        assertThat(value("True")).isEqualTo(true);
        assertThat(value("~")).isNull();
        assertThat(value("")).isNull();
    }

    @Test
    void quotes_and_tags_say_what_a_value_is() {
        assertThat(value("'5'")).isEqualTo("5");
        assertThat(value("!!str 5")).isEqualTo("5");
        assertThat(value("!!int \"5\"")).isEqualTo(5L);
        assertThat(value("!!float 5")).isEqualTo(5.0);
        assertThat(value("!!binary aGFsbG8=")).isEqualTo("hallo");
        assertThat(value("!unknown 5")).isEqualTo("5");
    }

    @Test
    void double_quotes_know_the_escapes_that_go_yaml_knows() {
        assertThat(value("\"\\x41\\u00e9\\_\\N\\e\\0\"")).isEqualTo("A\u00e9\u00a0\u0085\u001b\0");
        assertThat(value("\"a\\L\\\\L\\\"\\P\"")).isEqualTo("a\u2028\\L\"\u2029");
        for (String unknown : List.of("\"\\/\"", "\"\\ud83d\\ude00\"", "\"\\U0000D800\"", "\"\\q\"", "\"\\L\\q\"")) {
            assertThat(mistakes("a: " + unknown)).as(unknown).containsExactly(Escapes.UNKNOWN);
        }
        assertThat(mistakes("a: \"\\\\/\"")).isEmpty();
    }

    @Test
    void digits_that_are_no_character_are_told_where_they_are() {
        assertThat(places("a: '🙂'\nb: \"x\\UFFFFFFFF\"")).containsExactly("2:6");
        assertThat(mistakes("a: \"\\x")).containsExactly(Escapes.UNKNOWN);
        assertThat(mistakes("a: \"\\U00110000\"")).containsExactly(Escapes.UNKNOWN);
    }

    @Test
    void separators_are_read_again_only_so_often() {
        String many = "- \"\\L\"\n".repeat(10_000);
        assertThat(mistakes(many)).contains(Escapes.UNKNOWN);
        assertThat(mistakes("- \"" + "\\L".repeat(10_000) + "\"")).isEmpty();
    }

    @Test
    void next_line_breaks_a_line() {
        assertThat(mistakes("a: b\u0085c: d")).isEmpty();
        assertThat(value("\"b\u0085  c\"")).isEqualTo("b c");
    }

    @Test
    void directives_that_go_yaml_does_not_know_are_refused() {
        assertThat(mistakes("%FOO bar\n---\na: b")).hasSize(1);
        assertThat(mistakes("%TAG !e! tag:e,2000:\n---\na: !e!x b")).isEmpty();
        assertThat(mistakes("a: b\n...\n%YAML 1.1\n---\na: |\n  c\n  %FOO")).isEmpty();
    }

    @Test
    void unquoted_dates_are_dates() {
        assertThat(value("2026-1-2")).isEqualTo(new Scalar.Timestamp("2026-01-02T00:00:00Z"));
        assertThat(value("2026-01-02T03:04:05.60+02:00"))
                .isEqualTo(new Scalar.Timestamp("2026-01-02T03:04:05.6+02:00"));
        assertThat(value("2026-01-02 3:04:05")).isEqualTo(new Scalar.Timestamp("2026-01-02T03:04:05Z"));
        assertThat(value("2026-02-30")).isEqualTo("2026-02-30");
        assertThat(value("2026-13-01")).isEqualTo("2026-13-01");
    }

    @Test
    void values_know_their_place_and_that_of_their_key() {
        Node image = Objects.requireNonNull(one("a:\n  - b\nimage:   nginx\n").get("image"));
        assertThat(image.place()).hasToString("f:3:10");
        assertThat(image.keyPlace()).hasToString("f:3:1");
    }

    @Test
    void a_merge_key_brings_what_is_missing_earlier_ones_first() {
        Mapping root = one("""
                a: &a {x: 1, y: 1}
                b: &b {x: 2, z: 2}
                c:
                  <<: [*a, *b]
                  y: 3
                """);
        assertThat(root.get("c")).hasToString("map[x:1 y:3 z:2]");
    }

    @Test
    void an_alias_is_a_copy() {
        Mapping root = one("a: &a {x: {y: 1}}\nb: *a\n");
        Objects.requireNonNull(Objects.requireNonNull(root.mapping("b")).mapping("x"))
                .put("y", 2L);
        assertThat(root.get("a")).hasToString("map[x:map[y:1]]");
    }

    @Test
    void several_documents_are_several_trees() {
        assertThat(read("a: 1\n---\nb: 2\n", new Problems())).hasSize(2);
        assertThat(read("", new Problems())).isEmpty();
        assertThat(read("# nothing\n", new Problems())).isEmpty();
    }

    @Test
    void what_is_refused_is_told_with_its_place() {
        assertThat(problem("a: 1\nb: 2\na: 3\n")).contains("f:3:1", "already there, in line 1");
        assertThat(problem("1: a\n")).contains("f:1:1", "a key has to be a string");
        assertThat(problem("a: *b\n")).contains("f:1:4", "`*b`");
        assertThat(problem("a: {<<: 5}\n")).contains("`<<` takes a mapping");
        assertThat(problem("a: [1\n")).contains("the list that begins here is not closed");
        assertThat(problem("%YAML 1.2\n---\na: 1\n")).contains("%YAML 1.2");
        assertThat(problem("a: !!int x\n")).contains("is not a !!int");
    }

    @Test
    void what_is_written_reads_as_what_it_was() {
        String[] texts = {
            "",
            " a",
            "a ",
            "yes",
            "5",
            "null",
            "~",
            "a: b",
            "a #b",
            "- a",
            "#",
            "'",
            "\"",
            "a\nb\n",
            "a\nb",
            "\n",
            "a\n\nb\n\n",
            " a\nb",
            "\t",
            "é",
            "\u0001",
            "2026-01-01",
            "190:20:30",
            "<<",
            "=",
            "{a}",
            "[",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`",
            "a:",
            ":a",
            "?",
            "-",
            "--- a",
            "a\tb",
            "a\\b",
            "0x1",
            "1e3",
            ".5",
            "true",
            "\u2028",
            "🙂"
        };
        Mapping root = one("a: b");
        for (int i = 0; i < texts.length; i++) {
            root.put("k" + i, texts[i]);
            root.put(texts[i].isEmpty() ? "empty" : texts[i] + "k", 1L);
        }
        Mapping again = one(YamlWriter.write(root));
        for (int i = 0; i < texts.length; i++) {
            assertThat(again.text("k" + i)).as(texts[i]).isEqualTo(texts[i]);
        }
        assertThat(again.entries().keySet())
                .containsExactlyElementsOf(root.entries().keySet());
    }

    private static Object value(String text) {
        return one("a: " + text + "\n").value("a");
    }

    private static Mapping one(String text) {
        var problems = new Problems();
        List<Node> documents = read(text, problems);
        assertThat(problems.inFileOrder()).isEmpty();
        return (Mapping) documents.getFirst();
    }

    private static String problem(String text) {
        var problems = new Problems();
        read(text, problems);
        assertThat(problems.inFileOrder()).as(text).hasSize(1);
        return problems.inFileOrder().stream().map(Problem::text).findFirst().orElseThrow();
    }

    private static List<String> mistakes(String text) {
        var problems = new Problems();
        read(text, problems);
        return problems.inFileOrder().stream().map(Problem::message).toList();
    }

    private static List<String> places(String text) {
        var problems = new Problems();
        read(text, problems);
        return problems.inFileOrder().stream()
                .map(problem -> problem.place().orElseThrow())
                .map(place -> place.line() + ":" + place.column())
                .toList();
    }

    private static List<Node> read(String text, Problems problems) {
        return new YamlReader(new Source("f", "/f"), problems).read(text);
    }
}
