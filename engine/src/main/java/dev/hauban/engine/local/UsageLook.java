package dev.hauban.engine.local;

import dev.hauban.engine.Usage;
import dev.hauban.engine.local.host.ProcessTable;
import dev.hauban.engine.local.host.Taken;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.shim.InstanceFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Looks for a second at what an instance's processes take, as the kernel tells it in `/proc`.
final class UsageLook {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LocalProject project;
    private final Path proc;

    UsageLook(LocalProject project, Path proc) {
        this.project = project;
        this.proc = proc;
    }

    Usage of(Kept kept) throws IOException, InterruptedException {
        Optional<InstanceFolder.Processes> processes = kept.isRunning() ? kept.processes() : Optional.empty();
        if (processes.isEmpty()) {
            return Usage.none(kept.definition().name());
        }
        long shim = processes.get().shim().pid();
        long begun = System.nanoTime();
        Taken before = taken(shim);
        Thread.sleep(SECOND);
        Taken after = taken(shim);
        double had = System.nanoTime() - begun;
        long took = after.processor().minus(before.processor()).toNanos();
        return new Usage(
                Long.toString(processes.get().main().pid()),
                Math.max(0, took) / had * 100,
                new Usage.Memory(after.memory(), limit(kept)),
                network(processes.get().main().pid()),
                new Usage.Flow(after.read(), after.written()),
                after.threads());
    }

    private Taken taken(long shim) throws IOException {
        ProcessTable table = ProcessTable.read(proc);
        Taken all = Taken.nothing();
        for (ProcessTable.Row row : table.below(shim)) {
            all = all.plus(table.taken(row));
        }
        return all;
    }

    /// What its file says, where that could be kept; else what the machine has.
    private long limit(Kept kept) throws IOException {
        return project.controlGroups()
                .memoryLimit(project.mark(kept.definition().id()))
                .orElse(kilobytes(proc.resolve("meminfo"), "MemTotal:") * 1024);
    }

    private static long kilobytes(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /// Only of a network that is its own: where all share the machine's, nobody counts by process.
    private Usage.Flow network(long main) {
        Path process = proc.resolve(Long.toString(main));
        try {
            Path own = Files.readSymbolicLink(process.resolve("ns/net"));
            if (own.equals(Files.readSymbolicLink(proc.resolve("self/ns/net")))) {
                return new Usage.Flow(0, 0);
            }
            long in = 0;
            long out = 0;
            for (String line : Files.readAllLines(process.resolve("net/dev"), StandardCharsets.ISO_8859_1)) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
                    String[] counts = line.substring(colon + 1).strip().split("\\s+");
                    in += Long.parseLong(counts[0]);
                    out += Long.parseLong(counts[8]);
                }
            }
            return new Usage.Flow(in, out);
        } catch (IOException goneOrNotOurs) {
            return new Usage.Flow(0, 0);
        }
    }
}
