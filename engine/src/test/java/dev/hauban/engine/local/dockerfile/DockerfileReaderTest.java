package dev.hauban.engine.local.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.local.dockerfile.Instruction.Form;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerfileReaderTest {
    private static Dockerfile read(String text) {
        return DockerfileReader.read(text, "Dockerfile");
    }

    private static Instruction only(String text) {
        return read("FROM scratch\n" + text).last().instructions().getFirst();
    }

    @Test
    void stages_have_names_and_numbers() {
        Dockerfile file = read("ARG V=20\nFROM node:${V} AS Build\nRUN x\nFROM scratch\nCOPY --from=build /a /b\n");
        assertThat(file.stages()).hasSize(2);
        assertThat(file.stage("build")).contains(file.stages().getFirst());
        assertThat(file.stage("0")).contains(file.stages().getFirst());
        assertThat(file.arguments()).hasSize(1);
    }

    @Test
    void continued_lines_are_one_and_comments_between_them_are_none() {
        Instruction.Run run =
                (Instruction.Run) only("RUN apt-get update \\\n  # why\n\n  && apt-get install -y curl\n");
        assertThat(run.form()).isEqualTo(new Form.Line("apt-get update   && apt-get install -y curl"));
        assertThat(run.place().line()).isEqualTo(2);
    }

    @Test
    void another_escape_character_can_be_chosen() {
        Dockerfile file = read("# escape=`\nFROM scratch\nRUN a `\n b\n");
        assertThat(file.last().instructions()).hasSize(1);
    }

    @Test
    void a_json_array_is_words_and_what_only_looks_like_one_is_a_line() {
        assertThat(((Instruction.Command) only("CMD [\"node\", \"a b\"]")).form())
                .isEqualTo(new Form.Exec(List.of("node", "a b")));
        assertThat(((Instruction.Command) only("CMD ['node']")).form()).isEqualTo(new Form.Line("['node']"));
    }

    @Test
    void environment_comes_in_two_forms() {
        assertThat(((Instruction.Environment) only("ENV A=1 B=\"two words\"")).pairs())
                .containsExactly(new Instruction.Pair("A", "1"), new Instruction.Pair("B", "\"two words\""));
        assertThat(((Instruction.Environment) only("ENV A one two")).pairs())
                .containsExactly(new Instruction.Pair("A", "one two"));
    }

    @Test
    void heredocs_are_scripts_and_files() {
        Instruction.Run run = (Instruction.Run) only("RUN <<EOF\nset -e\necho hi\nEOF\n");
        assertThat(run.form()).isEqualTo(new Form.Line("set -e\necho hi\n"));
        Instruction.Copy copy = (Instruction.Copy) only("COPY <<'EOF' /etc/motd\nhello $X\nEOF\n");
        assertThat(copy.texts()).containsExactly(new Instruction.Text("EOF", "hello $X\n", true));
        assertThat(copy.target()).isEqualTo("/etc/motd");
    }

    @Test
    void a_health_check_has_its_times() {
        Instruction.Health health =
                (Instruction.Health) only("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=5 CMD curl -f x\n");
        assertThat(health.check())
                .isEqualTo(new HealthCheck(
                        new HealthCheck.Test.Shell("curl -f x"),
                        Duration.ofSeconds(90),
                        Duration.ofMillis(500),
                        5,
                        Duration.ZERO,
                        Optional.empty()));
    }

    @Test
    void all_mistakes_are_told_at_once_with_their_lines() {
        assertThatThrownBy(() -> read("FROM scratch\nRUNN x\nCOPY a\nHEALTHCHECK --interval=x CMD y\n"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problems())
                                .extracting(Problem::text)
                                .satisfiesExactly(
                                        first -> assertThat(first)
                                                .startsWith("Dockerfile:2:1: there is no instruction RUNN"),
                                        second -> assertThat(second).startsWith("Dockerfile:3:1: COPY takes"),
                                        third -> assertThat(third).startsWith("Dockerfile:4:1: HEALTHCHECK takes")));
    }

    @Test
    void an_empty_dockerfile_is_a_problem() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("no FROM");
    }
}
