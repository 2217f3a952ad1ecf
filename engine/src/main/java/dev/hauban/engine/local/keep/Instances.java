package dev.hauban.engine.local.keep;

import dev.hauban.engine.local.shim.InstanceFolder;
import dev.hauban.engine.local.shim.InstanceFolder.Ended;
import dev.hauban.engine.local.shim.InstanceFolder.Processes;
import dev.hauban.plan.Instance.Phase;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is the matter with the instances of a project. Nothing is changed by it.
public final class Instances {
    /// As a shell gives it for a process that was killed.
    private static final int KILLED = 137;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /// It doesn't change while a program runs.
    private static volatile String boot = "";

    private final LocalFolder folder;

    public Instances(LocalFolder folder) {
        this.folder = folder;
    }

    /// Every instance, in order of the ids.
    public List<Kept> all() throws IOException {
        var all = new ArrayList<Kept>();
        for (InstanceId id : LocalFolder.ids(folder.instances())) {
            Optional<Kept> kept = find(id);
            if (kept.isPresent()) {
                all.add(kept.get());
            }
        }
        return all;
    }

    /// Instances whose definition is there but can't be read: a write that was cut off. One without any is being made.
    public List<InstanceId> torn() throws IOException {
        var torn = new ArrayList<InstanceId>();
        for (InstanceId id : LocalFolder.ids(folder.instances())) {
            boolean isThere = Files.exists(folder.instance(id).resolve(LocalFolder.DEFINITION));
            if (isThere && Definition.read(id, folder.instance(id)).isEmpty()) {
                torn.add(id);
            }
        }
        return torn;
    }

    public Optional<Kept> find(InstanceId id) throws IOException {
        Path instance = folder.instance(id);
        Optional<Definition> definition = definition(id, instance);
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        Optional<Started> started = Started.read(instance);
        boolean isThisBoot = isThisBoot(started);
        var shims = new InstanceFolder(instance);
        Optional<Ended> ended = shims.ended();
        Optional<Processes> processes = shims.processes();
        boolean isAlive = ended.isEmpty()
                && isThisBoot
                && processes.isPresent()
                && (processes.get().main().isAlive() || processes.get().shim().isAlive());
        if (processes.isPresent() && ended.isEmpty() && !isAlive) {
            // It may have ended between the two looks.
            ended = shims.ended();
        }
        boolean isOrphaned = processes.isPresent() && ended.isEmpty() && !isAlive;
        Phase phase = phase(id, processes, ended, isAlive);
        return Optional.of(new Kept(definition.get(), phase, processes, started, isOrphaned));
    }

    /// Whatever has a folder is there: what can't be told of it, its processes above all, can still be taken away.
    private Optional<Definition> definition(InstanceId id, Path instance) throws IOException {
        Optional<Definition> definition = Definition.read(id, instance);
        return definition.isPresent() || !Files.isDirectory(instance)
                ? definition
                : Optional.of(Definition.lost(id, folder.project() + "-" + id, modified(instance, Instant.EPOCH)));
    }

    /// Which start of the machine this is.
    public static String boot() {
        if (boot.isEmpty()) {
            boot = readBoot();
        }
        return boot;
    }

    /// Whether processes of that start may be alive at all.
    private static boolean isThisBoot(Optional<Started> started) {
        return started.isEmpty() || started.get().boot().equals(boot());
    }

    /// The processes of an instance's last start. Those of another boot are nobody's: their numbers and times may be
    /// others' by now.
    public Optional<Processes> processes(InstanceId id) throws IOException {
        Path instance = folder.instance(id);
        return isThisBoot(Started.read(instance)) ? new InstanceFolder(instance).processes() : Optional.empty();
    }

    private static String readBoot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException unknown) {
            // Then only pid and start time tell processes apart.
            return "unknown";
        }
    }

    private Phase phase(InstanceId id, Optional<Processes> processes, Optional<Ended> ended, boolean isAlive)
            throws IOException {
        if (processes.isEmpty()) {
            return ended.isPresent()
                    ? new Phase.Exited(
                            ended.get().code(), ended.get().at(), ended.get().at())
                    : new Phase.Created();
        }
        Instant since = modified(folder.instance(id).resolve("pid"), Instant.EPOCH);
        if (ended.isPresent()) {
            return exited(ended.get(), since);
        }
        return isAlive ? new Phase.Running(since) : killed(id, since);
    }

    private static Phase exited(Ended ended, Instant since) {
        return new Phase.Exited(ended.code(), since, later(since, ended.at()));
    }

    /// Nobody wrote down when: the last thing that it is known to have done was to write into its log.
    private Phase killed(InstanceId id, Instant since) throws IOException {
        return new Phase.Exited(KILLED, since, later(since, modified(folder.log(id), since)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant modified(Path file, Instant otherwise) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException _) {
            return otherwise;
        }
    }
}
