package dev.hauban.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is read by lines is what the parser makes of it, or it is not read by lines.
class LineReaderTest {
    private static final Source SOURCE = new Source("compose.yaml", "/work/compose.yaml");

    /// What damages a text in a way that YAML notices.
    private static final List<String> PIECES = List.of(
            " ", "\n", "\n  ", "\n    ", "- ", ": ", ":", "#", " #", "'", "\"", "[", "]", "{}", "{", ",", "$", "?", "|",
            "&a ", "*a", "!x ", "<<", "null", "0x1", "---", "\\", "a: b", "\t", "%", "~", "\u0085", "\u00e9", "-1",
            ".5");

    @Test
    void plain_files_are_read_by_lines() {
        assertThat(isRead("""
                # a comment
                name: many   # and another

                services:
                  web-1.a/b:
                    image: "app:1" # with a remark
                    command: 'a "b" c'
                    hostname: a#b:c[d]{e}, f
                    cpus: -1.5
                    tty: true
                    init:
                    user: ~
                    labels: {}
                    dns: []
                    expose: [ 80, "81", 'a b', x-y , null ]
                    ports:
                    - 80:80
                    -
                    - "${A:-b}"
                    volumes:
                      - type: bind
                        source: ./é
                        target: /x

                      -   ./a:/b
                      -
                        type: tmpfs
                        target: /y
                volumes:
                  data:""")).isTrue();
    }

    @Test
    void all_else_is_for_the_parser() {
        for (String odd : List.of(
                "",
                "a",
                "- a",
                " a: b",
                "a: b\n c: d",
                "a:\n  b: c\n d: e",
                "a: b\na: c",
                "a: b: c",
                "a: b:",
                "a: b\n  c",
                "a: &b c",
                "a: *b",
                "a: !b c",
                "a: |\n  b",
                "a: >\n  b",
                "a: \"b\\n\"",
                "a: \"b",
                "a: 'b''c'",
                "a: \"b\"c",
                "a: \"b\"#c",
                "a: [b, [c]]",
                "a: [b, c",
                "a: [b,]",
                "a: [b: c]",
                "a: [b?]",
                "a: [-1]",
                "a: [b] c",
                "a: {b: c}",
                "a: {} b",
                "a:\n  - - b",
                "a:\n  - b\n   - c",
                "a:\n  - b\n  c: d",
                "a:b",
                "a :b",
                "5: a",
                "null: a",
                "\"a\": b",
                "? a",
                "<<: a",
                "---\na: b",
                "a: b\n---\nc: d",
                "a: b\n...",
                "%YAML 1.1\n---\na: b",
                "a: b\tc",
                "a: b\r\nc: d",
                "\uFEFFa: b",
                "a: \u2028",
                "a: \uD83D\uDE00",
                "a: - b",
                "a: -",
                "a: @b",
                "a".repeat(1_000) + ": b")) {
            assertThat(isRead(odd)).as(odd).isFalse();
        }
    }

    @Test
    void damaged_files_are_read_as_the_parser_reads_them() throws IOException {
        List<String> texts = texts();
        int read = 0;
        for (String text : texts) {
            read += isRead(text) ? 1 : 0;
        }
        assertThat(read).as("files that are read by lines").isGreaterThan(texts.size() / 3);
        var random = new Random(52);
        read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            int at = random.nextInt(text.length() + 1);
            text.delete(at, Math.min(text.length(), at + random.nextInt(3)));
            read += isRead(text.insert(at, PIECES.get(random.nextInt(PIECES.size())))
                            .toString())
                    ? 1
                    : 0;
        }
        assertThat(read).as("damaged files that are read by lines").isGreaterThan(1_000);
    }

    private static List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/compose"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    /// Whether the text is read by lines; then the parser has to agree.
    static boolean isRead(String text) {
        LineReader.Document document = LineReader.read(SOURCE, text);
        if (document == null) {
            return false;
        }
        var problems = new Problems();
        List<Node> parsed = new YamlReader(SOURCE, problems).parsed(text);
        assertThat(problems.inFileOrder()).as(text).isEmpty();
        assertThat(parsed).as(text).hasSize(1);
        assertThat(Trees.text(document.root())).as(text).isEqualTo(Trees.text(parsed.getFirst()));
        assertThat(document.values()).as(text).isEqualTo(values(parsed.getFirst()));
        return true;
    }

    /// Each key is one, and so is each value.
    private static int values(Node node) {
        return switch (node) {
            case Scalar _ -> 1;
            case Sequence sequence ->
                1 + sequence.items().stream().mapToInt(LineReaderTest::values).sum();
            case Mapping mapping ->
                1
                        + mapping.entries().values().stream()
                                .mapToInt(value -> 1 + values(value))
                                .sum();
        };
    }
}
