package dev.hauban.engine.local.keep;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A small text of rows, each a key and its words. Its last row is `end`, so that a torn one is recognised; an unknown
/// key is left alone, so that a newer program's sheet can be read.
public final class Sheet {
    private static final String END = "end";

    private final List<List<String>> rows = new ArrayList<>();

    public Sheet with(String key, String... words) {
        var row = new ArrayList<String>(words.length + 1);
        row.add(key);
        row.addAll(List.of(words));
        rows.add(row);
        return this;
    }

    /// The words of every row of this key.
    public List<List<String>> all(String key) {
        // Loops, here and in what reads sheets: a short command pays more for its first stream than for all its files.
        var found = new ArrayList<List<String>>();
        for (List<String> row : rows) {
            if (row.getFirst().equals(key)) {
                found.add(row.subList(1, row.size()));
            }
        }
        return found;
    }

    /// The first word of the first row of this key.
    public Optional<String> one(String key) {
        for (List<String> row : rows) {
            if (row.getFirst().equals(key) && row.size() > 1) {
                return Optional.of(row.get(1));
            }
        }
        return Optional.empty();
    }

    /// The first word of the row that has to be there.
    ///
    /// @throws IllegalArgumentException if it isn't
    public String need(String key) {
        Optional<String> found = one(key);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the sheet lacks " + key);
        }
        return found.get();
    }

    public String text() {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            for (int word = 0; word < row.size(); word++) {
                text.append(word == 0 ? "" : " ").append(escaped(row.get(word)));
            }
            text.append('\n');
        }
        return text.append(END).append('\n').toString();
    }

    /// Empty when it is torn.
    public static Optional<Sheet> parse(String text) {
        if (!text.endsWith(END + "\n") || text.length() > END.length() + 1 && !text.endsWith("\n" + END + "\n")) {
            return Optional.empty();
        }
        var sheet = new Sheet();
        for (String line :
                text.substring(0, text.length() - END.length() - 1).lines().toList()) {
            var row = new ArrayList<String>();
            for (String word : line.split(" ", -1)) {
                row.add(plain(word));
            }
            sheet.rows.add(row);
        }
        return Optional.of(sheet);
    }

    /// Empty when there is none, or a torn one.
    public static Optional<Sheet> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// A word is written without spaces and line ends, and an empty one is still a word.
    private static String escaped(String word) {
        var text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            switch (letter) {
                case ' ' -> text.append("\\s");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(letter);
            }
        }
        return text.toString();
    }

    private static String plain(String word) {
        if (word.indexOf('\\') < 0) {
            return word;
        }
        var text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter != '\\' || i + 1 == word.length()) {
                text.append(letter);
                continue;
            }
            i++;
            char next = word.charAt(i);
            text.append(
                    switch (next) {
                        case 's' -> ' ';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> next;
                    });
        }
        return text.toString();
    }
}
