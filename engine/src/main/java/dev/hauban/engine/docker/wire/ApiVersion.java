package dev.hauban.engine.docker.wire;

import java.util.Optional;

/// A version of the Docker Engine API, such as 1.41.
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /// What Docker Engine 20.10 speaks. Below it, Docker Compose gives up, too.
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /// The newest that our requests were written for; a younger daemon still speaks it.
    static final ApiVersion NEWEST = new ApiVersion(1, 51);

    /// Empty where the text is none.
    static Optional<ApiVersion> parse(String text) {
        int dot = text.indexOf('.');
        if (!isNumber(text, 0, dot) || !isNumber(text, dot + 1, text.length())) {
            return Optional.empty();
        }
        return Optional.of(
                new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new ApiVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static boolean isNumber(String text, int from, int to) {
        if (to <= from || to - from > 6) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }
}
