package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process, named for good: a pid comes again, a pid with its start time does not.
///
/// @param startTime in clock ticks since the machine's start
public record ProcessMark(long pid, long startTime) {
    private static final int FIELDS_FROM_STATE_TO_START_TIME = 19;

    public ProcessMark {
        if (pid <= 0 || startTime < 0) {
            throw new IllegalArgumentException("not a process: " + pid + " started at " + startTime);
        }
    }

    /// Whether it still runs. One that has ended and only waits for its parent does not.
    public boolean isAlive() {
        String[] fields = fields(pid);
        return fields.length > FIELDS_FROM_STATE_TO_START_TIME
                && !fields[0].equals("Z")
                && !fields[0].equals("X")
                && Long.parseLong(fields[FIELDS_FROM_STATE_TO_START_TIME]) == startTime;
    }

    /// The words that it was started with, as far as one may look; none when it has ended.
    public List<String> words() {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return isAlive() ? List.of(text.split("\0")) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    /// The fields of `/proc/PID/stat` from the state on; none when there is no such process. A program's name may
    /// hold anything, so they begin after the last parenthesis.
    private static String[] fields(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf(')') + 2).strip().split(" ");
        } catch (IOException _) {
            return new String[0];
        }
    }
}
