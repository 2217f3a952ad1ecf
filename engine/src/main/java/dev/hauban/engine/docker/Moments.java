package dev.hauban.engine.docker;

import dev.hauban.json.MalformedJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/// Reads moments as the daemon writes them: `2026-01-02T03:04:05.678901234Z`. Java's own way of reading them takes ten
/// times as long, and its first use 3 ms of a command; it is left to what looks otherwise.
final class Moments {
    private static final int SECONDS_END = 19;

    private Moments() {}

    static Instant read(String text) throws MalformedJson {
        try {
            return isUsual(text) ? usual(text) : Instant.parse(text);
        } catch (DateTimeException other) {
            throw MalformedJson.shape("not a moment: " + text);
        }
    }

    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end > SECONDS_END + 10 || end == SECONDS_END + 1 || text.charAt(end) != 'Z') {
            return false;
        }
        for (int at = 0; at < end; at++) {
            char expected = switch (at) {
                case 4, 7 -> '-';
                case 10 -> 'T';
                case 13, 16 -> ':';
                case SECONDS_END -> '.';
                default -> '0';
            };
            char is = text.charAt(at);
            if (expected == '0' ? is < '0' || is > '9' : is != expected) {
                return false;
            }
        }
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, SECONDS_END) < 60;
    }

    private static Instant usual(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        long minutes = (day * 24 + number(text, 11, 13)) * 60 + number(text, 14, 16);
        int nanoseconds = 0;
        int end = text.length() - 1;
        for (int at = SECONDS_END + 1; at < SECONDS_END + 10; at++) {
            nanoseconds = nanoseconds * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return Instant.ofEpochSecond(minutes * 60 + number(text, 17, SECONDS_END), nanoseconds);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }
}
