package dev.hauban.journal;

import dev.hauban.api.EventJson;
import dev.hauban.api.StackText;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of one project, in its state folder. One thread writes.
///
/// | File | What |
/// |---|---|
/// | `journal`, `journal.1` | what has happened, each step before it is carried out; the older half |
/// | `wanted.json` | what is wanted, whole |
/// | `memory.json` | the planner's memory, whole, as of a record of the journal |
/// | `health.json` | the last known health, whole: [RememberedHealth] |
public final class ProjectJournal implements AutoCloseable {
    private static final String JOURNAL = "journal";
    private static final String WANTED = "wanted.json";
    private static final String MEMORY = "memory.json";
    private static final long LONGEST = 1024 * 1024;

    private final StateFolder folder;
    private final StackText stacks;
    private Records records;
    private long number;

    private ProjectJournal(StateFolder folder, StackText stacks, Records records, long number) {
        this.folder = folder;
        this.stacks = stacks;
        this.records = records;
        this.number = number;
    }

    /// What was remembered when a journal was opened.
    ///
    /// @param wanted empty when nothing was, or it could not be read
    /// @param warnings what was torn or broken, and was cut or set aside
    public record Opened(ProjectJournal journal, Optional<Wanted> wanted, Memory memory, List<Problem> warnings) {
        public Opened {
            warnings = List.copyOf(warnings);
        }
    }

    /// Reads what is there and goes on from it.
    ///
    /// @throws IOException if the folder can't be read or written at all
    public static Opened open(StateFolder folder, StackText stacks) throws IOException {
        var warnings = new ArrayList<Problem>();
        Records.Found found = Records.open(folder.file(JOURNAL));
        if (found.cut() > 0) {
            warnings.add(Problem.warning(
                    "journal.torn",
                    Actor.MACHINE,
                    "the last " + found.cut() + " bytes of " + folder.file(JOURNAL)
                            + " were half-written, and are cut off"));
        }
        try {
            var reading = new Reading(folder, warnings);
            List<Record> happened = reading.records(found.texts());
            Optional<Snapshot> snapshot = reading.whole(
                    MEMORY,
                    members -> new Snapshot(members.wholeNumber("upTo"), MemoryJson.read(members.members("memory"))));
            Optional<Wanted> wanted = reading.whole(WANTED, members -> WantedJson.read(members, stacks));
            long last = Math.max(
                    happened.isEmpty() ? 0 : happened.getLast().number(),
                    snapshot.map(Snapshot::upTo).orElse(0L));
            var journal = new ProjectJournal(folder, stacks, found.records(), last);
            return new Opened(journal, wanted, memory(snapshot, happened), warnings);
        } catch (IOException failed) {
            found.records().close();
            throw failed;
        }
    }

    /// What is remembered, for whoever only looks: nothing is written, and what can't be read counts as not there. The
    /// memory is that of the last time it was kept whole, and no more than a few steps old.
    public static Looked look(StateFolder folder, StackText stacks) throws IOException {
        Optional<Wanted> wanted = whole(folder, WANTED, members -> WantedJson.read(members, stacks));
        Optional<Memory> memory = whole(folder, MEMORY, members -> MemoryJson.read(members.members("memory")));
        return new Looked(wanted, memory.orElseGet(Memory::empty));
    }

    /// @param wanted empty when nothing was, or it could not be read
    public record Looked(Optional<Wanted> wanted, Memory memory) {}

    /// Writes down what has happened. What is about to be done is on the disk when this returns.
    public void append(Event event) throws IOException {
        if (records.length() > LONGEST) {
            turnOver();
        }
        String text = Json.object()
                .with("n", number + 1)
                .with("event", EventJson.write(event))
                .build()
                .compact();
        records.append(text, event instanceof Event.StepBegun);
        number++;
    }

    public void keep(Wanted wanted) throws IOException {
        folder.write(WANTED, WantedJson.write(wanted, stacks).compact());
    }

    /// The memory as of everything that was appended.
    public void keep(Memory memory) throws IOException {
        folder.write(
                MEMORY,
                Json.object()
                        .with("upTo", number)
                        .with("memory", MemoryJson.write(memory))
                        .build()
                        .compact());
    }

    public void keep(RememberedHealth health) throws IOException {
        folder.write(RememberedHealth.FILE, health.write().compact());
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /// The older half goes away, the newer one becomes the older.
    private void turnOver() throws IOException {
        Files.move(
                folder.file(JOURNAL),
                folder.file(JOURNAL + ".1"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Records fresh = Records.open(folder.file(JOURNAL)).records();
        records.close();
        records = fresh;
    }

    /// What the journal has of steps after the memory was kept is done again in thought. Exits are not: the engine
    /// still sees them.
    private static Memory memory(Optional<Snapshot> snapshot, List<Record> happened) {
        Memory memory = snapshot.map(Snapshot::memory).orElseGet(Memory::empty);
        long upTo = snapshot.map(Snapshot::upTo).orElse(0L);
        for (Record one : happened) {
            if (one.number() > upTo) {
                memory = after(memory, one.event());
            }
        }
        return memory.awoken();
    }

    private static Memory after(Memory memory, Event event) {
        return switch (event) {
            case Event.StepBegun begun -> memory.begun(begun.planned().step(), begun.at());
            case Event.StepEnded ended -> memory.ended(ended.step(), ended.outcome(), ended.at(), Optional.empty());
            case Event.Asked _,
                    Event.StepProgress _,
                    Event.InstanceExited _,
                    Event.HealthChanged _,
                    Event.WaitingFor _,
                    Event.Troubled _,
                    Event.Settled _ -> memory;
        };
    }

    private static <T> Optional<T> whole(StateFolder folder, String name, Parsing<T> parsing) throws IOException {
        Optional<String> text = folder.read(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parsing.parse(JsonReader.readObject(text.get())));
        } catch (MalformedJson | IllegalArgumentException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    private record Record(long number, Event event) {}

    private record Snapshot(long upTo, Memory memory) {}

    /// Reads files that may be broken: what can't be read is set aside and told of.
    private record Reading(StateFolder folder, List<Problem> warnings) {

        <T> Optional<T> whole(String name, Parsing<T> parsing) throws IOException {
            Optional<String> text = folder.read(name);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parsing.parse(JsonReader.readObject(text.get())));
            } catch (IOException | IllegalArgumentException | DateTimeException broken) {
                setAside(name, String.valueOf(broken.getMessage()));
                return Optional.empty();
            }
        }

        List<Record> records(List<String> texts) {
            var records = new ArrayList<Record>();
            int unknown = 0;
            for (String text : texts) {
                try {
                    Json.Members members = JsonReader.readObject(text);
                    records.add(new Record(members.wholeNumber("n"), EventJson.read(members.members("event"))));
                } catch (IOException ofAnotherProgram) {
                    unknown++;
                }
            }
            if (unknown > 0) {
                warnings.add(Problem.warning(
                        "journal.not-understood",
                        Actor.HAUBAN,
                        unknown + " records of " + folder.file(JOURNAL)
                                + " are of another Hauban and are not understood"));
            }
            return records;
        }

        private void setAside(String name, String why) throws IOException {
            Files.move(folder.file(name), folder.file(name + ".broken"), StandardCopyOption.REPLACE_EXISTING);
            warnings.add(Problem.warning(
                            "journal.set-aside",
                            Actor.MACHINE,
                            folder.file(name) + " can't be read (" + why + ") and is set aside")
                    .remedy("Nothing is lost that runs. `hauban up` says anew what is wanted."));
        }
    }

    private interface Parsing<T> {
        T parse(Json.Members members) throws IOException;
    }
}
