package dev.hauban.engine.local.dockerfile;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits what stands behind an instruction's keyword.
final class Words {
    private Words() {}

    /// Words as a shell would split them; quotes and backslashes stay for [Substitution].
    static List<String> raw(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && quote != '\'') {
                word.append(c).append(text.charAt(++i));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /// A JSON array of strings, if it is one.
    static Optional<List<String>> array(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return JsonReader.read(text.strip()) instanceof Json.Array array
                    ? Optional.of(array.texts())
                    : Optional.empty();
        } catch (MalformedJson _) {
            // As Docker does: what only looks like an array is a line for the shell.
            return Optional.empty();
        }
    }

    /// A JSON array of strings, or words.
    static List<String> arrayOrRaw(String text) {
        return array(text).orElseGet(() -> raw(text));
    }

    static Instruction.Form form(String text) {
        Optional<List<String>> words = array(text);
        return words.isPresent() ? new Instruction.Form.Exec(words.get()) : new Instruction.Form.Line(text);
    }
}
