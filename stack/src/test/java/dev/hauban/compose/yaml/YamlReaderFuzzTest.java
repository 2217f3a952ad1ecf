package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Any text is trees, or problems; only where there are problems, something is missing in the trees; and what is read
/// by lines is what the parser makes of it.
class YamlReaderFuzzTest {
    private static final Source SOURCE = new Source("f", "/f");

    @FuzzTest(maxDuration = "1m")
    @DictionaryFile(resourcePath = "/dev/hauban/compose/compose.dict")
    void any_text_is_trees_or_problems(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var problems = new Problems();
        List<Node> documents;
        try {
            documents = new YamlReader(SOURCE, problems).read(text);
        } catch (dev.hauban.compose.tree.Budget.ExhaustedException _) {
            assertThat(problems.errors()).isPositive();
            return;
        }
        int lines = 1
                + (int) text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == '\u0085')
                        .count();
        for (Problem problem : problems.inFileOrder()) {
            assertThat(problem.place().orElseThrow().line()).isBetween(1, lines);
        }
        LineReaderTest.isRead(text);
        if (problems.errors() == 0) {
            documents.forEach(YamlReaderFuzzTest::check);
        } else {
            assertThat(documents).isNotEmpty();
        }
    }

    private static void check(Node document) {
        assertThat(isWhole(document)).isTrue();
        assertThat(document.copy().means(document)).isTrue();
        assertThat(document.size()).isPositive();
    }

    private static boolean isWhole(Node node) {
        return switch (node) {
            case Scalar _ -> true;
            case Sequence sequence ->
                !sequence.isTorn() && sequence.items().stream().allMatch(YamlReaderFuzzTest::isWhole);
            case Mapping mapping ->
                mapping.isWhole() && mapping.entries().values().stream().allMatch(YamlReaderFuzzTest::isWhole);
        };
    }
}
