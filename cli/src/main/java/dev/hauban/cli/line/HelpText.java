package dev.hauban.cli.line;

import java.util.ArrayList;
import java.util.List;

/// Writes help from descriptions.
public final class HelpText {
    private static final int SUMMARY_COLUMN = 32;

    private HelpText() {}

    /// What `hauban COMMAND --help` says.
    public static String of(CommandDescription command) {
        var text = new StringBuilder();
        text.append("Usage:  ").append(usage(command)).append("\n\n");
        text.append(command.summary()).append(".\n");
        section(text, "", command.details());
        section(text, "Options:", optionLines(command.options()));
        section(text, "Examples:", indented(command.examples()));
        section(text, "Exit codes:", exitLines(command.exits()));
        text.append("\n\"hauban --help\" lists the options of every command.\n");
        return text.toString();
    }

    /// What `hauban --help` says.
    public static String overview(List<CommandDescription> commands, List<Option> common) {
        var text = new StringBuilder("Usage:  hauban [OPTIONS] COMMAND\n\n"
                + "Runs a whole stack from the compose.yaml that is there already.\n");
        var lines = new ArrayList<String>();
        for (CommandDescription command : commands) {
            lines.add(aligned("  " + command.name(), command.summary(), 20));
        }
        section(text, "Commands:", lines);
        section(text, "Options of every command:", optionLines(common));
        text.append("\n\"hauban COMMAND --help\" tells more, exit codes included.\n");
        return text.toString();
    }

    public static String usage(CommandDescription command) {
        String options = command.options().isEmpty() ? "" : " [OPTIONS]";
        String words =
                command.words().usage().isEmpty() ? "" : " " + command.words().usage();
        return "hauban " + command.name() + options + words;
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append('\n');
        if (!title.isEmpty()) {
            text.append(title).append('\n');
        }
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }

    private static List<String> indented(List<String> lines) {
        var indented = new ArrayList<String>();
        for (String line : lines) {
            indented.add("  " + line);
        }
        return indented;
    }

    private static List<String> optionLines(List<Option> options) {
        var lines = new ArrayList<String>();
        for (Option option : options) {
            if (!option.isHidden()) {
                String letter =
                        option.letter().isPresent() ? "-" + option.letter().get() + ", " : "    ";
                String value = option.value().isEmpty() ? "" : " " + option.value();
                lines.add(aligned("  " + letter + "--" + option.name() + value, option.summary(), SUMMARY_COLUMN));
            }
        }
        return lines;
    }

    private static List<String> exitLines(List<ExitCode> exits) {
        var lines = new ArrayList<String>();
        lines.add(exitLine(ExitCode.SUCCESS));
        for (ExitCode code : ExitCode.values()) {
            boolean always = code == ExitCode.DEFECT || code == ExitCode.USAGE;
            if (always || exits.contains(code)) {
                lines.add(exitLine(code));
            }
        }
        return lines;
    }

    private static String exitLine(ExitCode code) {
        return aligned("  " + code.number(), code.meaning(), 7);
    }

    private static String aligned(String left, String right, int column) {
        if (left.length() >= column - 1) {
            return left + "\n" + " ".repeat(column) + right;
        }
        return left + " ".repeat(column - left.length()) + right;
    }
}
