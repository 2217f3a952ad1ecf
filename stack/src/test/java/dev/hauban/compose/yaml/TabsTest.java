package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where go-yaml takes a tab at the beginning of a line, and where it doesn't. `→` stands for a tab.
class TabsTest {
    @Test
    void an_empty_line_has_no_tab() {
        assertThat(refused("→\na: b")).containsExactly(1);
        assertThat(refused("a: b\n→\nc: d")).containsExactly(2);
        assertThat(refused("a:\n  →\n  b: c")).containsExactly(2);
        assertThat(refused("a: 'b'\n  →\nc: d")).containsExactly(2);
        assertThat(refused("a:\n  - b\n →→\n  - c")).containsExactly(3);
        assertThat(refused("a: b\n→")).containsExactly(2);
        assertThat(refused("a:\n  →\n")).containsExactly(2);
    }

    @Test
    void a_line_below_a_plain_text_may_have_one_where_the_text_could_go_on() {
        assertThat(refused("a: b\n →\nc: d")).isEmpty();
        assertThat(refused("a:\n  b: c\n   →\n  d: e")).isEmpty();
        assertThat(refused("a:\n  b: c\n  →\n  d: e")).containsExactly(3);
        assertThat(refused("a: b\n →c")).isEmpty();
        assertThat(refused("a: b # c\n →\nd: e")).containsExactly(2);
    }

    @Test
    void a_comment_has_one_only_among_comments() {
        assertThat(refused("a: b\n→# c\nd: e")).containsExactly(2);
        assertThat(refused("a: b\n# c\n→# d\n→\n# e\nf: g")).isEmpty();
        assertThat(refused("a: b\n# c\n→# d\n→\nf: g")).containsExactly(4);
        assertThat(refused("# c\n→# d\nf: g")).isEmpty();
    }

    @Test
    void quotes_and_brackets_may_hold_any() {
        assertThat(refused("a: 'b\n→c'")).isEmpty();
        assertThat(refused("a: \"b\n→c\"")).isEmpty();
        assertThat(refused("a: [\n→b,\n→c]")).isEmpty();
        assertThat(refused("a: {\n→b: c\n→}")).containsExactly(3);
    }

    @Test
    void a_block_may_hold_them_behind_its_indentation() {
        assertThat(refused("a: |\n  -→")).isEmpty();
        assertThat(refused("a: |\n  b\n  →c\n\nd: e")).isEmpty();
        assertThat(refused("a: |\n  b\n →\nd: e")).containsExactly(3);
        assertThat(refused("a: |\n→b")).contains(2);
        assertThat(refused("a: |2\n  →b\nc: d")).isEmpty();
        assertThat(refused("a: >-\n  b\nc: d\n→\ne: f")).containsExactly(4);
    }

    @Test
    void none_is_between_a_dash_and_its_item() {
        assertThat(refused("- →a")).containsExactly(1);
        assertThat(refused("- →\n- b")).containsExactly(1);
        assertThat(refused("a: →b")).isEmpty();
        assertThat(refused("a:→b\nc: d →# e")).isEmpty();
    }

    private static List<Integer> refused(String text) {
        var problems = new Problems();
        new YamlReader(new Source("compose.yaml", "/compose.yaml"), problems).read(text.replace('→', '\t'));
        return problems.inFileOrder().stream()
                .filter(problem -> problem.message().equals(Malformation.TAB))
                .map(problem -> problem.place().map(Place::line).orElse(0))
                .toList();
    }
}
