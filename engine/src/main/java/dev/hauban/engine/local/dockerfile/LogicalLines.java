package dev.hauban.engine.local.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Joins continued lines, drops comments, and takes heredocs along with the instruction that begins them.
final class LogicalLines {
    private static final Pattern HEREDOC = Pattern.compile("<<-?([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\1");
    private static final Pattern ESCAPE = Pattern.compile("#\\s*escape\\s*=\\s*(\\S)\\s*", Pattern.CASE_INSENSITIVE);

    private final List<String> lines;
    private final char escape;
    private int next;

    private LogicalLines(List<String> lines, char escape) {
        this.lines = lines;
        this.escape = escape;
    }

    /// @param number of its first line, from 1
    /// @param texts the heredocs that it begins, in order
    record Line(int number, String text, List<Instruction.Text> texts) {}

    static List<Line> of(String text) {
        List<String> lines = text.lines().toList();
        char escape = '\\';
        for (String line : lines) {
            Matcher directive = ESCAPE.matcher(line.strip());
            if (directive.matches()) {
                escape = directive.group(1).charAt(0);
            }
            if (!line.strip().startsWith("#")) {
                break;
            }
        }
        return new LogicalLines(lines, escape).all();
    }

    private List<Line> all() {
        List<Line> found = new ArrayList<>();
        while (next < lines.size()) {
            int number = next + 1;
            String text = joined();
            if (!text.isBlank()) {
                found.add(new Line(number, text.strip(), heredocs(text)));
            }
        }
        return found;
    }

    private String joined() {
        var text = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next++);
            boolean isSkipped = isComment(line) || (!text.isEmpty() && line.isBlank());
            if (isSkipped && text.isEmpty()) {
                return "";
            }
            if (isSkipped) {
                continue;
            }
            String trimmed = line.stripTrailing();
            if (!trimmed.endsWith(String.valueOf(escape))) {
                text.append(line);
                return text.toString();
            }
            text.append(trimmed, 0, trimmed.length() - 1);
        }
        return text.toString();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    private List<Instruction.Text> heredocs(String text) {
        String keyword = text.strip().split("\\s", 2)[0].toUpperCase(java.util.Locale.ROOT);
        if (!List.of("RUN", "COPY", "ADD").contains(keyword)) {
            return List.of();
        }
        List<Instruction.Text> texts = new ArrayList<>();
        Matcher begin = HEREDOC.matcher(text);
        while (begin.find()) {
            boolean isIndented = text.startsWith("<<-", begin.start());
            texts.add(new Instruction.Text(
                    begin.group(2),
                    content(begin.group(2), isIndented),
                    !begin.group(1).isEmpty()));
        }
        return texts;
    }

    private String content(String end, boolean isIndented) {
        var content = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next++);
            String bare = isIndented ? line.replaceFirst("^\t+", "") : line;
            if (bare.equals(end)) {
                break;
            }
            content.append(bare).append('\n');
        }
        return content.toString();
    }
}
