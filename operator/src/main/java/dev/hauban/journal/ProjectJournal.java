package dev.hauban.journal;

import dev.hauban.api.StackText;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.json.Json;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// What is kept of one project, in its state folder. One thread writes.
///
/// | File | What |
/// |---|---|
/// | `journal`, `journal.1` | what has happened, each step before it is carried out; the older half |
/// | `wanted.json` | what is wanted, whole |
/// | `memory.json` | the planner's memory, whole, as of a record of the journal |
/// | `health.json` | the last known health, whole: [RememberedHealth] |
/// | `boot` | in which start of the machine it was last kept |
public final class ProjectJournal implements AutoCloseable {
    static final String JOURNAL = "journal";
    static final String OLDER = "journal.1";
    static final String WANTED = "wanted.json";
    static final String MEMORY = "memory.json";
    static final String BOOT = "boot";
    private static final long LONGEST = 1024 * 1024;

    /// Where it only tells people what was, each command reads it once, to go on behind its last record.
    private static final long LONGEST_FOR_PEOPLE = 128 * 1024;

    private final StateFolder folder;
    private final StackText stacks;
    private final boolean isReliedOn;
    private Records records;
    private long number;

    private ProjectJournal(StateFolder folder, StackText stacks, boolean isReliedOn, Records records) {
        this.folder = folder;
        this.stacks = stacks;
        this.isReliedOn = isReliedOn;
        this.records = records;
    }

    /// What was remembered when a journal was opened.
    ///
    /// @param warnings what was torn or broken, and was cut or set aside
    public record Opened(ProjectJournal journal, Remembered remembered, List<Problem> warnings) {
        public Opened {
            warnings = List.copyOf(warnings);
        }
    }

    /// Reads what is there and goes on from it.
    ///
    /// @throws IOException if the folder can't be read or written at all
    public static Opened open(StateFolder folder, StackText stacks) throws IOException {
        return open(folder, stacks, true);
    }

    /// The same for whoever asks the engine for all that was, and writes down what happens for people alone: nothing is
    /// remembered, and no record waits until it is on the disk.
    public static Opened openForPeople(StateFolder folder, StackText stacks) throws IOException {
        return open(folder, stacks, false);
    }

    private static Opened open(StateFolder folder, StackText stacks, boolean isReliedOn) throws IOException {
        var warnings = new ArrayList<Problem>();
        Records.Found found = Records.open(folder.file(JOURNAL));
        try {
            if (found.cut() > 0) {
                warnings.add(torn(folder, found.cut()));
            }
            var journal = new ProjectJournal(folder, stacks, isReliedOn, found.records());
            if (!isReliedOn
                    && Past.last(found.texts()) > 0
                    && folder.read(MEMORY).isEmpty()) {
                journal.number = Past.last(found.texts());
                return new Opened(journal, Remembered.nothing(), warnings);
            }
            var past = new Past(folder, stacks, (file, why) -> warnings.add(setAside(folder, file, why)));
            Past.Result result = past.read(found.texts());
            if (result.unknown() > 0) {
                warnings.add(notUnderstood(folder, result.unknown()));
            }
            journal.number = result.last();
            return new Opened(journal, isReliedOn ? result.remembered() : Remembered.nothing(), warnings);
        } catch (IOException failed) {
            found.records().close();
            throw failed;
        }
    }

    /// Writes down what has happened. What is about to be done is on the disk when this returns, if somebody relies on
    /// it.
    public void append(Event event) throws IOException {
        if (records.length() > (isReliedOn ? LONGEST : LONGEST_FOR_PEOPLE)) {
            turnOver();
        }
        String text = Past.record(number + 1, event);
        records.append(text, isReliedOn && event instanceof Event.StepBegun);
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

    /// Whether the machine has been started anew since the project was last kept; no, where that was never noted.
    public boolean isAfterReboot(String boot) throws IOException {
        return folder.read(BOOT).filter(last -> !last.strip().equals(boot)).isPresent();
    }

    public void keepBoot(String boot) throws IOException {
        folder.write(BOOT, boot + "\n");
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /// The older half goes away, the newer one becomes the older.
    private void turnOver() throws IOException {
        Files.move(
                folder.file(JOURNAL),
                folder.file(OLDER),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Records fresh = Records.open(folder.file(JOURNAL)).records();
        records.close();
        records = fresh;
    }

    private static Problem torn(StateFolder folder, long cut) {
        return Problem.warning(
                "journal.torn",
                Actor.MACHINE,
                "the last " + cut + " bytes of " + folder.file(JOURNAL) + " were half-written, and are cut off");
    }

    private static Problem notUnderstood(StateFolder folder, int records) {
        return Problem.warning(
                "journal.not-understood",
                Actor.HAUBAN,
                records + " records of " + folder.file(JOURNAL) + " are of another Hauban and are not understood");
    }

    private static Problem setAside(StateFolder folder, String name, String why) throws IOException {
        Files.move(folder.file(name), folder.file(name + ".broken"), StandardCopyOption.REPLACE_EXISTING);
        return Problem.warning(
                        "journal.set-aside",
                        Actor.MACHINE,
                        folder.file(name) + " can't be read (" + why + ") and is set aside")
                .remedy("Nothing is lost that runs. `hauban up` says anew what is wanted.");
    }
}
