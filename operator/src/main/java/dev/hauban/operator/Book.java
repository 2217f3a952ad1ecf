package dev.hauban.operator;

import dev.hauban.api.StackText;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.journal.ProjectJournal;
import dev.hauban.journal.Remembered;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Observed;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Planner;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// All that is known of a project: what is wanted, seen and remembered. Whatever changes in it is written down and
/// told. One thread uses it.
///
/// A disk that can't be written is told of once, and hinders no supervision: what runs is worth more than its record.
/// Only a request is refused then, for it would be forgotten.
final class Book implements AutoCloseable {
    private final ProjectJournal journal;
    private final InstantSource clock;
    private final Consumer<Event> tell;
    private final Term term;
    private Wanted wanted;
    private Memory memory;
    private Observed observed = Observed.nothing();
    private RememberedHealth health;
    private boolean isMemoryKept = true;
    private boolean isWritable = true;
    private boolean hasLooked;

    /// For how long a project is kept.
    enum Term {
        /// Whoever comes next takes up what was wanted.
        FOR_GOOD,
        /// Until what is asked for is so. Nothing is wanted before, and nothing after: the engine keeps what runs.
        ERRAND;

        /// For what is done meanwhile. An errand's command ends when it is done, and the JVM waits 300 ms more where a
        /// virtual thread has ever waited for a socket (docs/decisions/0044).
        Thread.Builder thread() {
            return this == ERRAND ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        }
    }

    private Book(ProjectJournal.Opened opened, Term term, RememberedHealth health, Told told) {
        Remembered before = opened.remembered();
        this.term = term;
        this.clock = told.clock();
        this.tell = told.tell();
        this.journal = opened.journal();
        this.memory = before.memory();
        this.wanted = before.wanted().orElseGet(() -> Wanted.nothing(Stack.empty(told.project())));
        this.health = health;
    }

    static Book open(Term term, StateFolder folder, StackText stacks, Told told) throws IOException {
        folder.make();
        var opened = term == Term.ERRAND
                ? ProjectJournal.openForPeople(folder, stacks)
                : ProjectJournal.open(folder, stacks);
        var book = new Book(opened, term, RememberedHealth.read(folder), told);
        opened.warnings().forEach(book::troubled);
        book.awaken(told.boot());
        return book;
    }

    /// Of which project who is told, by which clock, and in which start of the machine.
    record Told(ProjectName project, InstantSource clock, String boot, Consumer<Event> tell) {}

    /// A restart of the machine ends whatever was asked for in its life before, but for what restart policies promise.
    private void awaken(String boot) throws IOException {
        if (term == Term.ERRAND) {
            return;
        }
        if (journal.isAfterReboot(boot)) {
            Wanted rebooted = wanted.rebooted(clock.instant());
            keep(rebooted);
            wanted = rebooted;
        }
        journal.keepBoot(boot);
    }

    Wanted wanted() {
        return wanted;
    }

    Memory memory() {
        return memory;
    }

    Observed observed() {
        return observed;
    }

    /// Folds a request into what is wanted.
    ///
    /// @return the services that it is about
    /// @throws IOException if it can't be written down; then nothing has changed
    Set<ServiceName> asked(Request request, Stack files, Instant now) throws IOException {
        Wanted next = wanted.asked(request, files, now);
        var event = new Event.Asked(now, request);
        journal.append(event);
        keep(next);
        wanted = next;
        Set<ServiceName> about = about(next, now);
        memory = memory.asked(about);
        isMemoryKept = false;
        tell.accept(event);
        return about;
    }

    private void keep(Wanted next) throws IOException {
        if (term == Term.FOR_GOOD) {
            journal.keep(next);
        }
    }

