package dev.hauban.engine.local.image;

/// Patterns of file names in Go's form, with `**` for any number of folders.
final class Globs {
    private Globs() {}

    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /// As a regular expression.
    static String expression(String glob) {
        var expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*' && glob.startsWith("**/", i)) {
                expression.append("(.*/)?");
                i += 2;
            } else if (c == '*' && glob.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 1) > 0) {
                int end = glob.indexOf(']', i + 1);
                expression.append(glob, i, end + 1);
                i = end;
            } else {
                expression.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
