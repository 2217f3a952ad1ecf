package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.cli.Surroundings;
import dev.hauban.cli.Terminal;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TypedServiceTest {
    private static Json.Members read(String attribute, Json value) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(
                Map.of("HOME", "/home/me"),
                Path.of("/work"),
                nowhere,
                nowhere,
                InstantSource.system(),
                Terminal.none());
        return new TypedService(surroundings)
                .of(Json.object().with(attribute, value).build())
                .specification()
                .members();
    }

    @Test
    void what_is_typed_is_read_by_the_rules_of_a_file() {
        assertThat(read("mem_limit", Json.text("64m")).find("mem_limit")).contains(Json.text("67108864"));
        assertThat(read("volumes", Json.texts(List.of("./a:/b:ro"))).toString()).contains("/work/a");
    }

    @Test
    void what_is_wrong_is_told_with_the_option_that_it_was_typed_behind() {
        assertThatThrownBy(() -> read("mem_limit", Json.text("nonsense")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("--memory: must be a size, not `nonsense`")
                .hasMessageNotContaining("typed");
        assertThatThrownBy(() -> read("ports", Json.texts(List.of("nonsense"))))
                .hasMessageContaining("--publish: `nonsense` is not a container port");
        for (String volume : List.of("a:b:c:d", "/x:relative", "data:relative:ro")) {
            assertThatThrownBy(() -> read("volumes", Json.texts(List.of(volume))))
                    .as(volume)
                    .hasMessageContaining("--volume: ")
                    .hasMessageContaining("the target is an absolute path");
        }
    }
}
