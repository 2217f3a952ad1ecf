package dev.hauban.cli.line;

import java.util.List;

/// A command in words: what may be typed, what it does, how it may end.
///
/// @param name such as `up`, or `operator status`
/// @param summary one line, without a full stop
/// @param details more for its help, a line each; may be empty
/// @param words what may stand behind the options
/// @param options its own; those of every command are not among them
/// @param exits how it may end, besides being mistyped
/// @param examples whole lines as they are typed
public record CommandDescription(
        String name,
        String summary,
        List<String> details,
        Words words,
        List<Option> options,
        List<ExitCode> exits,
        List<String> examples) {
    public CommandDescription {
        details = List.copyOf(details);
        options = List.copyOf(options);
        exits = List.copyOf(exits);
        examples = List.copyOf(examples);
    }

    public static CommandDescription of(String name, String summary) {
        return new CommandDescription(name, summary, List.of(), Words.none(), List.of(), List.of(), List.of());
    }

    public CommandDescription details(String... newDetails) {
        return new CommandDescription(name, summary, List.of(newDetails), words, options, exits, examples);
    }

    public CommandDescription words(Words newWords) {
        return new CommandDescription(name, summary, details, newWords, options, exits, examples);
    }

    public CommandDescription options(Option... newOptions) {
        return new CommandDescription(name, summary, details, words, List.of(newOptions), exits, examples);
    }

    public CommandDescription exits(ExitCode... newExits) {
        return new CommandDescription(name, summary, details, words, options, List.of(newExits), examples);
    }

    public CommandDescription examples(String... newExamples) {
        return new CommandDescription(name, summary, details, words, options, exits, List.of(newExamples));
    }

    /// What may stand behind the options.
    ///
    /// @param usage how help writes it, such as `[SERVICE...]`
    /// @param most -1 is without limit
    /// @param endOptions whether everything from the first word on is a word, as in `exec web ls -l`
    public record Words(String usage, int least, int most, boolean endOptions) {
        public static Words none() {
            return new Words("", 0, 0, false);
        }

        public static Words any(String usage) {
            return new Words(usage, 0, -1, false);
        }

        public static Words atLeast(int least, String usage) {
            return new Words(usage, least, -1, false);
        }

        /// A command for somebody else: its options are not ours.
        public static Words foreign(int least, String usage) {
            return new Words(usage, least, -1, true);
        }
    }
}
