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
            int column = raw.indexOf(line) + 1;
            if (!line.isEmpty() && line.charAt(0) != '#') {
                try {
                    String key = key(line);
                    String value = line.length() == key.length() ? lookup.value(key) : line.substring(key.length() + 1);
                    if (value != null) {
                        values.put(key, value);
                        listener.assigned(number, column, key, value);
                    }
                } catch (MalformedException malformed) {
                    listener.malformed(number, column, malformed);
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

    private static String key(String line) throws MalformedException {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        if (key.isEmpty()) {
            throw new MalformedException("there is no variable name on this line", "write NAME=value");
        }
        if (key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
            throw new MalformedException(
                    "the name of a variable can't contain a space", "write NAME=value; the raw format has no `export`");
        }
        return key;
    }
}
