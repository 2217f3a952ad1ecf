package dev.hauban.json;

import java.util.Iterator;
import java.util.Map;

/// How JSON is written.
///
/// `asGo` writes as Go's `encoding/json` does, and so as Docker Compose's `config --format json`: `<`, `>`
/// and `&` are escaped, so that the text may stand inside a page.
public record JsonStyle(String indentation, boolean htmlSafe) {
    public static final JsonStyle COMPACT = new JsonStyle("", false);
    public static final JsonStyle PRETTY = new JsonStyle("  ", false);
    /// As PRETTY, and wider.
    public static final JsonStyle WIDE = new JsonStyle("    ", false);

    private static final String HEX = "0123456789abcdef";

    public JsonStyle asGo() {
        return new JsonStyle(indentation, true);
    }

    public String write(Json json) {
        var text = new StringBuilder(256);
        write(json, 0, text);
        return text.toString();
    }

    private void write(Json json, int depth, StringBuilder text) {
        switch (json) {
            case Json.Text(String value) -> quote(value, text);
            case Json.Number(String literal) -> text.append(literal);
            case Json.Bool(boolean value) -> text.append(value);
            case Json.Null _ -> text.append("null");
            case Json.Array array -> write(array, depth, text);
            case Json.Members members -> write(members, depth, text);
        }
    }

    private void write(Json.Array array, int depth, StringBuilder text) {
        Iterator<Json> values = array.values().iterator();
        text.append('[');
        while (values.hasNext()) {
            newLine(depth + 1, text);
            write(values.next(), depth + 1, text);
            closeLine(values.hasNext(), depth, text);
        }
        text.append(']');
    }

    private void write(Json.Members members, int depth, StringBuilder text) {
        Iterator<Map.Entry<String, Json>> entries = members.values().entrySet().iterator();
        text.append('{');
        while (entries.hasNext()) {
            Map.Entry<String, Json> entry = entries.next();
            newLine(depth + 1, text);
            quote(entry.getKey(), text);
            text.append(isIndented() ? ": " : ":");
            write(entry.getValue(), depth + 1, text);
            closeLine(entries.hasNext(), depth, text);
        }
        text.append('}');
    }

    private void closeLine(boolean more, int depth, StringBuilder text) {
        if (more) {
            text.append(',');
        } else {
            newLine(depth, text);
        }
    }

    private void newLine(int depth, StringBuilder text) {
        if (isIndented()) {
            text.append('\n').repeat(indentation, depth);
        }
    }

    private boolean isIndented() {
        return !indentation.isEmpty();
    }

    private void quote(String value, StringBuilder text) {
        text.append('"');
        int plain = 0;
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (Character.isHighSurrogate(character)
                    && at + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(at + 1))) {
                at++;
            } else if (needsEscape(character)) {
                text.append(value, plain, at);
                escape(character, text);
                plain = at + 1;
            }
        }
        text.append(value, plain, value.length()).append('"');
    }

    private boolean needsEscape(char character) {
        return switch (character) {
            case '"', '\\', '\u2028', '\u2029' -> true;
            case '<', '>', '&' -> htmlSafe;
            default -> character < ' ' || Character.isSurrogate(character);
        };
    }

    private static void escape(char character, StringBuilder text) {
        switch (character) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                // Half a pair stands for no character; Go writes the sign for that, and a reader would refuse the half.
                char written = Character.isSurrogate(character) ? '\uFFFD' : character;
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(written >> shift & 0xF));
                }
            }
        }
    }
}
