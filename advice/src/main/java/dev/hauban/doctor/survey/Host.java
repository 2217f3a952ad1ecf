package dev.hauban.doctor.survey;

import dev.hauban.doctor.subject.Machine;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles.Copied;
import dev.hauban.doctor.subject.ProjectFiles.Entry;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.DefectException;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What this machine has. What it doesn't tell is not known.
final class Host {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final Path DAEMON = Path.of("/etc/docker/daemon.json");
    private static final Pattern AMOUNT = Pattern.compile("(?m)^(MemTotal|SwapTotal):\\s+(\\d+) kB$");
    private static final int PERMISSIONS = 0777;

    /// Of which the sizes are looked at.
    private static final int MOST_SETS = 6;

    private final Path project;
    private final InstantSource clock;

    Host(Path project, InstantSource clock) {
        this.project = project;
        this.clock = clock;
    }

    Machine machine(String engine, List<Paper> papers, Optional<Boolean> clockIsKept) {
        boolean hasDocker = engine.equals("docker");
        return new Machine(
                engine,
                memory(),
                disk(),
                new Machine.Clock(behind(papers), clockIsKept),
                hasDocker ? routes() : List.of(),
                hasDocker ? docker() : Machine.Docker.usual());
    }

    /// What is at the paths that services have from this machine, and the files of variables.
    Map<String, Entry> entries(Stack stack, List<Paper> variables) {
        var entries = new TreeMap<String, Entry>();
        for (Service service : stack.services().values()) {
            for (Mount mount : service.attachments().mounts()) {
                if (mount instanceof Mount.Bind bind) {
                    entry(bind.source())
                            .ifPresent(entry -> entries.put(bind.source().toString(), entry));
                }
            }
        }
        for (Paper paper : variables) {
            entry(Path.of(paper.path())).ifPresent(entry -> entries.put(paper.path(), entry));
        }
        return entries;
    }

