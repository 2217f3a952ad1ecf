package dev.emailight;

import java.time.Duration;
import java.time.Instant;

/// Waits for what is to come.
public final class Until {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Until() {}

    public interface Condition {
        boolean isTrue() throws Exception;
    }

    public static void so(String what, Condition condition) throws Exception {
        var end = Instant.now().plus(LIMIT);
        while (!condition.isTrue()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            Thread.sleep(20);
        }
    }
}
