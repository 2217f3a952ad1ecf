package dev.hauban.stack;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells values that somebody set from those that only hold the place of one.
public final class Placeholder {
    private static final Set<String> WHOLE = Set.of(
            "admin",
            "admin123",
            "changeit",
            "changeme",
            "change-me",
            "change_me",
            "default",
            "example",
            "foobar",
            "none",
            "pass",
            "passw0rd",
            "password",
            "password123",
            "postgres",
            "root",
            "s3cret",
            "secret",
            "secret123",
            "test",
            "todo",
            "tbd",
            "toor",
            "xxx",
            "xxxx",
            "123456",
            "12345678",
            "...",
            "…");

    private static final List<String> PARTS = List.of(
            "changeme",
            "change-me",
            "change_me",
            "change-this",
            "change_this",
            "changethis",
            "replace-me",
            "replace_me",
            "replaceme",
            "replace-with",
            "replace_with",
            "your-",
            "your_",
            "yourdomain",
            "votre-",
            "insert-",
            "to-be-",
            "generate-",
            "generated-",
            "-here",
            "_here",
            "example-",
            "securepassword",
            "secure-password",
            "super-secret",
            "supersecret",
            "my-secret",
            "dummy");

    /// Secrets that another party gives; made up, they would only look right.
    private static final List<String> GIVEN_BY_OTHERS = List.of(
            "SMTP",
            "IMAP",
            "SMS_",
            "MAIL",
            "STRIPE",
            "PAYPAL",
            "AWS",
            "S3_",
            "AZURE",
            "GCP",
            "GOOGLE",
            "GITHUB",
            "GITLAB",
            "TWILIO",
            "SENDGRID",
            "SLACK",
            "DISCORD",
            "TELEGRAM",
            "OPENAI",
            "ANTHROPIC",
            "OAUTH",
            "CLIENT_SECRET",
            "CLOUDFLARE",
            "WEBHOOK",
            "LICENSE",
            "MAPBOX",
            "FIREBASE",
            "FACEBOOK",
            "TWITTER",
            "APPLE",
            "RECAPTCHA",
            "HCAPTCHA",
            "TURNSTILE",
            "DSN",
            "SENTRY",
            "PUBLIC_KEY",
            "PUBLISHABLE",
            "API_KEY",
            "APIKEY",
            "CREDENTIALS",
            "LDAP",
            "DOCKERHUB",
            "REGISTRY",
            "NPM_TOKEN");

    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z0-9]+");

    private Placeholder() {}

    public static boolean isOne(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        boolean inBrackets = text.length() > 1
                && (text.startsWith("<") && text.endsWith(">")
                        || text.startsWith("[") && text.endsWith("]")
                        || text.startsWith("{{") && text.endsWith("}}"));
        return inBrackets || WHOLE.contains(text) || PARTS.stream().anyMatch(text::contains);
    }

    /// Whether the variable still waits for its value. A secret that calls itself one (`secure-grafana-password`) does,
    /// while `admin` is a fine name for a user.
    public static boolean isUnset(String name, String value) {
        if (value.isBlank()) {
            return true;
        }
        if (!Secrecy.isSecretName(name)) {
            return isOne(value) && !PLAIN_WORD.matcher(value).matches();
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return isOne(value) || lower.contains("password") || lower.contains("secret");
    }

    /// Whether a variable of this name holds a secret that nobody but the project itself has to know.
    public static boolean isOwnSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Secrecy.isSecretName(name) && GIVEN_BY_OTHERS.stream().noneMatch(upper::contains);
    }
}
