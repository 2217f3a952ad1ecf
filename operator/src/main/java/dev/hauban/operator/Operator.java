package dev.hauban.operator;

import dev.hauban.api.Answer;
import dev.hauban.api.Call;
import dev.hauban.api.OperatorStatus;
import dev.hauban.api.PrivateFolder;
import dev.hauban.api.Project;
import dev.hauban.event.Event;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The user's operator on this machine: answers clients and keeps their projects as wanted. It may be killed at any
/// time; the next one goes on from the projects' journals and from what the engines see.
public final class Operator implements AutoCloseable {
    /// An operator with nothing to look after ends itself after this.
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(5);

    /// An operator that was asked to end needs a moment for it.
    private static final Duration PREDECESSOR = Duration.ofSeconds(10);

    private final OperatorParts parts;
    private final Duration idle;
    private final Duration housekeepingPause;
    private final Instant since;
    private final Register register;
    private final Map<ProjectName, Supervision> supervisions = new TreeMap<>();
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable OperatorLock lock;
    private @Nullable Reception reception;
    private @Nullable Thread housekeeping;

    public Operator(OperatorParts parts) {
        this(parts, IDLE, HOUSEKEEPING);
    }

    Operator(OperatorParts parts, Duration idle, Duration housekeepingPause) {
        this.parts = parts;
        this.idle = idle;
        this.housekeepingPause = housekeepingPause;
        this.since = parts.clock().instant();
        this.register = new Register(parts);
    }

    /// From here on clients are answered; projects of an operator before are taken up.
    ///
    /// @throws ProblemException if there is an operator already, or its places can't be used
    public void start() throws IOException, InterruptedException {
        PrivateFolder.make(parts.places().state());
        lock = OperatorLock.take(parts.places(), PREDECESSOR);
        reception = Reception.open(this, parts);
        parts.say("operator " + parts.program().version() + " listens on "
                + parts.places().socket());
        takeUp();
        housekeeping = Thread.ofVirtual().name("housekeeping").start(this::keepHouse);
    }

    /// Returns when the operator has ended, by a client's word or for want of work.
    public void await() throws InterruptedException {
        ended.await();
    }

    /// Ends and leaves every service as it is.
    @Override
    public void close() {
        if (!isEnding.compareAndSet(false, true)) {
            return;
        }
        try {
            end();
        } catch (IOException failed) {
            parts.say("not all could be tidied up at the end: " + failed.getMessage());
        } finally {
            ended.countDown();
        }
    }

    Answer.Welcome welcome() {
        return new Answer.Welcome(
                dev.hauban.api.Line.PROTOCOL,
                parts.program(),
                ProcessHandle.current().pid());
    }

    /// Looking a project up and asking are one: in between it could be dropped, and nobody would answer.
    synchronized Follower apply(Call.Apply call) {
        var follower = new Follower();
        try {
            supervision(call.project()).ask(call.stack(), call.request(), follower);
        } catch (ProblemException refused) {
            follower.tell(new Event.Settled(parts.clock().instant(), false, refused.problems()));
        } catch (IOException failed) {
            follower.tell(new Event.Settled(parts.clock().instant(), false, List.of(notRegistered(failed))));
        }
        return follower;
    }

    /// One who watches a project that nobody looks after hears nothing.
    synchronized Follower watch(ProjectName project) {
        var follower = new Follower();
        Supervision supervision = supervisions.get(project);
        if (supervision == null) {
            follower.leave();
        } else {
            supervision.follow(follower);
        }
        return follower;
    }

    synchronized OperatorStatus status() {
        List<OperatorStatus.Supervised> projects = supervisions.values().stream()
                .map(one -> new OperatorStatus.Supervised(
                        one.project(), one.standing().wantedRunning()))
                .toList();
        return new OperatorStatus(parts.program(), ProcessHandle.current().pid(), since, projects);
    }

    /// Ends soon, on a thread of its own: the one who says so is waiting for it.
    void quit() {
        parts.say("asked to end");
        Thread.ofPlatform().name("end").start(this::close);
    }

