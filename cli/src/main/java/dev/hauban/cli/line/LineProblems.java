package dev.hauban.cli.line;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.Optional;

/// What can be wrong with what was typed.
public final class LineProblems {
    /// All codes of this room begin so.
    static final String PREFIX = "line.";

    private LineProblems() {}

    public static Problem unknownCommand(String name, Optional<String> nearest, String otherwise) {
        return problem(
                "unknown-command",
                "hauban has no command \"" + name + "\"",
                nearest.isPresent() ? "Did you mean \"hauban " + nearest.get() + "\"?" : otherwise);
    }

    /// Something that was typed is not as it must be: a service that the stack doesn't have, a moment that is none.
    public static Problem wrongWord(String message, String remedy) {
        return problem("wrong-word", message, remedy);
    }

    static Problem unknownOption(String shown, Optional<String> nearest) {
        return problem(
                "unknown-option",
                "there is no option " + shown,
                nearest.isPresent() ? "Did you mean --" + nearest.get() + "?" : "--help lists the options.");
    }

    static Problem unknownLetter(String shown, String argument) {
        String where = argument.length() == 2 ? "" : " in " + argument;
        return problem("unknown-option", "there is no option " + shown + where, "--help lists the options.");
    }

    static Problem missingValue(String shown, String value) {
        return problem("missing-value", shown + " wants a value", "Write it behind: " + shown + " " + value);
    }

    static Problem wrongValue(String shown, String value, String wanted) {
        return problem("wrong-value", shown + " can't be \"" + value + "\"", "It is " + wanted + ".");
    }

    static Problem words(CommandDescription command, String message) {
        return problem("words", message, "Usage: " + HelpText.usage(command));
    }

    private static Problem problem(String code, String message, String remedy) {
        return Problem.error(PREFIX + code, Actor.AUTHOR, message).remedy(remedy);
    }
}
