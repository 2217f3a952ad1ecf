package dev.hauban.cli;

import dev.hauban.cli.line.LineProblems;
import dev.hauban.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Moments as people type them behind `--since`: `10m`, `1h30m`, `2026-01-02T13:23:37Z`, `2026-01-02`, seconds of the
/// epoch.
final class Moments {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|d|h|m|s)");
    private static final Pattern SPAN = Pattern.compile("(?:" + PART.pattern() + ")+");

    private Moments() {}

    static Optional<Instant> of(Optional<String> text, Instant now) {
        return text.isPresent() ? Optional.of(parse(text.get(), now)) : Optional.empty();
    }

    static Instant parse(String text, Instant now) {
        if (SPAN.matcher(text).matches()) {
            return now.minus(span(text));
        }
        try {
            return moment(text);
        } catch (DateTimeException | NumberFormatException notOne) {
            throw new ProblemException(LineProblems.wrongWord(
                    "\"" + text + "\" is no moment", "Write 10m, 2h, 2026-01-02 or 2026-01-02T13:23:37Z."));
        }
    }

    private static Duration span(String text) {
        Duration span = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            span = span.plusMillis(Math.round(Double.parseDouble(part.group(1)) * unit(part.group(2))));
        }
        return span;
    }

    private static long unit(String name) {
        return switch (name) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static Instant moment(String text) {
        if (text.indexOf('-') < 0) {
            return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        boolean hasZone = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return hasZone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }
}
