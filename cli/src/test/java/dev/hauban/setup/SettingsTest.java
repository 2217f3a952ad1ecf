package dev.hauban.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void only_the_value_changes() {
        String text = "# first\nexport A = old # why\nB=2\n\nA=\"older\"\n";

        assertThat(Settings.of(text).with("A", "new")).isEqualTo("# first\nexport A = new # why\nB=2\n\nA=new\n");
        assertThat(Settings.of(text).with("C", "new")).isEqualTo(text + "C=new\n");
        assertThat(Settings.of("").with("C", "new")).isEqualTo("C=new\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                "# no remark",
                "a # b",
                "$HOME ${X:-y} $$",
                "it's",
                "say \"hi\"",
                "it's \"both\" $x",
                "back\\slash",
                "back\\n'slash",
                "'quoted'",
                "\"quoted\"",
                "a=b:c/d+e",
                "é…",
                " around "
            })
    void whatever_is_set_is_read_again_as_it_is(String value) throws Exception {
        Files.writeString(
                folder.resolve("compose.yaml"),
                "services: {web: {image: web, environment: {A: \"${A}\", B: \"${B}\"}}}\n");
        String text = Settings.of("A=1 # one\nB=2\n").with("A", value);
        Files.writeString(folder.resolve(".env"), text);
        var reader = new ComposeReader(new DiskFiles(FileSystems.getDefault(), InputStream.nullInputStream()));

        Reading reading = reader.read(ComposeRequest.in(folder, Map.of()));

        Service web =
                ((Reading.Read) reading).stack().services().values().iterator().next();
        assertThat(web.program().environment()).containsEntry("A", value).containsEntry("B", "2");
        assertThat(Settings.of(text).value("A")).contains(value);
    }

    @Test
    void what_a_line_can_not_hold_is_refused() {
        assertThatThrownBy(() -> Settings.of("A=1\n").with("A", "two\nlines")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Settings.of("A=\"two\nlines\"\n").with("A", "one"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_new_value_is_made_as_the_example_asks_and_else_as_usual() {
        var chance = new Random(7);
        String example = "# generate: 64 hex characters\nJWT_SECRET=changeme\n";

        assertThat(Settings.fresh("JWT_SECRET", List.of(example, "JWT_SECRET=x"), chance)
                        .value())
                .matches("[0-9a-f]{64}");
        assertThat(Settings.fresh("OTHER", List.of(example), chance).value()).matches("[A-Za-z0-9]{32}");
        assertThat(Settings.fresh("JWT_SECRET", List.of(example), chance)).hasToString("64 hex digits");
    }
}
