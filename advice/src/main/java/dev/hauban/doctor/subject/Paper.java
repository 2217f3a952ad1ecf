package dev.hauban.doctor.subject;

import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of text.
///
/// @param name as it stands in a [Place]
/// @param path absolute
public record Paper(Kind kind, String name, String path, String text) {
    /// What it is to the project.
    public enum Kind {
        COMPOSE,
        /// `.env`, and what env_file names.
        VARIABLES,
        DOCKERFILE,
        /// Settings that a service has mounted.
        SETTINGS,
        /// What people and pipelines type: shell scripts, a Makefile, package.json.
        SCRIPT,
        /// Objects of Kubernetes.
        MANIFEST,
        /// `.gitignore`.
        IGNORED
    }

    /// Without their ends.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (String line : text.split("\n", -1)) {
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return lines;
    }

    public String line(int number) {
        List<String> lines = lines();
        return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
    }

    public Place place(int line, int column) {
        return new Place(name, line, column);
    }

    /// Where a place is in the text; -1 if the text has no such place.
    public int offset(Place place) {
        int offset = 0;
        for (int line = 1; line < place.line(); line++) {
            int end = text.indexOf('\n', offset);
            if (end < 0) {
                return -1;
            }
            offset = end + 1;
        }
        int end = text.indexOf('\n', offset);
        int length = (end < 0 ? text.length() : end) - offset;
        String line = text.substring(offset, offset + length);
        if (place.column() - 1 > line.codePointCount(0, length)) {
            return -1;
        }
        return offset + line.offsetByCodePoints(0, place.column() - 1);
    }

    /// The single value that is written at a place, with its quotes; empty if it goes over several lines, or nothing
    /// plain stands there.
    public Optional<String> scalar(Place place) {
        int start = offset(place);
        if (start < 0 || start >= text.length()) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', start);
        String rest = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
        if (rest.isEmpty() || "&*!|>{[".indexOf(rest.charAt(0)) >= 0) {
            return Optional.empty();
        }
        char first = rest.charAt(0);
        if (first == '"' || first == '\'') {
            int close = rest.indexOf(first, 1);
            boolean isEscaped = rest.indexOf('\\') >= 0 || close > 0 && rest.startsWith("'", close + 1);
            return close < 0 || isEscaped ? Optional.empty() : Optional.of(rest.substring(0, close + 1));
        }
        int remark = rest.indexOf(" #");
        String plain = (remark < 0 ? rest : rest.substring(0, remark)).stripTrailing();
        String before = text.substring(0, start).stripTrailing();
        if (before.endsWith("[") || before.endsWith(",")) {
            // In brackets, a comma or a bracket ends it.
            plain = plain.split("[,\\]}]", 2)[0].stripTrailing();
        }
        return plain.matches("[^,\\[\\]{}]+|[^\\[\\]]*\\$\\{[^\\[\\]]*") ? Optional.of(plain) : Optional.empty();
    }

    /// Where a word stands below a key, at or behind an inner key.
    public Optional<Place> find(Place key, String inner, String word) {
        List<String> lines = lines();
        int outer = indent(line(key.line()));
        var wanted = Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w.-])");
        boolean isInside = false;
        for (int number = key.line() + 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank() && !line.strip().startsWith("#") && indent(line) <= outer) {
                break;
            }
            int from = 0;
            if (line.strip().startsWith(inner + ":")) {
                isInside = true;
                from = line.indexOf(inner) + inner.length();
            }
            Matcher found = wanted.matcher(line);
            if (isInside && found.find(from)) {
                return Optional.of(place(number, line.codePointCount(0, found.start()) + 1));
            }
        }
        return Optional.empty();
    }

    /// Where lines of a block can be added behind what is below a key in block style.
    ///
    /// @param indent that of the keys in the block
    /// @param at where the text is to be put in
    public record Block(String indent, Place at) {}

    /// The block below a key; empty where it is written in another style.
    public Optional<Block> block(Place key) {
        List<String> lines = lines();
        String line = line(key.line());
        if (!line.strip().matches("[^#\\[\\]{}&*]+:(\\s*#.*)?")) {
            return Optional.empty();
        }
        int outer = indent(line);
        int last = key.line();
        String inner = "";
        for (int number = key.line() + 1; number <= lines.size(); number++) {
            String below = lines.get(number - 1);
            if (below.isBlank() || below.strip().startsWith("#")) {
                continue;
            }
            if (indent(below) <= outer) {
                break;
            }
            if (inner.isEmpty()) {
                inner = below.substring(0, indent(below));
            }
            last = number;
        }
        return inner.isEmpty() || last >= lines.size() || inner.indexOf('\t') >= 0
                ? Optional.empty()
                : Optional.of(new Block(inner, place(last + 1, 1)));
    }

    /// The numbers of the lines for which a test is true, from 1.
    public List<Integer> linesWith(java.util.function.Predicate<String> test) {
        List<String> lines = lines();
        var found = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (test.test(lines.get(i))) {
                found.add(i + 1);
            }
        }
        return found;
    }

    static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
