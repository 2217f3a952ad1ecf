package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OwnProgramTest {
    @Test
    void another_process_is_told_all_that_this_one_was_told() {
        var program = OwnProgram.of(
                Path.of("/jdk"),
                "a.jar:b.jar",
                "0123456789abcdef",
                Map.of("hauban.cache", "/c.aot", "hauban.launcher", "/hauban"));

        assertThat(program.java()).isEqualTo(Path.of("/jdk/bin/java"));
        assertThat(program.build()).isEqualTo("0123456789abcdef");
        assertThat(program.options())
                .containsExactly(
                        "-XX:AOTCache=/c.aot",
                        "-Dhauban.cache=/c.aot",
                        "-Dhauban.build=0123456789abcdef",
                        "-Dhauban.launcher=/hauban",
                        "-cp",
                        "a.jar:b.jar");
    }

    @Test
    void without_the_launcher_there_is_no_cache_and_no_name() {
        var program = OwnProgram.running();

        assertThat(program.build()).isEqualTo("unnamed");
        assertThat(program.options()).noneMatch(option -> option.startsWith("-XX:AOTCache"));
        assertThat(program.java()).isExecutable();
    }
}
