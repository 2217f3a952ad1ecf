package dev.hauban.compose.variable;

import java.util.Map;

/// The `raw` format of env_file: what is after the `=` is the value, whatever it is.
public final class RawEnvironmentFile {
    private RawEnvironmentFile() {}

    public static void read(String text, Map<String, String> values, Variables lookup)
            throws EnvironmentFile.MalformedException {
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.stripLeading();
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            if (key.isEmpty()) {
                throw new EnvironmentFile.MalformedException(number, "no variable name on this line");
            }
            if (key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0) {
                throw new EnvironmentFile.MalformedException(number, "variable `" + key + "` contains whitespaces");
            }
            String value = equals < 0 ? lookup.value(key) : line.substring(equals + 1);
            if (value != null) {
                values.put(key, value);
            }
        }
    }
}
