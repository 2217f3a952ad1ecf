package dev.hauban.engine.docker.translate;

import dev.hauban.problem.DefectException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the canonical document has them: `1h2m3.5s`, `500ms`.
final class Spans {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private Spans() {}

    static Duration of(String text) {
        boolean isNegative = text.startsWith("-");
        BigDecimal sum = BigDecimal.ZERO;
        int at = isNegative ? 1 : 0;
        Matcher part = PART.matcher(text);
        while (at < text.length() && part.find(at) && part.start() == at) {
            Long unit = NANOSECONDS.get(part.group(2));
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit == null ? 0 : unit)));
            at = part.end();
        }
        if (at < text.length() && !text.equals("0")) {
            throw new DefectException("the reader let this pass for a duration: " + text);
        }
        Duration duration = Duration.ofNanos(sum.longValue());
        return isNegative ? duration.negated() : duration;
    }
}
