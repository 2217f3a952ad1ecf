package dev.hauban.engine.local.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which processes there are at a moment, and whose children they are; `proc(5)` says what the kernel writes where.
public final class ProcessTable {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int TERMINAL = 4;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int THREADS = 17;
    private static final int START = 19;

    private final Path proc;
    private final List<Row> rows;

    private ProcessTable(Path proc, List<Row> rows) {
        this.proc = proc;
        this.rows = rows;
    }

    /// A process. Times are in clock ticks: hundredths of a second on every machine that there is.
    ///
    /// @param name of its program, cut off by the kernel after 15 letters
    /// @param terminal the device's number; 0 where it has none
    /// @param start since the machine's start
    public record Row(long pid, long parent, String name, int terminal, long ticks, long threads, long start) {}

    /// @param proc usually `/proc`
    public static ProcessTable read(Path proc) throws IOException {
        var rows = new ArrayList<Row>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                row(process).ifPresent(rows::add);
            }
        }
        return new ProcessTable(proc, rows);
    }

    /// A program's name may hold anything, so the other fields begin after the last parenthesis.
    private static Optional<Row> row(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ");
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new Row(
                    Long.parseLong(process.getFileName().toString()),
                    Long.parseLong(fields[PARENT]),
                    text.substring(text.indexOf('(') + 1, text.lastIndexOf(')')),
                    Integer.parseInt(fields[TERMINAL]),
                    Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
                    Long.parseLong(fields[THREADS]),
                    Long.parseLong(fields[START])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// What runs below a process, itself not among them: parents before their children, older ones first.
    public List<Row> below(long ancestor) {
        Map<Long, List<Row>> byParent = new HashMap<>();
        for (Row row : rows) {
            byParent.computeIfAbsent(row.parent(), _ -> new ArrayList<>()).add(row);
        }
        byParent.values().forEach(children -> children.sort(java.util.Comparator.comparingLong(Row::start)));
        var below = new ArrayList<Row>();
        gather(byParent, ancestor, below);
        return below;
    }

    private static void gather(Map<Long, List<Row>> byParent, long parent, List<Row> below) {
        List<Row> children = byParent.remove(parent);
        if (children == null) {
            return;
        }
        for (Row child : children) {
            below.add(child);
            gather(byParent, child.pid(), below);
        }
    }

    /// What a process takes, as far as one may see it.
    public Taken taken(Row row) {
        return Taken.read(proc.resolve(Long.toString(row.pid())), row);
    }
}
