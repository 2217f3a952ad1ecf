package dev.hauban.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A settings file as its lines, so that everything which isn't changed stays as it was written.
record SettingsText(List<Line> lines) {
    private static final Pattern SETTING =
            Pattern.compile("(\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*)(.*)");

    SettingsText {
        lines = List.copyOf(lines);
    }

    /// One line of the file.
    sealed interface Line {
        String text();

        /// Blank, or a comment, or something that we don't understand.
        record Other(String text) implements Line {
            boolean isComment() {
                return text.stripLeading().startsWith("#");
            }
        }

        /// `NAME=value # remark`.
        ///
        /// @param front up to the value
        /// @param value without its quotes
        /// @param back the remark with the space before it
        record Setting(String text, String front, String name, String value, String back) implements Line {
            Setting with(String newValue) {
                return new Setting(front + newValue + back, front, name, newValue, back);
            }
        }
    }

    static SettingsText of(String text) {
        var lines = new ArrayList<Line>();
        for (String line : text.split("\n", -1)) {
            Matcher setting = SETTING.matcher(line);
            lines.add(setting.matches() ? setting(line, setting) : new Line.Other(line));
        }
        return new SettingsText(lines);
    }

    String text() {
        var text = new StringBuilder();
        for (int at = 0; at < lines.size(); at++) {
            text.append(at == 0 ? "" : "\n").append(lines.get(at).text());
        }
        return text.toString();
    }

    Optional<Line.Setting> setting(String name) {
        for (Line line : lines) {
            if (line instanceof Line.Setting setting && setting.name().equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /// The comments that stand right above a line, in their order.
    List<String> remarksAbove(int index) {
        var remarks = new ArrayList<String>();
        for (int at = index - 1; at >= 0; at--) {
            if (!(lines.get(at) instanceof Line.Other other) || !other.isComment()) {
                break;
            }
            remarks.addFirst(other.text());
        }
        return remarks;
    }

    private static Line.Setting setting(String line, Matcher parts) {
        String rest = parts.group(3);
        int end = endOfValue(rest);
        String value = rest.substring(0, end);
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        String plain = quoted ? value.substring(1, value.length() - 1) : value;
        return new Line.Setting(line, parts.group(1), parts.group(2), plain, rest.substring(end));
    }

    private static int endOfValue(String rest) {
        if (rest.startsWith("\"") || rest.startsWith("'")) {
            int closing = closing(rest);
            if (closing > 0) {
                return closing + 1;
            }
        }
        int end = rest.startsWith("#") ? 0 : rest.indexOf(" #");
        String value = end < 0 ? rest : rest.substring(0, end);
        return value.stripTrailing().length();
    }

    /// Where the quote ends that the text begins with; negative if it doesn't. Between double ones, a backslash
    /// takes the meaning of what follows.
    static int closing(String rest) {
        char quote = rest.charAt(0);
        for (int at = 1; at < rest.length(); at++) {
            if (quote == '"' && rest.charAt(at) == '\\') {
                at++;
            } else if (rest.charAt(at) == quote) {
                return at;
            }
        }
        return -1;
    }
}
