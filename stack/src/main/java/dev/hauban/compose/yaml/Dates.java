package dev.hauban.compose.yaml;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// The dates of YAML 1.1: `2026-1-2`, `2026-01-02T15:04:05.9+02:00`, `2026-01-02 15:04:05`.
final class Dates {
    private final String text;
    private int at = 5;

    private Dates(String text) {
        this.text = text;
    }

    /// The moment as RFC 3339 writes it, which is how Docker Compose prints it, or null if this is no date.
    static @Nullable String normalized(String text) {
        if (text.length() < 8 || ScalarRules.skipDigits(text, 0) != 4 || text.charAt(4) != '-') {
            return null;
        }
        return new Dates(text).normalized();
    }

    private @Nullable String normalized() {
        int year = Integer.parseInt(text.substring(0, 4));
        int month = number('-');
        int day = number('\0');
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        String date = text.substring(0, 4) + "-" + two(month) + "-" + two(day) + "T";
        if (atEnd()) {
            return date + "00:00:00Z";
        }
        String time = time();
        return time == null ? null : date + time;
    }

    private @Nullable String time() {
        char separator = take();
        if (separator != 'T' && separator != 't' && separator != ' ') {
            return null;
        }
        int hour = number(':');
        int minute = number(':');
        int second = number('\0');
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        String time = two(hour) + ":" + two(minute) + ":" + two(second) + fraction();
        String zone = separator == ' ' ? atEnd() ? "Z" : null : zone();
        return zone == null ? null : time + zone;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /// A number of one or two digits, or -1 if there is none, or if what has to follow doesn't.
    private int number(char follower) {
        int end = Math.min(ScalarRules.skipDigits(text, at), at + 2);
        if (end == at) {
            return -1;
        }
        int value = Integer.parseInt(text.substring(at, end));
        at = end;
        return follower == '\0' || take() == follower ? value : -1;
    }

    private char take() {
        return at < text.length() ? text.charAt(at++) : '\0';
    }

    /// With the point and without zeros at its end; nothing if there is none.
    private String fraction() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '.') {
            at = ScalarRules.skipDigits(text, at + 1);
        }
        int end = at;
        while (end > start && (text.charAt(end - 1) == '0' || text.charAt(end - 1) == '.')) {
            end--;
        }
        return text.substring(start, Math.min(end, start + 10));
    }

    private @Nullable String zone() {
        int start = at;
        char sign = take();
        if (sign == 'Z') {
            return atEnd() ? "Z" : null;
        }
        boolean valid = (sign == '+' || sign == '-') && number(':') >= 0 && number('\0') >= 0 && atEnd();
        if (!valid) {
            return null;
        }
        String zone = text.substring(start);
        return zone.equals("+00:00") || zone.equals("-00:00") ? "Z" : zone;
    }

    private boolean atEnd() {
        return at == text.length();
    }
}
