package dev.hauban.engine.local.rewrite;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Container paths and where they lie on the host. The longest that fits counts.
final class Paths {
    private final List<Map.Entry<String, String>> longestFirst;

    Paths(Map<String, String> hostByContainerPath) {
        longestFirst = hostByContainerPath.entrySet().stream()
                .filter(entry -> entry.getKey().length() > 1)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
                .toList();
    }

    String replaced(String text) {
        if (text.indexOf('/') < 0) {
            return text;
        }
        var result = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            Map.Entry<String, String> found = text.charAt(at) == '/' && canBegin(text, at) ? at(text, at) : null;
            if (found == null) {
                result.append(text.charAt(at));
                at++;
            } else {
                result.append(found.getValue());
                at += found.getKey().length();
            }
        }
        return result.toString();
    }

    private Map.@org.jspecify.annotations.Nullable Entry<String, String> at(String text, int at) {
        for (Map.Entry<String, String> entry : longestFirst) {
            if (text.startsWith(entry.getKey(), at)
                    && canEnd(text, at + entry.getKey().length())) {
                return entry;
            }
        }
        return null;
    }

    /// `/data` is no path of its own in `/var/data`, `web/data`, `http://web:80/data` or `$HOME/data`. It is one in
    /// `file:///data`.
    private static boolean canBegin(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (before == '/') {
            return at >= 3 && text.startsWith("://", at - 3);
        }
        return !Character.isLetterOrDigit(before) && "_.-~}]*?%@".indexOf(before) < 0;
    }

    private static boolean canEnd(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        char next = text.charAt(end);
        return !Character.isLetterOrDigit(next) && "_.-~".indexOf(next) < 0
                // The full stop that ends a sentence, or `/data.` before a space.
                || next == '.' && (end + 1 == text.length() || Character.isWhitespace(text.charAt(end + 1)));
    }
}
