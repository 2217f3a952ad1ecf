package dev.hauban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskersVariablesTest {
    @TempDir
    private Path folder;

    @Test
    void what_the_asker_has_takes_the_place_of_what_the_operator_has() throws Exception {
        var state = new StateFolder(folder.resolve(".hauban/shop"));
        Map<String, String> operators =
                Map.of("PATH", "/old", "HAUBAN_RUNG", "2", "https_proxy", "http://old", "LANG", "C");

        AskersVariables.of(Map.of("PATH", "/new=x:/usr/bin", "HAUBAN_RUNG", "3", "SECRET", "s3cret"))
                .keep(state);

        assertThat(AskersVariables.read(state).over(operators))
                .isEqualTo(Map.of("PATH", "/new=x:/usr/bin", "HAUBAN_RUNG", "3", "LANG", "C"));
        assertThat(Files.readString(state.file("surroundings"))).doesNotContain("s3cret");
    }

    @Test
    void of_a_project_that_nobody_has_asked_for_the_operators_count_but_for_its_rung() throws Exception {
        var state = new StateFolder(folder.resolve(".hauban/shop"));

        assertThat(AskersVariables.read(state).over(Map.of("PATH", "/old", "HAUBAN_RUNG", "2")))
                .isEqualTo(Map.of("PATH", "/old"));
        assertThat(state.path()).doesNotExist();
    }
}
