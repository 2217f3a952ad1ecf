package dev.hauban.stack;

/// The name of a service in its stack.
///
/// Source: Compose Specification, `services`: `^[a-zA-Z0-9._-]+$`.
public record ServiceName(String text) implements Comparable<ServiceName> {
    public ServiceName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a service name: " + text);
        }
    }

    public static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isOfName(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
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
