package dev.hauban.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.doctor.subject.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Keeps the sections of `docs/doctor.md` equal to what the rules say and to their examples. What stands above them is
/// written by hand. `-Dhauban.update=true` writes the sections.
final class DoctorDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/doctor.md");
    private static final String START = "## The rules\n";

    @Test
    void every_rule_has_its_section() throws IOException {
        String written = Files.readString(DOCUMENT);
        assertThat(written).contains(START);
        String text = written.substring(0, written.indexOf(START)) + sections();
        if (Boolean.getBoolean("hauban.update")) {
            Files.writeString(DOCUMENT, text);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(text);
    }

    private static String sections() throws IOException {
        var text = new StringBuilder(START);
        text.append("\nEach with a file, what the doctor says of it, and how it is right. These are its tests, too.\n");
        for (Rule.Description rule : Rules.descriptions()) {
            Example bad = Example.of(rule.name(), "bad");
            Example good = Example.of(rule.name(), "good");
            text.append("\n### ").append(rule.name()).append("\n\n");
            text.append("**")
                    .append(capital(rule.title()))
                    .append(".** ")
                    .append(rule.why())
                    .append("\n\n");
            text.append("```yaml\n")
                    .append(Files.readString(bad.folder().resolve("compose.yaml")))
                    .append("```\n\n");
            text.append("```text\n")
                    .append(Files.readString(bad.folder().resolve("expected.txt")))
                    .append("```\n\n");
            text.append("Right:\n\n```yaml\n")
                    .append(Files.readString(good.folder().resolve("compose.yaml")))
                    .append("```\n");
        }
        return text.toString();
    }

    private static String capital(String title) {
        return title.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + title.substring(1);
    }
}
