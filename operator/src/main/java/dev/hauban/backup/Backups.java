package dev.hauban.backup;

import dev.hauban.backup.keep.DamagedException;
import dev.hauban.backup.keep.Draft;
import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Manifest;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.PlainFile;
import dev.hauban.backup.keep.Proof;
import dev.hauban.backup.keep.SetFolder;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The backups of one stack.
public final class Backups {
    private final Around around;
    private final Stack stack;

    public Backups(Around around, Stack stack) {
        this.around = around;
        this.stack = stack;
    }

    /// What there is of sets, oldest first.
    public List<SetFolder.Listed> list() throws IOException {
        return around.folder().list();
    }

    /// @param name of a set, or `latest`
    public KeptSet find(String name) throws IOException {
        return around.folder().find(name);
    }

    /// What a copy of these services would hold, for people; empty means all.
    public List<String> subjects(List<ServiceName> services) {
        return Sources.of(stack, services).stream()
                .map(source -> source.subject().text())
                .toList();
    }

    /// What would be missing in such a copy.
    public List<Problem> missing(List<ServiceName> services) {
        return Sources.missing(stack, services);
    }

    /// Copies what these services keep into a set; all of it, or none. It is not proven yet.
    ///
    /// @param services empty means all that the stack doesn't leave out
    public KeptSet make(List<ServiceName> services, Telling telling) throws IOException, InterruptedException {
        List<Source> sources = Sources.of(stack, services);
        if (sources.isEmpty()) {
            throw new ProblemException(
                    Problem.error("backup.nothing-to-copy", Actor.AUTHOR, "there is nothing here that could be copied")
                            .remedy("Databases of well-known images, volumes, and folders within the project's that a"
                                    + " service may write are. See docs/backup.md."));
        }
        List<Script.Place> places = places(around.engine(), sources);
        try (SetFolder.Hold _ = around.folder().hold()) {
            return copy(sources, places, telling);
        }
    }

    /// By whoever has the hold.
    private KeptSet copy(List<Source> sources, List<Script.Place> places, Telling telling)
            throws IOException, InterruptedException {
        Instant begun = around.clock().instant();
        try (Draft draft = around.folder().begin(LocalDateTime.ofInstant(begun, around.zone()))) {
            var parts = new ArrayList<Part>();
            for (int at = 0; at < sources.size(); at++) {
                telling.copying(sources.get(at).subject());
                Part part = Copies.write(sources.get(at), places.get(at), draft);
                telling.copied(part);
                parts.add(part);
            }
            Duration took = Duration.between(begun, around.clock().instant());
            var manifest = new Manifest(
                    stack.name(),
                    around.engine().name(),
                    around.program(),
                    begun,
                    took,
                    draft.recipients(),
                    hashes(sources),
                    parts);
            return draft.keep(manifest, new Proof.Unverified("nobody has tried it yet"));
        }
    }

    private TreeMap<String, String> hashes(List<Source> sources) {
        var hashes = new TreeMap<String, String>();
        for (Source source : sources) {
            stack.service(source.service())
                    .ifPresent(service -> hashes.put(service.name().text(), service.hash()));
        }
        return hashes;
    }

