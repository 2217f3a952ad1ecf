package dev.hauban.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Durations in words.
public final class Spans {
    private Spans() {}

    /// As Docker writes them: `About a minute`, `3 hours`, `2 weeks`. Source: docker/go-units, `HumanDuration`.
    public static String rough(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        if (span.toMinutes() < 60) {
            return span.toMinutes() == 1 ? "About a minute" : span.toMinutes() + " minutes";
        }
        return rough(Math.round(seconds / 3600.0));
    }

    private static String rough(long hours) {
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 48) {
            return hours + " hours";
        }
        if (hours < 24 * 7 * 2) {
            return hours / 24 + " days";
        }
        if (hours < 24 * 30 * 2) {
            return hours / 24 / 7 + " weeks";
        }
        return hours < 24 * 365 * 2 ? hours / 24 / 30 + " months" : hours / 24 / 365 + " years";
    }

    public static String ago(Instant then, Instant now) {
        return rough(Duration.between(then, now)) + " ago";
    }

    /// For what somebody waits for: `0.4s`, `12.0s`, `2m05s`.
    public static String exact(Duration span) {
        long tenths = Math.max(0, span.toMillis() / 100);
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        return String.format(Locale.ROOT, "%dm%02ds", span.toMinutes(), span.toSecondsPart());
    }
}
