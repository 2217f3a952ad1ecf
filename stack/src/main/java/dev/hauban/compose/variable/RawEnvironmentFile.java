package dev.hauban.compose.variable;

import java.util.Map;

/// The `raw` format of env_file: what is after the `=` is the value, whatever it is.
public final class RawEnvironmentFile {
    private RawEnvironmentFile() {}

    public static void read(
            String text, Map<String, String> values, Variables lookup, EnvironmentFile.Listener listener) {
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = withoutLeadingWhite(raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw);
            if (!line.isEmpty() && line.charAt(0) != '#') {
                try {
                    put(line, values, lookup);
                } catch (MalformedException malformed) {
                    listener.malformed(number, raw.indexOf(line) + 1, malformed);
                }
            }
        }
    }

    private static String withoutLeadingWhite(String line) {
        int start = 0;
        while (start < line.length() && EnvironmentFile.isWhite(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    private static void put(String line, Map<String, String> values, Variables lookup) throws MalformedException {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        if (key.isEmpty()) {
            throw new MalformedException("there is no variable name on this line", "write NAME=value");
        }
        if (key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
            throw new MalformedException(
                    "the name of a variable can't contain a space", "write NAME=value; the raw format has no `export`");
        }
        String value = equals < 0 ? lookup.value(key) : line.substring(equals + 1);
        if (value != null) {
            values.put(key, value);
        }
    }
}
