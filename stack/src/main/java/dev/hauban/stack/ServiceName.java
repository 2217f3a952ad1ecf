package dev.hauban.stack;

import java.util.regex.Pattern;

/// The name of a service in its stack.
///
/// Source: Compose Specification, `services`: `^[a-zA-Z0-9._-]+$`.
public record ServiceName(String text) implements Comparable<ServiceName> {
    private static final Pattern RULE = Pattern.compile("[a-zA-Z0-9._-]+");

    public ServiceName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a service name: " + text);
        }
    }

    public static boolean isValid(String text) {
        return RULE.matcher(text).matches();
    }

    @Override
    public int compareTo(ServiceName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
