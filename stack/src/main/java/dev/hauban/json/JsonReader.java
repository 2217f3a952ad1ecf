package dev.hauban.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON value and refuses everything that RFC 8259 does not allow. Refused on top of that:
/// names that are there twice, escapes of half a surrogate pair, and nesting that no honest text has.
public final class JsonReader {
    /// Deep enough for any text that is meant, shallow enough for any thread's stack.
    private static final int DEEPEST = 256;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The one value that the text holds.
    public static Json read(String text) throws MalformedJson {
        var reader = new JsonReader(text);
        Json value = reader.value();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.malformed("the value ends here, but more text follows");
        }
        return value;
    }

    /// The one object that the text holds; most files and messages are one.
    public static Json.Members readObject(String text) throws MalformedJson {
        if (read(text) instanceof Json.Members members) {
            return members;
        }
        throw MalformedJson.shape("an object is expected");
    }

    private Json value() throws MalformedJson {
        skipSpace();
        if (at == text.length()) {
            throw malformed("the text ends where a value is expected");
        }
        return switch (text.charAt(at)) {
            case '{' -> nested('{');
            case '[' -> nested('[');
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json nested(char opening) throws MalformedJson {
        if (++depth > DEEPEST) {
            throw malformed("nested more than " + DEEPEST + " levels deep");
        }
        at++;
        Json value = opening == '{' ? members() : array();
        depth--;
        return value;
    }

    private Json members() throws MalformedJson {
        Map<String, Json> values = new LinkedHashMap<>();
        if (skipped('}')) {
            return new Json.Members(values);
        }
        do {
            skipSpace();
            int start = at;
            String name = string();
            if (!skipped(':')) {
                throw malformed("\":\" is expected after the name");
            }
            if (values.put(name, value()) != null) {
                throw malformed(start, "the name \"" + name + "\" is there twice");
            }
        } while (skipped(','));
        if (!skipped('}')) {
            throw malformed("\",\" or \"}\" is expected");
        }
        return new Json.Members(values);
    }

    private Json array() throws MalformedJson {
        List<Json> values = new ArrayList<>();
        if (skipped(']')) {
            return new Json.Array(values);
        }
        do {
            values.add(value());
        } while (skipped(','));
        if (!skipped(']')) {
            throw malformed("\",\" or \"]\" is expected");
        }
        return new Json.Array(values);
    }

    private Json word(String word, Json meaning) throws MalformedJson {
        if (!text.startsWith(word, at)) {
            throw malformed("a value is expected");
        }
        at += word.length();
        return meaning;
    }

    private Json number() throws MalformedJson {
        int end = NumberSyntax.end(text, at);
        if (end < 0) {
            throw malformed("a value is expected");
        }
        String literal = text.substring(at, end);
        at = end;
        return new Json.Number(literal);
    }

    private String string() throws MalformedJson {
        if (at == text.length() || text.charAt(at) != '"') {
            throw malformed("a string in double quotes is expected");
        }
        int start = ++at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        return stringWithEscapes(new StringBuilder(text.substring(start, at)));
    }

    private String stringWithEscapes(StringBuilder value) throws MalformedJson {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '"') {
                at++;
                return value.toString();
            }
            if (character == '\\') {
                escape(value);
            } else if (character < ' ') {
                throw malformed("a control character inside a string must be escaped");
            } else {
                value.append(character);
                at++;
            }
        }
        throw malformed("the text ends inside a string");
    }

    private void escape(StringBuilder value) throws MalformedJson {
        int start = at++;
        if (at == text.length()) {
            throw malformed("the text ends inside a string");
        }
        char letter = text.charAt(at++);
        switch (letter) {
            case '"', '\\', '/' -> value.append(letter);
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> unicode(start, value);
            default -> throw malformed(start, "\"\\" + letter + "\" is no escape that JSON knows");
        }
    }

    private void unicode(int start, StringBuilder value) throws MalformedJson {
        char first = fourDigits(start);
        value.append(first);
        if (!Character.isSurrogate(first)) {
            return;
        }
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", at)) {
            at += 2;
            char second = fourDigits(start);
            value.append(second);
            if (Character.isLowSurrogate(second)) {
                return;
            }
        }
        throw malformed(start, "half a surrogate pair stands for no character");
    }

    private char fourDigits(int start) throws MalformedJson {
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            char letter = at < text.length() ? text.charAt(at) : ' ';
            int digit = letter < 128 ? Character.digit(letter, 16) : -1;
            if (digit < 0) {
                throw malformed(start, "\"\\u\" needs four hexadecimal digits");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && character != '"' && character != '\\';
    }

    private boolean skipped(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private MalformedJson malformed(String what) {
        return malformed(at, what);
    }

    private MalformedJson malformed(int where, String what) {
        String before = text.substring(0, where);
        int line =
                1 + (int) before.chars().filter(character -> character == '\n').count();
        int column = where - before.lastIndexOf('\n');
        return MalformedJson.at(new MalformedJson.Position(line, column), what);
    }
}
