package dev.hauban.cli.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what was typed, as people type it to `docker compose`: options of every command before and after the command's
/// name, clusters of letters (`-dit`), `--name=value`, `--flag=false`, `--` before words that look like options.
///
/// Where a command has an option of its own with the letter of a common one (`logs -f`), its own counts behind its
/// name.
public final class CommandLineReader {
    private final List<Option> common;
    private final List<String> arguments;

    public CommandLineReader(List<Option> common, List<String> arguments) {
        this.common = List.copyOf(common);
        this.arguments = List.copyOf(arguments);
    }

    /// Options in front, and the words that follow: the name of the command first. What follows the name is still as it
    /// was typed.
    public CommandLine front() {
        return new OptionScan(common, true).read(arguments);
    }

    /// The whole line, for the command whose name takes `nameLength` words.
    public CommandLine whole(CommandDescription command, int nameLength) {
        CommandLine front = front();
        var all = new ArrayList<>(command.options());
        all.addAll(common);
        List<String> rest = front.words().subList(nameLength, front.words().size());
        CommandLine line = new OptionScan(all, command.words().endOptions()).read(rest);
        CommandLine whole = line.after(front);
        return whole.has("help") ? whole : checked(whole, command);
    }

    private static CommandLine checked(CommandLine line, CommandDescription command) {
        Optional<String> mistake = mistakeInWords(command, line.words());
        return mistake.isPresent() ? line.with(LineProblems.words(command, mistake.get())) : line;
    }

    private static Optional<String> mistakeInWords(CommandDescription command, List<String> typed) {
        CommandDescription.Words words = command.words();
        if (typed.size() < words.least()) {
            return Optional.of("\"hauban " + command.name() + "\" wants " + words.usage());
        }
        if (words.most() >= 0 && typed.size() > words.most()) {
            return Optional.of(
                    "\"hauban " + command.name() + "\" takes no \"" + typed.get(words.most()) + "\" behind it");
        }
        return Optional.empty();
    }
}
