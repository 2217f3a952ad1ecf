package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where YAML 1.1, which go-yaml reads, takes a text between brackets for another one than YAML 1.2.
class BracketTextsTest {
    @Test
    void a_colon_belongs_to_the_text_unless_a_space_follows() {
        assertThat(read("[a:, b: c, d:]")).isEqualTo("[a: map[b:c] d:]");
        assertThat(read("{a:, b:}")).isEqualTo("map[a::<nil> b::<nil>]");
        assertThat(read("{a: b, 'c':, d :}")).isEqualTo("map[a:b c:<nil> d:<nil>]");
        assertThat(read("[http://a:1, 1:2]")).isEqualTo("[http://a:1 1:2]");
        assertThat(read("😀\n[a:]")).isEqualTo("😀 [a:]");
    }

    @Test
    void a_bracket_can_not_follow_a_colon() {
        assertThat(refusals("{a:[b]}")).hasSize(1);
        assertThat(refusals("[a:{b: c}]")).hasSize(1);
        assertThat(refusals("{a: [b], \"c\":[d]}")).isEmpty();
    }

    @Test
    void a_question_mark_ends_a_text() {
        assertThat(refusals("[http://a/?b=c]")).hasSize(1);
        assertThat(refusals("{a: b?}")).hasSize(1);
        assertThat(refusals("http://a/?b=c")).isEmpty();
        assertThat(refusals("['http://a/?b=c']")).isEmpty();
    }

    @Test
    void a_text_can_not_begin_with_a_colon() {
        assertThat(refusals("[:80]")).isNotEmpty();
        assertThat(refusals("{a: ::1}")).isNotEmpty();
        assertThat(refusals("::1")).isEmpty();
    }

    @Test
    void anchors_have_plain_names() {
        assertThat(refusals("&a-1_B c")).isEmpty();
        assertThat(refusals("[&a.b c, *a.b]")).isNotEmpty();
        assertThat(refusals("&é c")).isNotEmpty();
    }

    private static String read(String value) {
        return String.valueOf(((Mapping) documents(value, new Problems()).getFirst()).get("v"));
    }

    private static List<String> refusals(String value) {
        var problems = new Problems();
        documents(value, problems);
        return problems.inFileOrder().stream().map(Problem::text).toList();
    }

    private static List<Node> documents(String value, Problems problems) {
        return new YamlReader(new Source("compose.yaml", "/compose.yaml"), problems)
                .read("v: " + value.replace("\n", "\n  "));
    }
}
