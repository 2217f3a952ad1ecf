package dev.hauban.compose.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// What the ends of lines make of a scalar, as go-yaml has it.
///
/// Two things are different from the parser. A block at the end of a file ends with a line break only if there is one.
/// And a line ends, as in YAML 1.1, also at a line or paragraph separator (U+2028, U+2029), which stays in the value:
/// nothing folds it. The parser is shown line feeds in their place, and the few values that have one inside are made
/// here from what is written.
final class LineEnds {
    private static final String END = "(?:\r\n|[\r\n\u0085\u2028\u2029])";
    private static final Pattern ONE = Pattern.compile(END);
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ \t]*+" + END + "(?:[ \t]*+" + END + ")*+[ \t]*+");

    private final String text;
    private final String written;
    private final Offsets offsets;
    private final LoadSettings settings;
    private final boolean isOpen;
    private final boolean isChanged;

    /// @param text what the parser reads
    /// @param written the same with line separators where they stand; equally long
    LineEnds(String text, String written, Offsets offsets, LoadSettings settings) {
        this.text = text;
        this.written = written;
        this.offsets = offsets;
        this.settings = settings;
        this.isOpen = !endOfText(text).isBlank();
        this.isChanged = !written.equals(text);
    }

    /// The last line, if no line break ends it.
    private static String endOfText(String text) {
        return text.substring(1 + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')));
    }

    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /// What the parser is to read of a text: with line feeds for whatever else ends a line.
    static String forParser(String written) {
        String text = written.replace('\u0085', '\n');
        return text.replace('\u2028', '\n').replace('\u2029', '\n');
    }

    String value(ScalarEvent event) {
        boolean isBlock = event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED;
        if (!isChanged && !(isBlock && isOpen)) {
            return event.getValue();
        }
        int start = offsets.of(event.getStartMark().orElseThrow());
        int end = offsets.of(event.getEndMark().orElseThrow());
        if (!isChanged || !hasSeparator(start, end)) {
            boolean isLast = isBlock && isOpen && end == text.length();
            return isLast && event.getValue().endsWith("\n")
                    ? event.getValue().substring(0, event.getValue().length() - 1)
                    : event.getValue();
        }
        String scalar = written.substring(start, end);
        return switch (event.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> folded(scalar, false);
            case SINGLE_QUOTED ->
                folded(scalar.substring(1, scalar.length() - 1), false).replace("''", "'");
            case DOUBLE_QUOTED -> folded(scalar.substring(1, scalar.length() - 1), true);
            case LITERAL -> new Block(scalar, event.getValue()).value(false);
            case FOLDED -> new Block(scalar, event.getValue()).value(true);
        };
    }

    private boolean hasSeparator(int start, int end) {
        for (int i = start; i < end; i++) {
            if (written.charAt(i) != text.charAt(i) && isSeparator(written.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// A scalar outside of blocks: one break between words is a space, of several the first goes. What is not a
    /// line feed stays.
    private String folded(String scalar, boolean hasEscapes) {
        var value = new StringBuilder();
        int done = 0;
        for (Matcher run = BETWEEN_WORDS.matcher(scalar); run.find(); ) {
            boolean isEscaped = hasEscapes && isEscaped(scalar, run.start());
            String words = scalar.substring(done, isEscaped ? run.start() - 1 : run.start());
            value.append(hasEscapes ? unescaped(words) : words);
            List<String> breaks = breaks(run.group());
            String first = breaks.removeFirst();
            if (!isEscaped && isSeparator(first.charAt(0))) {
                value.append(first);
            } else if (!isEscaped && breaks.isEmpty()) {
                value.append(' ');
            }
            value.append(String.join("", breaks));
            done = run.end();
        }
        String rest = scalar.substring(done);
        return value.append(hasEscapes ? unescaped(rest) : rest).toString();
    }

    private static boolean isEscaped(String scalar, int at) {
        int backslashes = 0;
        while (backslashes < at && scalar.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private String unescaped(String words) {
        if (words.indexOf('\\') < 0) {
            return words;
        }
        var parser = new ParserImpl(settings, new StreamReader(settings, "\"" + words + "\""));
        while (parser.hasNext()) {
            if (parser.next() instanceof ScalarEvent scalar) {
                return scalar.getValue();
            }
        }
        throw new IllegalStateException("no scalar between two quotes");
    }

    /// The line breaks in a text, as they are in a value.
    private static List<String> breaks(String text) {
        var breaks = new ArrayList<String>();
        for (Matcher found = ONE.matcher(text); found.find(); ) {
            breaks.add(isSeparator(text.charAt(found.start())) ? found.group() : "\n");
        }
        return breaks;
    }

    /// A scalar behind `|` or `>`, line by line.
    private static final class Block {
        private final List<String> lines = new ArrayList<>();
        private final List<String> breaks;
        private final String header;
        private final int indent;

        Block(String scalar, String parsed) {
            int start = 0;
            for (Matcher found = ONE.matcher(scalar); found.find(); start = found.end()) {
                lines.add(scalar.substring(start, found.start()));
            }
            lines.add(scalar.substring(start));
            breaks = breaks(scalar);
            header = lines.removeFirst();
            breaks.removeFirst();
            indent = indent(parsed);
        }

        /// How far in the parser has found the lines to be.
        private int indent(String parsed) {
            String first = firstWith(lines);
            String inValue = firstWith(parsed.lines().toList());
            return first == null || inValue == null ? 0 : blanks(first) - blanks(inValue);
        }

        private static @Nullable String firstWith(List<String> lines) {
            return lines.stream().filter(line -> !line.isBlank()).findFirst().orElse(null);
        }

        private static int blanks(String line) {
            int blanks = 0;
            while (blanks < line.length() && line.charAt(blanks) == ' ') {
                blanks++;
            }
            return blanks;
        }

        String value(boolean folds) {
            var value = new StringBuilder();
            var between = new StringBuilder();
            String end = "";
            boolean wasIndented = true;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).length() > indent ? lines.get(i).substring(indent) : "";
                String itsEnd = i < breaks.size() ? breaks.get(i) : "";
                if (line.isEmpty()) {
                    between.append(itsEnd);
                    continue;
                }
                boolean isIndented = line.charAt(0) == ' ' || line.charAt(0) == '\t';
                if (!folds || wasIndented || isIndented || !end.equals("\n")) {
                    value.append(end);
                } else if (between.isEmpty()) {
                    value.append(' ');
                }
                value.append(between).append(line);
                between.setLength(0);
                end = itsEnd;
                wasIndented = isIndented;
            }
            boolean keeps = header.indexOf('+') >= 0;
            return value.append(header.indexOf('-') >= 0 ? "" : end)
                    .append(keeps ? between : "")
                    .toString();
        }
    }
}
