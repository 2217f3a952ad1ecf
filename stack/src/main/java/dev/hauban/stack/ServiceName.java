package dev.hauban.stack;

import java.util.regex.Pattern;

/// The name of a service in its stack.
///
/// Source: Compose Specification, `services`: `^[a-zA-Z0-9._-]+$`.
public record ServiceName(String text) implements Comparable<ServiceName> {
    private static final Pattern RULE = Pattern.compile("[a-zA-Z0-9._-]+");

    public ServiceName {
        if (!RULE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a service name: " + text);
        }
    }

    // By hand: every command has service names as keys, and a record's own two methods are made anew at each start of
    // the
    // JVM, which takes longer than reading a small file.

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceName name && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
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
