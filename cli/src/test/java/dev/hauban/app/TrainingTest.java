package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {
    /// A lesson that fails teaches how to fail, and whatever comes after is loaded anew by every command.
    @Test
    @Timeout(60)
    void every_lesson_on_docker_ends_well(@TempDir Path folder) throws IOException {
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        var environment = Map.of("HOME", folder.toString(), "HAUBAN_STATE_DIR", folder + "/state");

        var codes = Training.onDocker(
                new Surroundings(environment, folder, stream, stream, InstantSource.system(), new UnixTerminal()));

        assertThat(codes).as(said.toString(StandardCharsets.UTF_8)).isNotEmpty().containsOnly(0);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("tool-1  created")
                .contains("tool-1  recreated")
                .contains("127.0.0.1:8081->81/tcp")
                .contains("a line")
                .contains("tool-1  removed");
    }

    /// What can't be taken down is left behind by every build: a process that holds its networks, its files.
    @Test
    @Timeout(120)
    void every_lesson_with_an_operator_ends_well(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "services run as processes of Linux only");
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        var environment = Map.of(
                "HOME",
                folder.toString(),
                "PATH",
                System.getenv("PATH"),
                "HAUBAN_ENGINE",
                "local",
                "HAUBAN_STATE_DIR",
                folder + "/state",
                "HAUBAN_RUNTIME_DIR",
                folder + "/run");

        var codes = Training.asOperator(
                new Surroundings(environment, folder, stream, stream, InstantSource.system(), new UnixTerminal()));

        assertThat(codes).as(said.toString(StandardCharsets.UTF_8)).isNotEmpty().containsOnly(0);
        assertThat(folder.resolve(".hauban/small/local/networks")).isEmptyDirectory();
        assertThat(folder.resolve(".hauban/small/local/instances")).isEmptyDirectory();
    }
}
