package dev.hauban.plan;

import java.time.Duration;

/// How one run of a health check's test ended. Output is cut to 4,096 characters.
public sealed interface ProbeResult {
    Duration took();

    String output();

    record Passed(Duration took, String output) implements ProbeResult {}

    record Failed(Duration took, int code, String output) implements ProbeResult {}

    record TimedOut(Duration took, String output) implements ProbeResult {}

    /// The test could not be run at all: its program is missing, the instance has gone.
    record NotRun(Duration took, String output) implements ProbeResult {}
}
