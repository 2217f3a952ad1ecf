package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.shape.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of attributes is whole, is what people are shown, and names tests that there are.
class AttributeTest {
    private static final Path ROOT = root();
    private static final Path GOLDEN = ROOT.resolve("engine/src/test/resources/docker");

    @Test
    void every_attribute_that_the_reader_knows_has_one_line() {
        assertThat(Attributes.all()).hasSizeGreaterThan(300);
        var wrong = new ArrayList<String>();
        for (String attribute : Attributes.all()) {
            long lines = Attribute.all().stream()
                    .filter(line -> line.covers(attribute))
                    .count();
            if (lines != 1) {
                wrong.add(attribute + " has " + lines + " lines");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_line_speaks_of_an_attribute_that_there_is() {
        assertThat(Attribute.all().stream()
                        .filter(line -> Attributes.all().stream().noneMatch(line::covers))
                        .map(Attribute::path))
                .isEmpty();
    }

    /// A golden folder has to use the attribute; else the line would name a test that can't fail.
    @Test
    void every_line_names_a_test_that_there_is() throws IOException {
        var wrong = new ArrayList<String>();
        for (Attribute line : Attribute.all()) {
            boolean isFolder = Files.isDirectory(GOLDEN.resolve(line.test()));
            if (isFolder ? !uses(GOLDEN.resolve(line.test()), line) : !isTest(line.test())) {
                wrong.add(line.path() + ": " + line.test());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void people_are_shown_this_table() throws IOException {
        Path document = ROOT.resolve("docs/docker-attributes.md");
        String text = Files.readString(document);
        String head = text.substring(0, text.indexOf("\n| "));
        assertThat(text).isEqualTo(head + "\n" + table());
    }

    private static String table() {
        var table = new StringBuilder("| attribute | who | how | tried in |\n|---|---|---|---|\n");
        for (Attribute line : Attribute.all()) {
            table.append("| `%s` | %s | %s | `%s` |\n"
                    .formatted(line.path(), line.handling().text(), line.how(), line.test()));
        }
        return table.toString();
    }

    private static boolean uses(Path folder, Attribute line) throws IOException {
        String path = line.path().replaceFirst("\\.\\*$", "");
        var word = Pattern.compile("\\b" + Pattern.quote(path.substring(path.lastIndexOf('.') + 1)) + "\"?:");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                if (word.matcher(Files.readString(file)).find()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTest(String name) throws IOException {
        for (String floor : List.of("engine", "stack")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(floor).resolve("src/test/java"))) {
                if (files.anyMatch(file -> file.endsWith(name + ".java"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the tests must run inside the repository");
        }
        return folder;
    }
}
