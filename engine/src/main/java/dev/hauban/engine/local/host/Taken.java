package dev.hauban.engine.local.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What processes have taken of the machine up to a moment. Sizes are bytes.
///
/// @param processor how long they were computing, all threads together
/// @param memory what is theirs alone, and their shares of what they have in common with others
/// @param read from disks, and `written` to them
/// @param threads that they are now
public record Taken(Duration processor, long memory, long read, long written, long threads) {
    private static final long NANOS_OF_TICK = 10_000_000;
    private static final long PAGE = 4096;

    public static Taken nothing() {
        return new Taken(Duration.ZERO, 0, 0, 0, 0);
    }

    public Taken plus(Taken other) {
        return new Taken(
                processor.plus(other.processor),
                memory + other.memory,
                read + other.read,
                written + other.written,
                threads + other.threads);
    }

    /// What may not be seen counts as nothing; a process that has ended took nothing more.
    static Taken read(Path process, ProcessTable.Row row) {
        return new Taken(
                processor(process, row),
                memory(process),
                field(process.resolve("io"), "read_bytes:"),
                field(process.resolve("io"), "write_bytes:"),
                row.threads());
    }

    /// In nanoseconds where the scheduler keeps them for each thread: ticks are too coarse for a short look.
    private static Duration processor(Path process, ProcessTable.Row row) {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                String text = Files.readString(thread.resolve("schedstat"), StandardCharsets.ISO_8859_1);
                nanos += Long.parseLong(text.substring(0, text.indexOf(' ')));
            }
        } catch (IOException unknown) {
            return Duration.ofNanos(row.ticks() * NANOS_OF_TICK);
        }
        return Duration.ofNanos(nanos);
    }

    /// By its shares where the kernel tells them to us, else by all that lies in memory for it.
    private static long memory(Path process) {
        long shares = field(process.resolve("smaps_rollup"), "Pss:");
        if (shares > 0) {
            return shares * 1024;
        }
        try {
            String[] pages = Files.readString(process.resolve("statm"), StandardCharsets.ISO_8859_1)
                    .split(" ");
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long field(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).strip().split(" ")[0]);
                }
            }
            return 0;
        } catch (IOException goneOrNotOurs) {
            return 0;
        }
    }
}
