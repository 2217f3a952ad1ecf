package dev.hauban.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
    @Test
    void says_who_has_to_act() {
        assertThat(code("compose.unknown-key", Actor.AUTHOR)).isEqualTo(ExitCode.FILES);
        assertThat(code("line.unknown-option", Actor.AUTHOR)).isEqualTo(ExitCode.USAGE);
        assertThat(code("local.port-taken", Actor.MACHINE)).isEqualTo(ExitCode.MACHINE);
        assertThat(code("local.mirror", Actor.OUTSIDE)).isEqualTo(ExitCode.OUTSIDE);
        assertThat(code("plan.exited", Actor.SERVICE)).isEqualTo(ExitCode.SERVICE_FAILED);
        assertThat(code("plan.unhealthy", Actor.SERVICE)).isEqualTo(ExitCode.SERVICE_UNHEALTHY);
        assertThat(code("operator.torn", Actor.HAUBAN)).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void warnings_are_no_failure_and_degraded_is_one_only_where_it_was_made_one() {
        assertThat(ExitCode.of(List.of(Problem.warning("compose.obsolete", Actor.AUTHOR, "old"))))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(ExitCode.of(List.of(Problem.degraded("local.limits", "no limits"))))
                .isEqualTo(ExitCode.DEGRADED);
    }

    @Test
    void of_several_the_first_who_has_to_act_counts() {
        var problems = List.of(
                Problem.error("plan.exited", Actor.SERVICE, "ended"),
                Problem.error("compose.unknown-key", Actor.AUTHOR, "unknown"));

        assertThat(ExitCode.of(problems)).isEqualTo(ExitCode.FILES);
    }

    @Test
    void no_number_is_given_twice() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }

    @Test
    void the_document_is_this_table() throws Exception {
        String table = Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | `" + code + "` | " + code.meaning() + " |\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("../docs/exit-codes.md"))).contains(table);
    }

    private static ExitCode code(String code, Actor actor) {
        return ExitCode.of(List.of(Problem.error(code, actor, "something")));
    }
}
