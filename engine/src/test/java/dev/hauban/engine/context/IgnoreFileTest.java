package dev.hauban.engine.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IgnoreFileTest {
    private static final List<String> FILES = List.of(
            "Dockerfile",
            "a",
            "b",
            "ab",
            "aab",
            "a.txt",
            "b.md",
            ".hid",
            "sp ace",
            "x[y",
            "x]",
            "a+b",
            "a^",
            "a-b",
            "a\\b",
            "dir/a",
            "dir/b",
            "dir/c.txt",
            "dir/sub/a",
            "dir/sub/x.md",
            "dir/sub/deep/a.txt",
            "dir/node_modules/m/i.js",
            "dir2/a",
            "dir2/keep",
            "é/a",
            "node_modules/m/i.js");

    @TempDir
    Path folder;

    /// `ignore-cases.jsonl` was recorded: lines of chance, and what Docker's own builders then left out of these files.
    @Test
    void leaves_out_what_dockers_builders_leave_out() throws IOException {
        for (String file : FILES) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "x");
        }
        Files.createSymbolicLink(folder.resolve("link"), Path.of("dir"));
        int cases = 0;
        for (Json.Members one : recorded()) {
            IgnoreFile ignored = IgnoreFile.parse(one.text("ignore"), ".dockerignore")
                    .keeping(".dockerignore")
                    .keeping("Dockerfile");
            var context = new BuildContext(folder, ignored, one.text("builder").equals("classic"));

            assertThat(leftOut(context))
                    .as(one.compact())
                    .containsExactlyInAnyOrderElementsOf(one.array("leftOut").texts());
            cases++;
        }
        assertThat(cases).as("cases looked at").isEqualTo(127);
    }

    @Test
    void tells_names_in_their_order_folders_before_what_is_in_them() throws IOException {
        for (String file : List.of("b/c", "b/a", "a", "c")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "x");
        }
        Files.writeString(folder.resolve(".dockerignore"), "c\n");
        var names = new ArrayList<String>();

        BuildContext.of(folder).visit((name, _, _) -> names.add(name));

        assertThat(names).containsExactly(".dockerignore", "a", "b", "b/a", "b/c");
    }

    @Test
    void a_context_without_such_a_file_is_taken_whole() throws IOException {
        Files.writeString(folder.resolve("a"), "x");
        var names = new ArrayList<String>();

        BuildContext.of(folder).visit((name, _, _) -> names.add(name));

        assertThat(names).containsExactly("a");
    }

    @Test
    void what_is_kept_comes_back_by_its_name_alone() {
        IgnoreFile ignored = IgnoreFile.parse("*\n", ".dockerignore").keeping("a[1]*");

        assertThat(ignored.isLeftOut("a[1]*")).isFalse();
        assertThat(ignored.isLeftOut("a1")).isTrue();
        assertThat(ignored.isLeftOut("a[1]b")).isTrue();
    }

    @Test
    void a_line_that_is_no_pattern_is_told() {
        assertThatThrownBy(() -> IgnoreFile.parse("# fine\n[a\n", ".dockerignore"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(".dockerignore:2:1: \"[a\" is no pattern of files: a bracket that is not closed");
        assertThatThrownBy(() -> IgnoreFile.parse("a\\", ".dockerignore"))
                .hasMessage(".dockerignore:1:1: \"a\\\" is no pattern of files: a backslash with nothing behind it");
        assertThatThrownBy(() -> IgnoreFile.parse("!", ".dockerignore"))
                .hasMessage(".dockerignore:1:1: \"!\" is no pattern of files: nothing behind the exclamation mark");
    }

    private List<String> leftOut(BuildContext context) throws IOException {
        var kept = new ArrayList<String>();
        context.visit((name, _, _) -> kept.add(name));
        var leftOut = new ArrayList<>(FILES);
        leftOut.add("link");
        leftOut.removeAll(kept);
        return leftOut;
    }

    private static List<Json.Members> recorded() throws IOException {
        var cases = new ArrayList<Json.Members>();
        try (var file = IgnoreFileTest.class.getResourceAsStream("/context/ignore-cases.jsonl")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                cases.add(JsonReader.readObject(line));
            }
        }
        return cases;
    }
}
