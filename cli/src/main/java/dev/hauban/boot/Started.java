package dev.hauban.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is to be started with the machine.
///
/// @param words the command line
/// @param environment what is not there at a boot: programs are looked for in PATH, and all commands of a user have to
///     find the same places
/// @param log where it says what it has to say
public record Started(List<String> words, Map<String, String> environment, Path log) {
    public Started {
        words = List.copyOf(words);
        environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /// The words for a shell.
    static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(Started::quoted).toList());
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
