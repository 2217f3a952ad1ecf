package dev.hauban.cli.line;

import java.util.List;
import java.util.Optional;

/// One option, described once: reading, help and documentation derive from it.
///
/// @param name its long name without dashes
/// @param letter its short name, if it has one
/// @param value how help names the value, such as `FILE`; empty for a flag
/// @param choices the only values allowed; empty means any
/// @param summary what it does, in half a line
/// @param isHidden whether help leaves it out
public record Option(
        String name,
        Optional<Character> letter,
        Kind kind,
        String value,
        List<String> choices,
        String summary,
        boolean isHidden) {

    /// What an option takes.
    public enum Kind {
        /// Nothing, or `=true` and `=false`.
        FLAG,
        /// One value; the last one counts.
        TEXT,
        /// One value each time; all count.
        LIST,
        /// A whole number; the last one counts.
        NUMBER
    }

    public Option {
        choices = List.copyOf(choices);
    }

    public static Option flag(String name, String summary) {
        return plain(name, Kind.FLAG, "", summary);
    }

    public static Option text(String name, String value, String summary) {
        return plain(name, Kind.TEXT, value, summary);
    }

    public static Option list(String name, String value, String summary) {
        return plain(name, Kind.LIST, value, summary);
    }

    public static Option number(String name, String value, String summary) {
        return plain(name, Kind.NUMBER, value, summary);
    }

    /// A text of which only these are allowed.
    public static Option choice(String name, List<String> choices, String summary) {
        return new Option(name, Optional.empty(), Kind.TEXT, String.join("|", choices), choices, summary, false);
    }

    public Option letter(char newLetter) {
        return new Option(name, Optional.of(newLetter), kind, value, choices, summary, isHidden);
    }

    /// Understood, for those who are used to it, but not offered.
    public Option hidden() {
        return new Option(name, letter, kind, value, choices, summary, true);
    }

    boolean takesValue() {
        return kind != Kind.FLAG;
    }

    private static Option plain(String name, Kind kind, String value, String summary) {
        return new Option(name, Optional.empty(), kind, value, List.of(), summary, false);
    }
}
