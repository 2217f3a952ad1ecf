package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/// The options that every command understands, before and after its name.
///
/// @param engine what `--engine` says; the environment and the stack are asked otherwise
public record CommonOptions(
        Source source, Optional<String> engine, Progress progress, boolean color, boolean strict, boolean dryRun) {

    /// Where the stack is written, and how much of it is wanted.
    ///
    /// @param hasAllResources also networks, volumes, configs and secrets that no service uses
    public record Source(
            List<String> files,
            Optional<String> projectName,
            Optional<String> directory,
            List<String> profiles,
            List<String> environmentFiles,
            boolean hasAllResources) {
        public Source {
            files = List.copyOf(files);
            profiles = List.copyOf(profiles);
            environmentFiles = List.copyOf(environmentFiles);
        }
    }

    /// How it is told what happens.
    public enum Progress {
        /// A live table on a terminal, lines in a pipe.
        AUTO,
        TTY,
        PLAIN,
        JSON,
        QUIET
    }

    private static final List<String> PROGRESSES = List.of("auto", "tty", "plain", "json", "quiet");

    static List<Option> described() {
        return List.of(
                Option.list("file", "FILE", "A Compose file; several are merged")
                        .letter('f'),
                Option.text("project-name", "NAME", "Instead of the file's or the folder's name")
                        .letter('p'),
                Option.text("project-directory", "FOLDER", "Where relative paths begin"),
                Option.list("profile", "NAME", "Switch a profile on"),
                Option.list("env-file", "FILE", "Variables, instead of .env"),
                Option.flag("all-resources", "Networks, volumes, configs and secrets also where nobody uses them"),
                Option.choice("engine", List.of("local", "docker", "kubernetes"), "What runs the services"),
                Option.choice("progress", PROGRESSES, "How progress is told (also: COMPOSE_PROGRESS)"),
                Option.flag("no-color", "No colors (also: NO_COLOR=1)"),
                Option.choice("ansi", List.of("never", "always", "auto"), "As in Docker Compose")
                        .hidden(),
                Option.flag("strict", "What can't be had here in full is an error"),
                Option.flag("dry-run", "Say what would be done, and why; do nothing"),
                Option.flag("verbose", "Show what lay behind a problem"),
                Option.flag("help", "Tell about a command").letter('h'),
                Option.flag("version", "Tell the version").letter('v'));
    }

    static CommonOptions of(CommandLine line, Surroundings surroundings) {
        boolean plain = line.has("no-color")
                || !surroundings.variable("NO_COLOR").isEmpty()
                || surroundings.variable("TERM").equals("dumb")
                || line.text("ansi").orElse("").equals("never");
        Optional<String> engine = line.text("engine");
        String variable = surroundings.variable("HAUBAN_ENGINE");
        return new CommonOptions(
                new Source(
                        line.texts("file"),
                        line.text("project-name"),
                        line.text("project-directory"),
                        line.texts("profile"),
                        line.texts("env-file"),
                        line.has("all-resources")),
                engine.isPresent() || variable.isEmpty() ? engine : Optional.of(variable),
                progress(line.text("progress").orElseGet(() -> fromVariable(surroundings))),
                !plain,
                line.has("strict"),
                line.has("dry-run"));
    }

    private static String fromVariable(Surroundings surroundings) {
        String word = surroundings.variable("COMPOSE_PROGRESS");
        if (!word.isEmpty() && !PROGRESSES.contains(word)) {
            throw new ProblemException(LineProblems.wrongWord(
                    "COMPOSE_PROGRESS can't be \"" + word + "\"",
                    "It is one of: " + String.join(", ", PROGRESSES) + "; or unset it."));
        }
        return word;
    }

    private static Progress progress(String text) {
        return switch (text) {
            case "tty" -> Progress.TTY;
            case "plain" -> Progress.PLAIN;
            case "json" -> Progress.JSON;
            case "quiet" -> Progress.QUIET;
            default -> Progress.AUTO;
        };
    }
}