    private static Set<ServiceName> about(Wanted wanted, Instant now) {
        return wanted.services().entrySet().stream()
                .filter(entry -> entry.getValue().askedAt().equals(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void begun(PlannedStep planned, Instant now) {
        memory = memory.begun(planned.step(), now);
        // Whoever looks without asking must not take what is being stopped for running.
        isMemoryKept = isMemoryKept && !(planned.step() instanceof Step.Stop);
        if (!(planned.step() instanceof Step.Probe)) {
            happened(new Event.StepBegun(now, planned));
        }
    }

    void ended(Occurrence.Ended ended, Instant now) {
        memory = memory.ended(ended.step(), ended.outcome(), now, ended.hash());
        if (!(ended.step() instanceof Step.Probe)) {
            happened(new Event.StepEnded(now, ended.step(), ended.outcome()));
            isMemoryKept = isMemoryKept && ended.hash().isEmpty();
        }
    }

    /// Takes in what the engine sees; exits that are news are told.
    void noticed(Observed seen, Instant now) {
        Memory before = memory;
        observed = seen;
        memory = memory.noticed(seen);
        if (term == Term.ERRAND && !hasLooked) {
            // What ended before is no news, and what passed its test in an errand before need not pass it again.
            hasLooked = true;
            memory = memory.passed(Glance.healthy(seen, health));
            return;
        }
        if (memory.equals(before)) {
            return;
        }
        isMemoryKept = false;
        for (Instance instance : seen.instances()) {
            Optional<Instance.Phase.Exited> end = instance.lastEnd();
            if (end.isPresent()
                    && !before.instance(instance.id())
                            .lastExit()
                            .equals(memory.instance(instance.id()).lastExit())) {
                happened(new Event.InstanceExited(now, instance.id(), end.get().code()));
            }
        }
    }

    /// Tells whose health is another than before.
    void lookAtHealth(Instant now) {
        Map<InstanceId, RememberedHealth.State> states = new TreeMap<>();
        for (Instance instance : observed.instances()) {
            if (instance.phase() instanceof Instance.Phase.Running(Instant since)) {
                Health is = Planner.health(wanted, instance, memory, now);
                if (is != Health.NONE) {
                    states.put(instance.id(), state(instance, is, since, now));
                }
            }
        }
        var next = new RememberedHealth(states);
        if (!next.equals(health)) {
            health = next;
            isMemoryKept = false;
            write(() -> journal.keep(next));
        }
    }

    private RememberedHealth.State state(Instance instance, Health is, Instant since, Instant now) {
        var before = health.of(instance);
        if (before.isPresent() && before.get().health() == is) {
            return before.get();
        }
        String output = memory.instance(instance.id()).probes().output();
        happened(new Event.HealthChanged(now, instance.id(), is, output));
        return new RememberedHealth.State(is, since, now, output);
    }

    /// Everything that was asked for is so: what is gone is forgotten.
    void settled() {
        Wanted left = wanted.settled(observed);
        if (!left.equals(wanted) && write(() -> keep(left))) {
            wanted = left;
        }
    }

    /// Writes down what has changed in the memory, once for many changes.
    void keepMemory() {
        if (!isMemoryKept && term == Term.FOR_GOOD) {
            isMemoryKept = write(() -> journal.keep(memory));
        }
    }

    /// Writes down and tells.
    void happened(Event event) {
        write(() -> journal.append(event));
        tell.accept(event);
    }

    void troubled(Problem problem) {
        happened(new Event.Troubled(clock.instant(), List.of(), problem));
    }

    @Override
    public void close() throws IOException {
        keepMemory();
        journal.close();
    }

    private boolean write(Writing writing) {
        try {
            writing.write();
            isWritable = true;
            return true;
        } catch (IOException failed) {
            if (isWritable) {
                isWritable = false;
                tell.accept(new Event.Troubled(clock.instant(), List.of(), notWritten(failed)));
            }
            return false;
        }
    }

    static Problem notWritten(IOException failed) {
        return Problem.error(
                        "journal.not-written",
                        Actor.MACHINE,
                        "the project's state can't be written: " + failed.getMessage())
                .remedy("Make room on the disk. What runs goes on running, but what is asked for would be forgotten.");
    }

    private interface Writing {
        void write() throws IOException;
    }
}
