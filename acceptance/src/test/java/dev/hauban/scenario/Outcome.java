package dev.hauban.scenario;

import java.time.Duration;

/// What came of one run of the program.
record Outcome(int code, String out, String err, Duration took) {
    @Override
    public String toString() {
        return "exit code " + code + " after " + took.toMillis() + " ms\n--- output\n" + out + "--- errors\n" + err;
    }
}
