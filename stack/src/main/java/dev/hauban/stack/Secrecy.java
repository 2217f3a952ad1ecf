package dev.hauban.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What looks like a secret, and what is shown in its place: the one rule of the house.
///
/// It looks like one by the name of what holds it (`DB_PASSWORD`, `--api-token`), by its form (a key, a token of a
/// well-known service), or by its place in a URL. It is a rule for what people are shown; what is kept and compared is
/// the value itself.
public final class Secrecy {
    /// As long for every secret, so that it says nothing of its length.
    public static final String MASK = "••••••••";

    /// How the name of a secret ends; `TOKEN_LIFETIME` is none.
    private static final List<String> ENDS = List.of(
            "PASSWORD",
            "PASSWD",
            "PASSPHRASE",
            "SECRET",
            "TOKEN",
            "PEPPER",
            "CREDENTIALS",
            "APIKEY",
            "REQUIREPASS",
            "MASTERAUTH",
            "_KEY",
            "_PASS",
            "_PWD",
            "_SALT",
            "_KEY_BASE");

    private static final Set<String> WHOLE = Set.of("KEY", "PASS", "SALT");

    /// Keys that are made to be seen.
    private static final List<String> PUBLIC = List.of("PUBLIC_KEY", "PUBLISHABLE_KEY");

    private static final Pattern FORMS = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*)"
            + "|\\beyJ[\\w-]{6,}+\\.[\\w-]++\\.[\\w-]*"
            + "|\\b(?:gh[oprsu]_|github_pat_|glpat-|dckr_pat_|npm_|hf_|sk-|[rs]k_live_|[rs]k_test_|xox[abprs]-|SG\\.)[\\w.-]{12,}"
            + "|\\bAIza[\\w-]{30,}"
            + "|\\bAGE-SECRET-KEY-\\w+"
            + "|\\$(?:apr1|argon2\\w*|y|[1256]|2[aby])\\$[\\w./$=,+-]{8,}");

    /// What stands in front of a value: `password=`, `--token `, `"secret": `.
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.-])(?:(?<name>-{0,2}[A-Za-z][\\w.-]*+)[\"']?\\s*+[=:]\\s*+"
                    + "|(?<option>--?[A-Za-z][\\w.-]*+)\\s++(?!-))");

    private static final Pattern VALUE = Pattern.compile("\"[^\"]*+\"|'[^']*+'|[^\\s,;&\"'}]++");

    private Secrecy() {}

    /// Whether what has this name is a secret: a variable, an option, a key.
    public static boolean isSecretName(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        String bare = plain.replaceFirst("^_+", "");
        return WHOLE.contains(bare)
                || ENDS.stream().anyMatch(bare::endsWith) && PUBLIC.stream().noneMatch(bare::endsWith);
    }

    /// What is shown of a value that has this name.
    public static String shown(String name, String value) {
        return value.isEmpty() ? value : isSecretName(name) ? MASK : masked(value);
    }

    /// What is shown of a text: all of it but what looks like a secret in it.
    public static String masked(String text) {
        String masked = withoutForms(text);
        masked = masked.contains("://") ? withoutPasswords(masked) : masked;
        return withoutNamed(masked);
    }

    /// What is shown of the words of a command line: a secret stands behind its option, too.
    public static List<String> masked(List<String> words) {
        var masked = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            String before = i == 0 ? "" : words.get(i - 1);
            boolean isNamed = before.startsWith("-")
                    && isSecretName(before)
                    && !words.get(i).startsWith("-");
            masked.add(isNamed && !words.get(i).isEmpty() ? MASK : masked(words.get(i)));
        }
        return masked;
    }

    private static String withoutForms(String text) {
        return FORMS.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
    }

    private static String withoutNamed(String text) {
        Matcher name = NAME.matcher(text);
        Matcher value = VALUE.matcher(text);
        var masked = new StringBuilder();
        int done = 0;
        for (int from = 0; name.find(from); ) {
            String group = name.group("name") == null ? "option" : "name";
            from = name.end(group);
            boolean isSecret = isSecretName(name.group(group));
            if (isSecret && value.region(name.end(), text.length()).lookingAt() && !isReference(value.group())) {
                masked.append(text, done, value.start()).append(MASK);
                done = value.end();
                from = done;
            }
        }
        return masked.append(text, done, text.length()).toString();
    }

    private static boolean isReference(String value) {
        return value.startsWith("$") || value.contains(MASK);
    }

    /// Takes the passwords out of all URLs of a text.
    private static String withoutPasswords(String text) {
        var masked = new StringBuilder();
        int done = 0;
        for (int url = text.indexOf("://"); url >= 0; ) {
            int start = url + "://".length();
            int end = endOfUrl(text, start);
            int at = lastAt(text, start, end);
            int colon = at < start ? -1 : text.substring(start, at).indexOf(':');
            if (colon >= 0 && !isPort(text, start + colon, at)) {
                masked.append(text, done, start + colon + 1).append(start + colon + 1 == at ? "" : MASK);
                done = at;
            }
            url = text.indexOf("://", end);
        }
        return masked.append(text, done, text.length()).toString();
    }

    private static int lastAt(String text, int start, int end) {
        int at = end - 1;
        while (at >= start && text.charAt(at) != '@') {
            at--;
        }
        return at;
    }

    /// Where white space begins, or the next URL of a list.
    private static int endOfUrl(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && !text.startsWith("://", end)) {
            end++;
        }
        if (!text.startsWith("://", end)) {
            return end;
        }
        int scheme = end;
        while (scheme > start && isPartOfScheme(text.charAt(scheme - 1))) {
            scheme--;
        }
        return scheme > start ? scheme : end + 3;
    }

    private static boolean isPartOfScheme(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '.' || c == '-';
    }

    /// `host:8080/path@2` has no password, and `user:1/2@host` does.
    private static boolean isPort(String text, int colon, int at) {
        int slash = text.indexOf('/', colon);
        if (slash < 0 || slash > at || slash == colon + 1) {
            return false;
        }
        for (int i = colon + 1; i < slash; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