    /// Where each is copied; all that doesn't run is said at once, before anything is begun.
    private List<Script.Place> places(Engine engine, List<Source> sources) throws IOException {
        List<Instance> seen = engine.observe(stack.name()).instances();
        var places = new ArrayList<Script.Place>();
        var problems = new ArrayList<Problem>();
        for (Source source : sources) {
            seen.stream()
                    .filter(instance -> instance.id().service().equals(source.service()) && instance.isRunning())
                    .findFirst()
                    .ifPresentOrElse(
                            instance -> places.add(new Script.Place(engine, stack.name(), instance.id())),
                            () -> problems.add(notRunning(source)));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return places;
    }

    private static Problem notRunning(Source source) {
        return Problem.error(
                        "backup.not-running",
                        Actor.SERVICE,
                        source.subject().text() + " can't be copied, for " + source.service() + " does not run")
                .remedy("hauban up -d " + source.service() + " starts it; x-hauban.backup.leave_out leaves it out.");
    }

    /// Takes away the sets that the stack doesn't want to be kept any longer. One that can't be read stays: nobody
    /// knows what is in it.
    ///
    /// @return their names
    public List<String> tidy() throws IOException {
        try (SetFolder.Hold _ = around.folder().hold()) {
            var sets = new TreeMap<String, KeptSet>();
            for (SetFolder.Listed listed : around.folder().list()) {
                if (listed instanceof SetFolder.Listed.Whole(KeptSet set)) {
                    sets.put(set.name(), set);
                }
            }
            var retention = new Retention(stack.extension().backup().keep(), around.zone());
            List<String> superfluous = retention.superfluous(
                    sets.values().stream().map(Backups::candidate).toList());
            for (KeptSet set : sets.values()) {
                if (superfluous.contains(set.name())) {
                    around.folder().remove(set);
                }
            }
            return superfluous;
        }
    }

    private static Retention.Candidate candidate(KeptSet set) {
        return new Retention.Candidate(
                set.name(),
                set.manifest().begun(),
                set.proof() instanceof Proof.Verified,
                set.manifest().parts().stream()
                        .map(part -> part.subject().text())
                        .collect(Collectors.toSet()));
    }

    /// Before anything is begun.
    ///
    /// @throws ProblemException if nothing may be written readably
    public void checkPlain() {
        around.folder().checkPlain();
    }

    /// Writes what is SQL in a set into files of their own beside it, for people.
    public List<PlainFile> writePlainly(KeptSet set) throws IOException {
        try (SetFolder.Hold _ = around.folder().hold()) {
            return around.folder().writePlainly(set);
        }
    }

    /// A file of SQL, and the database of the stack that it is meant for.
    ///
    /// @param services that were named; none means the only one that it can be meant for
    public PlainDump dump(Path file, List<ServiceName> services) throws IOException, InterruptedException {
        return PlainDump.of(stack, new PlainFile(file), services);
    }

    /// Tries whether a set can be restored, and notes what came of it. Whatever keeps it from being tried is a failure.
    public KeptSet verify(KeptSet set, Telling telling) throws IOException, InterruptedException {
        try (SetFolder.Hold _ = around.folder().hold()) {
            return set.with(proof(set, telling));
        }
    }

    /// A set that nobody here can open is told of once, and not for each part.
    private Proof proof(KeptSet set, Telling telling) throws IOException, InterruptedException {
        try {
            set.unlock();
        } catch (ProblemException closed) {
            return new Proof.Failed(
                    around.clock().instant(),
                    closed.problems().stream().map(Problem::text).toList());
        } catch (DamagedException damaged) {
            return new Proof.Failed(
                    around.clock().instant(), List.of(damaged.problem().message()));
        }
        return new Proving(around, stack, set).prove(telling);
    }

    /// The parts of a set that a restore is about.
    ///
    /// @param services empty means all that the set has
    /// @throws ProblemException if the set has nothing of one of them
    public List<Part> parts(KeptSet set, List<ServiceName> services) {
        for (ServiceName service : services) {
            if (set.part(service.text()).isEmpty()) {
                throw new ProblemException(Problem.error(
                                "line.not-in-set", Actor.AUTHOR, "the set " + set.name() + " has nothing of " + service)
                        .remedy("hauban backup list shows what each set has."));
            }
        }
        return set.manifest().parts().stream()
                .filter(part -> services.isEmpty()
                        || services.contains(new ServiceName(part.subject().service())))
                .toList();
    }

    /// Puts these parts of a set in the place of what is there. Whatever goes wrong on the way, what was there
    /// before is there again; and it is in the set that is answered.
    ///
    /// @param parts some of the set's
    /// @return the safety set: what was there
    public KeptSet restore(KeptSet set, List<Part> parts, Keeping keeping, Telling telling)
            throws IOException, InterruptedException {
        set.unlock();
        SortedSet<ServiceName> services = new TreeSet<>();
        parts.forEach(part -> services.add(new ServiceName(part.subject().service())));
        try (SetFolder.Hold _ = around.folder().hold();
                var restoring = new Restoring(around, stack, set, telling)) {
            boolean isNothingThere =
                    around.engine().observe(stack.name()).instances().isEmpty();
            KeptSet safety = safety(services, keeping, telling);
            restoring.prepare(parts);
            exchange(restoring, keeping);
            if (isNothingThere) {
                keeping.bringUp(stack.services().keySet());
            }
            return safety;
        }
    }

    /// Reads a file of SQL into the database that it is meant for, on top of what that holds. Whatever goes wrong
    /// on the way, what was there before is there again; and it is in the set that is answered.
    ///
    /// @return the safety set: what was there
    public KeptSet restore(PlainDump dump, Keeping keeping, Telling telling) throws IOException, InterruptedException {
        try (SetFolder.Hold _ = around.folder().hold()) {
            KeptSet safety = safety(List.of(dump.service()), keeping, telling);
            try (var restoring = new Restoring(around, stack, safety, telling)) {
                restoring.add(dump);
                restoring.prepare(safety.manifest().parts().stream()
                        .filter(part -> dump.isFor(part.subject()))
                        .toList());
                exchange(restoring, keeping);
            }
            return safety;
        }
    }

    /// What is there now, in a set.
    private KeptSet safety(Collection<ServiceName> services, Keeping keeping, Telling telling)
            throws IOException, InterruptedException {
        keeping.bringUp(services);
        List<Source> sources = Sources.of(stack, List.copyOf(services));
        return copy(sources, places(around.engine(), sources), telling);
    }

    /// What can't start with the new data starts with the old again.
    private static void exchange(Restoring restoring, Keeping keeping) throws IOException, InterruptedException {
        SortedSet<ServiceName> touched = restoring.touched();
        Collection<ServiceName> running = restoring.running(touched);
        keeping.stop(touched);
        try {
            restoring.swap();
        } catch (IOException | ProblemException failed) {
            keeping.bringUp(running);
            throw failed;
        }
        try {
            keeping.bringUp(running);
        } catch (ProblemException failed) {
            keeping.stop(touched);
            restoring.undo();
            keeping.bringUp(running);
            throw failed;
        }
    }

    /// What the backups of a stack are made with.
    ///
    /// @param engine on which the stack runs
    /// @param others opens that engine for another stack
    /// @param program Hauban and its version
    public record Around(
            Engine engine,
            Opener others,
            SetFolder folder,
            java.time.InstantSource clock,
            java.time.ZoneId zone,
            String program) {}

    /// Opens the engine for another stack; whoever asks closes it.
    public interface Opener {
        Engine open(Stack stack) throws IOException;
    }

    /// The service of a part, as the stack has it now.
    static Service service(Stack stack, String name) {
        return stack.service(new ServiceName(name))
                .orElseThrow(() -> new ProblemException(Problem.error(
                                "backup.no-such-service",
                                Actor.AUTHOR,
                                "the stack has no service " + name + " any more")
                        .remedy("Put it back into the Compose file, as it was when the set was made.")));
    }
}
