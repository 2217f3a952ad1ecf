package dev.hauban.engine.docker.translate;

import dev.hauban.engine.docker.wire.ApiVersion;
import java.util.List;

/// `healthcheck`. What the file doesn't say is the image's or the daemon's.
final class HealthPart {
    private HealthPart() {}

    static Fields of(Words service, ApiVersion version) {
        Words check = service.words("healthcheck");
        return new Fields()
                .texts("Test", check.flag("disable") ? List.of("NONE") : check.texts("test"))
                .number("Interval", nanoseconds(check, "interval"))
                .number("Timeout", nanoseconds(check, "timeout"))
                .number("StartPeriod", nanoseconds(check, "start_period"))
                .number("StartInterval", hasStartInterval(check, version) ? nanoseconds(check, "start_interval") : 0)
                .number("Retries", check.number("retries"));
    }

    /// It counts during the start period; without one, Docker stumbles over it.
    private static boolean hasStartInterval(Words check, ApiVersion version) {
        return version.isAtLeast(1, 44) && check.has("start_period");
    }

    private static long nanoseconds(Words check, String key) {
        return check.has(key) ? Spans.of(check.text(key)).toNanos() : 0;
    }
}
