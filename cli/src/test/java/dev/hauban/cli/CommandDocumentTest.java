package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.HelpText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Keeps `docs/commands.md` equal to what `--help` says. `-Dhauban.update=true` writes it.
final class CommandDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/commands.md");

    @Test
    void the_document_is_what_help_says() throws Exception {
        String text = document();
        if (Boolean.getBoolean("hauban.update")) {
            Files.writeString(DOCUMENT, text);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(text);
    }

    @Test
    void no_line_of_help_is_wider_than_a_terminal_that_was_split_in_two() {
        assertThat(document().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    private static String document() {
        var text =
                new StringBuilder("# Commands\n\nWhat `hauban --help` and `hauban COMMAND --help` say, in one page.\n");
        chapter(text, "hauban", HelpText.overview(Commands.described(), CommonOptions.described()));
        for (CommandDescription command : Commands.described()) {
            chapter(text, "hauban " + command.name(), HelpText.of(command));
        }
        return text.toString();
    }

    private static void chapter(StringBuilder text, String title, String help) {
        text.append("\n## ").append(title).append("\n\n```text\n").append(help).append("```\n");
    }
}
