package dev.hauban.engine.local;

import dev.hauban.engine.Processes;
import dev.hauban.engine.local.host.ProcessTable;
import dev.hauban.engine.local.host.ProcessTable.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lists the processes below a shim in the columns of `ps -ef`, which are also Docker's.
final class ProcessListing {
    private static final List<String> TITLES = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("MMMdd", Locale.ENGLISH);
    private static final int TICKS = 100;

    private final Path proc;
    private final ZonedDateTime now;

    ProcessListing(Path proc, Instant now, ZoneId zone) {
        this.proc = proc;
        this.now = now.atZone(zone);
    }

    Processes below(long shim) throws IOException {
        Instant boot = boot();
        var rows = new ArrayList<List<String>>();
        for (Row row : ProcessTable.read(proc).below(shim)) {
            ZonedDateTime start = boot.plusMillis(row.start() * 1000 / TICKS).atZone(now.getZone());
            rows.add(List.of(
                    owner(row),
                    Long.toString(row.pid()),
                    Long.toString(row.parent()),
                    Long.toString(share(row, start)),
                    (start.toLocalDate().equals(now.toLocalDate()) ? TODAY : EARLIER).format(start),
                    terminal(row.terminal()),
                    time(row.ticks() / TICKS),
                    command(row)));
        }
        return new Processes(TITLES, rows);
    }

    private Instant boot() throws IOException {
        return Files.readAllLines(proc.resolve("stat")).stream()
                .filter(line -> line.startsWith("btime "))
                .map(line -> Instant.ofEpochSecond(
                        Long.parseLong(line.substring("btime ".length()).strip())))
                .findFirst()
                .orElseThrow(() -> new IOException(proc + "/stat does not say when the machine was started"));
    }

    private String owner(Row row) {
        try {
            return Files.getOwner(folder(row)).getName();
        } catch (IOException gone) {
            return "?";
        }
    }

    /// Of one core since it was started, in percent.
    private long share(Row row, ZonedDateTime start) {
        long lived = Math.max(1, java.time.Duration.between(start, now).toSeconds());
        return Math.min(99, row.ticks() * 100 / TICKS / lived);
    }

    /// Pseudo terminals have the numbers 136 to 143, of eight bits of their own each.
    private static String terminal(int device) {
        int major = device >> 8 & 0xfff;
        int minor = device & 0xff | device >> 12 & 0xfff00;
        return major >= 136 && major <= 143 ? "pts/" + ((major - 136 << 20) + minor) : "?";
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// Its name where it has no words, or where we may not see them.
    private String command(Row row) {
        try {
            String words = Files.readString(folder(row).resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return words.isEmpty()
                    ? "[" + row.name() + "]"
                    : words.replace('\0', ' ').strip();
        } catch (IOException gone) {
            return "[" + row.name() + "]";
        }
    }

    private Path folder(Row row) {
        return proc.resolve(Long.toString(row.pid()));
    }
}
