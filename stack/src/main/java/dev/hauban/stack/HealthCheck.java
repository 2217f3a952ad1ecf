package dev.hauban.stack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a service's health is tested, with Docker's defaults filled in.
///
/// Source: Compose Specification, `healthcheck`; defaults: Docker Engine.
///
/// @param test what is run inside the service
/// @param interval between the end of a test and the next, once it has been healthy
/// @param timeout after which a test counts as failed
/// @param retries failures in a row until it is unhealthy
/// @param startPeriod in which failures don't count
/// @param startInterval between tests inside the start period, if the file says so
public record HealthCheck(
        Test test,
        Duration interval,
        Duration timeout,
        int retries,
        Duration startPeriod,
        Optional<Duration> startInterval) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final int DEFAULT_RETRIES = 3;

    /// The command of a health check.
    public sealed interface Test {
        /// `CMD`: a program with its arguments.
        record Command(List<String> words) implements Test {
            public Command {
                words = List.copyOf(words);
            }
        }

        /// `CMD-SHELL`: a line for the service's shell.
        record Shell(String line) implements Test {}

        /// `NONE` or `disable: true`: an image's own check is switched off.
        record None() implements Test {}

        /// The file sets times but no test: the image's own test, if it has one.
        record Inherited() implements Test {}
    }
}
