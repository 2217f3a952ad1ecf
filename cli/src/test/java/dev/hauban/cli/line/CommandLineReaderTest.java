package dev.hauban.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineReaderTest {
    private static final List<Option> COMMON = List.of(
            Option.list("file", "FILE", "").letter('f'),
            Option.text("project-name", "NAME", "").letter('p'),
            Option.flag("help", "").letter('h'),
            Option.flag("verbose", ""));
    private static final CommandDescription LOGS = CommandDescription.of("logs", "Show")
            .words(CommandDescription.Words.any("[SERVICE...]"))
            .options(
                    Option.flag("follow", "").letter('f'),
                    Option.flag("timestamps", "").letter('t'),
                    Option.number("index", "N", ""),
                    Option.choice("format", List.of("table", "json"), ""),
                    Option.text("tail", "N", "").letter('n'));
    private static final CommandDescription EXEC = CommandDescription.of("exec", "Run")
            .words(CommandDescription.Words.foreign(2, "SERVICE COMMAND [ARGS...]"))
            .options(
                    Option.flag("detach", "").letter('d'),
                    Option.flag("interactive", "").letter('i'),
                    Option.list("env", "NAME=VALUE", "").letter('e'));

    @Test
    void common_options_stand_before_and_behind_the_name() {
        CommandLine line = read(LOGS, "-f", "a.yaml", "--file=b.yaml", "logs", "-p", "shop", "web", "--verbose");

        assertThat(line.problems()).isEmpty();
        assertThat(line.texts("file")).containsExactly("a.yaml", "b.yaml");
        assertThat(line.text("project-name")).contains("shop");
        assertThat(line.has("verbose")).isTrue();
        assertThat(line.words()).containsExactly("web");
    }

    @Test
    void a_letter_behind_the_name_is_the_commands_own() {
        CommandLine line = read(LOGS, "-f", "a.yaml", "logs", "-f");

        assertThat(line.texts("file")).containsExactly("a.yaml");
        assertThat(line.has("follow")).isTrue();
    }

    @Test
    void letters_cluster_and_the_last_may_carry_its_value() {
        assertThat(read(LOGS, "logs", "-ftn5").text("tail")).contains("5");
        assertThat(read(LOGS, "logs", "-ftn=5").text("tail")).contains("5");
        assertThat(read(LOGS, "logs", "-ft", "-n", "5").has("timestamps")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--follow=false", "--follow=0", "--follow=F", "-f=false"})
    void a_flag_can_be_switched_off(String argument) {
        CommandLine line = read(LOGS, "logs", "--follow", argument);

        assertThat(line.has("follow")).isFalse();
        assertThat(line.says("follow")).isTrue();
    }

    @Test
    void a_lone_dash_is_a_word_and_two_dashes_end_the_options() {
        assertThat(read(LOGS, "logs", "-", "--", "--follow").words()).containsExactly("-", "--follow");
    }

    @Test
    void a_foreign_command_keeps_its_options() {
        CommandLine line = read(EXEC, "exec", "-di", "-e", "A=1", "-eB=2", "web", "ls", "-l", "--help", "--", "x");

        assertThat(line.has("help")).isFalse();
        assertThat(line.has("detach")).isTrue();
        assertThat(line.texts("env")).containsExactly("A=1", "B=2");
        assertThat(line.words()).containsExactly("web", "ls", "-l", "--help", "--", "x");
    }

    @Test
    void all_mistakes_are_told_at_once_with_the_nearest_known_name() {
        CommandLine line = read(LOGS, "logs", "--folow", "--index", "two", "--format", "xml", "-x", "--tail");

        assertThat(line.problems())
                .extracting(Problem::text)
                .containsExactly(
                        "there is no option --folow\n  Did you mean --follow?",
                        "--index can't be \"two\"\n  It is a whole number.",
                        "--format can't be \"xml\"\n  It is one of: table, json.",
                        "there is no option -x\n  --help lists the options.",
                        "--tail wants a value\n  Write it behind: --tail N");
        assertThat(ExitCode.of(line.problems())).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void too_few_and_too_many_words_are_told_with_the_usage() {
        assertThat(read(EXEC, "exec", "web").problems())
                .extracting(Problem::text)
                .containsExactly("\"hauban exec\" wants SERVICE COMMAND [ARGS...]\n"
                        + "  Usage: hauban exec [OPTIONS] SERVICE COMMAND [ARGS...]");
        assertThat(read(CommandDescription.of("version", ""), "version", "now").problems())
                .extracting(Problem::message)
                .containsExactly("\"hauban version\" takes no \"now\" behind it");
    }

    @Test
    void help_needs_no_words() {
        assertThat(read(EXEC, "exec", "--help").problems()).isEmpty();
    }

    @Test
    void a_command_that_asks_for_an_option_it_never_described_is_a_defect() {
        CommandLine line = read(LOGS, "logs");

        assertThatThrownBy(() -> line.has("folow")).isInstanceOf(DefectException.class);
    }

    private static CommandLine read(CommandDescription command, String... arguments) {
        return new CommandLineReader(COMMON, List.of(arguments)).whole(command, 1);
    }
}
