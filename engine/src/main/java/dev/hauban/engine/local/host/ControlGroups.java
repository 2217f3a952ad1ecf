package dev.hauban.engine.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Limits of memory, processor and processes by the kernel's control groups, of either version, as far as this user may
/// make some.
public final class ControlGroups {
    private static final String OURS = "hauban";
    private static final long PERIOD = 100_000;

    private final Path mount;
    private final Path proc;

    /// @param mount usually `/sys/fs/cgroup`
    public ControlGroups(Path mount, Path proc) {
        this.mount = mount;
        this.proc = proc;
    }

    /// What a service may use.
    public record Wish(OptionalLong memory, Optional<Double> cpus, OptionalLong processes) {
        public boolean isNothing() {
            return memory.isEmpty() && cpus.isEmpty() && processes.isEmpty();
        }
    }

    /// @param entrances files into which a process writes itself
    /// @param missing what can't be limited here, in a person's words
    public record Granted(List<Path> entrances, List<String> missing) {}

    /// Whether this can be limited here; nothing is left behind.
    public List<String> missing(Wish wish) {
        String probe = "probe-" + ProcessHandle.current().pid();
        Granted granted = make(probe, wish);
        remove(probe);
        return granted.missing();
    }

    /// Makes the groups of this name with these limits.
    public Granted make(String name, Wish wish) {
        var entrances = new ArrayList<Path>();
        var missing = new ArrayList<String>();
        wish.memory().ifPresent(bytes -> attempt(missing, "memory", () -> entrances.add(memory(name, bytes))));
        wish.cpus().ifPresent(cpus -> attempt(missing, "processor time", () -> entrances.add(cpu(name, cpus))));
        wish.processes()
                .ifPresent(count -> attempt(
                        missing,
                        "the number of processes",
                        () -> entrances.add(group(name, "pids", "pids.max", count))));
        return new Granted(entrances.stream().distinct().toList(), missing);
    }

    /// What the group of this name may have in memory at most; empty where nothing limits it.
    public OptionalLong memoryLimit(String name) {
        String file = isSecond() ? "memory.max" : "memory.limit_in_bytes";
        try {
            return OptionalLong.of(Long.parseLong(
                    Files.readString(base("memory").resolve(OURS).resolve(name).resolve(file))
                            .strip()));
        } catch (IOException | NumberFormatException unlimited) {
            return OptionalLong.empty();
        }
    }

    /// Takes the groups of this name away, where no process is left in them.
    public void remove(String name) {
        for (Path base : bases()) {
            Path group = base.resolve(OURS).resolve(name);
            if (Files.isDirectory(group)) {
                try {
                    Files.delete(group);
                } catch (IOException busy) {
                    // Somebody is still in there; an empty group that stays costs nothing.
                    continue;
                }
            }
        }
    }

    private interface Making {
        void make() throws IOException;
    }

    private static void attempt(List<String> missing, String what, Making making) {
        try {
            making.make();
        } catch (IOException | SecurityException refused) {
            missing.add(what);
        }
    }

    private Path memory(String name, long bytes) throws IOException {
        return isSecond()
                ? group(name, "memory", "memory.max", bytes)
                : group(name, "memory", "memory.limit_in_bytes", bytes);
    }

    private Path cpu(String name, double cpus) throws IOException {
        long quota = Math.max(1_000, Math.round(cpus * PERIOD));
        if (isSecond()) {
            return write(name, "cpu", "cpu.max", quota + " " + PERIOD);
        }
        write(name, "cpu", "cpu.cfs_period_us", Long.toString(PERIOD));
        return write(name, "cpu", "cpu.cfs_quota_us", Long.toString(quota));
    }

    private Path group(String name, String controller, String file, long value) throws IOException {
        return write(name, controller, file, Long.toString(value));
    }

    private Path write(String name, String controller, String file, String value) throws IOException {
        Path group = base(controller).resolve(OURS).resolve(name);
        Files.createDirectories(group);
        Files.writeString(group.resolve(file), value);
        return group.resolve("cgroup.procs");
    }

    private boolean isSecond() {
        return Files.exists(mount.resolve("cgroup.controllers"));
    }

    private List<Path> bases() {
        if (!isSecond()) {
            return Stream.of("memory", "cpu", "pids").map(mount::resolve).toList();
        }
        return second().map(List::of).orElse(List.of());
    }

    private Path base(String controller) throws IOException {
        if (!isSecond()) {
            return mount.resolve(controller);
        }
        Path base = second().orElseThrow(() -> new IOException("no control group that we may divide"));
        for (Path group : List.of(base, base.resolve(OURS))) {
            Files.createDirectories(group);
            Files.writeString(group.resolve("cgroup.subtree_control"), "+" + controller);
        }
        return base;
    }

    /// The outermost group that we may divide: all of them for root, the session's for a user to whom it was handed.
    private Optional<Path> second() {
        try {
            String own = Files.readString(proc.resolve("self/cgroup"))
                    .lines()
                    .filter(line -> line.startsWith("0::/"))
                    .map(line -> line.substring(4))
                    .findFirst()
                    .orElse("");
            Path outermost = mount;
            for (Path part : Path.of(own)) {
                if (Files.isWritable(outermost) && Files.isWritable(outermost.resolve("cgroup.procs"))) {
                    return Optional.of(outermost);
                }
                outermost = outermost.resolve(part);
            }
            return Files.isWritable(outermost) ? Optional.of(outermost) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