    /// The newest set of the project, by when its list of contents was written: that is its last file but the proof.
    Optional<Copied> copied(Stack stack) {
        Path folder = project.resolve(stack.extension().backup().path().orElse("backups"));
        if (!Files.isDirectory(folder)) {
            return Files.notExists(folder)
                    ? Optional.of(new Copied(Optional.empty(), new TreeMap<>()))
                    : Optional.empty();
        }
        var made = new TreeMap<Instant, Path>();
        try (Stream<Path> sets = Files.list(folder)) {
            for (Path set : sets.toList()) {
                Path manifest = set.resolve("manifest.json");
                if (set.getFileName().toString().startsWith(stack.name() + "-") && Files.isRegularFile(manifest)) {
                    made.put(Files.getLastModifiedTime(manifest).toInstant(), manifest);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
        Optional<Duration> age =
                made.isEmpty() ? Optional.empty() : Optional.of(Duration.between(made.lastKey(), clock.instant()));
        return Optional.of(new Copied(age, sizes(made.descendingMap().values())));
    }

    /// One that can't be read says nothing here; `hauban backup list` tells of it.
    private static SortedMap<String, List<Long>> sizes(Collection<Path> manifests) {
        var sizes = new TreeMap<String, List<Long>>();
        for (Path manifest : manifests.stream().limit(MOST_SETS).toList()) {
            try {
                var parts = JsonReader.readObject(Files.readString(manifest)).array("parts");
                for (Json.Members part : parts.objects()) {
                    Json.Members subject = part.members("subject");
                    String name = subject.text("service")
                            + subject.findText("source")
                                    .map(source -> ": " + source)
                                    .orElse("");
                    sizes.computeIfAbsent(name, _ -> new ArrayList<>()).add(part.wholeNumber("bytes"));
                }
            } catch (IOException _) {
                // The next one may say more.
            }
        }
        return sizes;
    }

    private static Optional<Entry> entry(Path path) {
        try {
            if (Files.notExists(path)) {
                return Optional.of(new Entry.Missing());
            }
            Map<String, Object> known = Files.readAttributes(path, "unix:mode,uid,gid");
            return Optional.of(new Entry.There(
                    Files.isDirectory(path, new LinkOption[0]),
                    number(known, "uid"),
                    number(known, "gid"),
                    number(known, "mode") & PERMISSIONS));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof Integer number) {
            return number;
        }
        throw new DefectException("the system has files without the attribute " + name);
    }

    private static Optional<Machine.Memory> memory() {
        long total = 0;
        long swap = 0;
        Matcher amount = AMOUNT.matcher(text(MEMORY));
        while (amount.find()) {
            long bytes = Long.parseLong(amount.group(2)) * 1024;
            total = amount.group(1).equals("MemTotal") ? bytes : total;
            swap = amount.group(1).equals("SwapTotal") ? bytes : swap;
        }
        return total == 0 ? Optional.empty() : Optional.of(new Machine.Memory(total, swap));
    }

    private Optional<Machine.Disk> disk() {
        try {
            FileStore store = Files.getFileStore(project);
            return Optional.of(new Machine.Disk(store.getTotalSpace(), store.getUsableSpace()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private OptionalLong behind(List<Paper> papers) {
        OptionalLong behind = OptionalLong.empty();
        for (Paper paper : papers) {
            try {
                FileTime changed = Files.getLastModifiedTime(Path.of(paper.path()));
                long seconds =
                        Duration.between(clock.instant(), changed.toInstant()).toSeconds();
                if (seconds > behind.orElse(0)) {
                    behind = OptionalLong.of(seconds);
                }
            } catch (IOException _) {
                // Gone meanwhile: it says nothing of the clock.
            }
        }
        return behind;
    }

    /// Source: Linux, Documentation/filesystems/proc.rst: addresses in hexadecimal, the lowest byte first.
    private static List<Machine.Route> routes() {
        var routes = new ArrayList<Machine.Route>();
        for (String line : text(ROUTES).lines().skip(1).toList()) {
            String[] parts = line.split("\t");
            if (parts.length > 7 && parts[1].matches("[0-9A-F]{8}") && parts[7].matches("[0-9A-F]{8}")) {
                int bits = Integer.bitCount(Integer.parseUnsignedInt(parts[7], 16));
                routes.add(new Machine.Route(address(parts[1]) + "/" + bits, parts[0]));
            }
        }
        return routes;
    }

    private static String address(String reversed) {
        int number = Integer.parseUnsignedInt(reversed, 16);
        return (number & 0xFF) + "." + (number >>> 8 & 0xFF) + "." + (number >>> 16 & 0xFF) + "." + (number >>> 24);
    }

    /// Source: Docker Engine, dockerd's configuration file.
    private static Machine.Docker docker() {
        String text = text(DAEMON);
        if (text.isBlank()) {
            return Machine.Docker.usual();
        }
        try {
            return docker(JsonReader.read(text));
        } catch (MalformedJson _) {
            // The daemon doesn't take it either.
            return Machine.Docker.usual();
        }
    }

    private static Machine.Docker docker(Json configuration) throws MalformedJson {
        if (!(configuration instanceof Json.Members members)) {
            return Machine.Docker.usual();
        }
        String driver = members.findText("log-driver").orElse("json-file");
        boolean hasSize = members.find("log-opts")
                .filter(options -> options instanceof Json.Members known
                        && known.find("max-size").isPresent())
                .isPresent();
        var pools = new ArrayList<String>();
        if (members.find("default-address-pools").isPresent()) {
            for (Json.Members pool : members.array("default-address-pools").objects()) {
                pool.findText("base").ifPresent(pools::add);
            }
        }
        return new Machine.Docker(
                !driver.equals("json-file") || hasSize,
                pools.isEmpty() ? Machine.Docker.usual().pools() : pools);
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException _) {
            return "";
        }
    }
}