    private synchronized void takeUp() throws IOException {
        for (Project project : register.read()) {
            try {
                supervisions.put(project.name(), Supervision.start(project, Book.Term.FOR_GOOD, parts));
            } catch (ProblemException noEngine) {
                parts.say(project.name() + ": " + noEngine.getMessage());
            }
        }
    }

    /// The project's supervision, begun if need be. A project keeps its folder and its engine for as long as there is
    /// anything of it.
    private Supervision supervision(Project asked) throws IOException {
        if (isEnding.get()) {
            throw new ProblemException(Problem.error("operator.ending", Actor.MACHINE, "the operator is about to end")
                    .remedy("Run the command again."));
        }
        Supervision known = supervisions.get(asked.name());
        boolean isElsewhere =
                known != null && isDispensable(known) && !known.project().equals(asked);
        if (known != null && (isElsewhere || known.isUprooted())) {
            drop(known);
            known = null;
        }
        if (known != null && known.isAnswered() && known.isOutdated()) {
            // As when an operator replaces another: what runs goes on, and is adopted.
            Project same = known.project();
            known.close();
            known = Supervision.start(same, Book.Term.FOR_GOOD, parts);
            supervisions.put(same.name(), known);
        }
        if (known == null) {
            known = Supervision.start(asked, Book.Term.FOR_GOOD, parts);
            supervisions.put(asked.name(), known);
            register.add(asked);
        }
        if (!known.project().engine().equals(asked.engine())) {
            throw new ProblemException(Problem.error(
                            "operator.other-engine",
                            Actor.AUTHOR,
                            asked.name() + " runs on the engine "
                                    + known.project().engine() + ", not on " + asked.engine())
                    .remedy("Take it down first (`hauban down`), or leave out --engine."));
        }
        return known;
    }

    private static boolean isDispensable(Supervision supervision) {
        return supervision.isAnswered() && supervision.standing().isEmpty();
    }

    private void drop(Supervision supervision) throws IOException {
        supervisions.remove(supervision.project().name());
        supervision.close();
        register.remove(supervision.project());
    }

    private void keepHouse() {
        Instant restingSince = parts.clock().instant();
        try {
            while (!isEnding.get()) {
                Thread.sleep(housekeepingPause);
                Instant now = parts.clock().instant();
                if (!tidy()) {
                    restingSince = now;
                } else if (Duration.between(restingSince, now).compareTo(idle) >= 0) {
                    parts.say("nothing to look after, ending");
                    quit();
                    return;
                }
            }
        } catch (InterruptedException ending) {
            return;
        }
    }

    /// @return whether there is nothing to do
    private synchronized boolean tidy() {
        try {
            if (reception != null) {
                reception.makeSureOfSocket();
            }
            for (Supervision supervision : new ArrayList<>(supervisions.values())) {
                if (supervision.isUprooted()) {
                    parts.say(supervision.project().name() + ": its folder has gone, it is forgotten: "
                            + supervision.project().state());
                }
                if (supervision.isUprooted() || isDispensable(supervision)) {
                    drop(supervision);
                }
            }
        } catch (IOException failed) {
            parts.say("the house can't be kept: " + failed.getMessage());
        }
        boolean isBusy = reception != null && reception.isBusy();
        return !isBusy
                && supervisions.values().stream()
                        .allMatch(one -> one.isAnswered() && one.standing().isAtRest());
    }

    /// First nobody new comes in, then the projects are let go, then another operator may begin; those who wait for
    /// the end are told last.
    private void end() throws IOException {
        if (housekeeping != null) {
            housekeeping.interrupt();
        }
        if (reception != null) {
            reception.stopListening();
        }
        List<Supervision> left;
        synchronized (this) {
            left = List.copyOf(supervisions.values());
            supervisions.clear();
        }
        left.forEach(Supervision::close);
        if (lock != null) {
            lock.close();
        }
        parts.say("operator has ended");
        if (reception != null) {
            reception.close();
        }
    }

    private static Problem notRegistered(IOException failed) {
        return Problem.error(
                        "operator.not-registered",
                        Actor.MACHINE,
                        "the operator's register of projects can't be written: " + failed.getMessage())
                .remedy("Make room on the disk.");
    }
}
