package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.engine.AskersVariables;
import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One project in the operator's care: a thread on which a [Keeper] works, and another keeper if one breaks.
final class Supervision implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(5);

    /// Whoever breaks an errand off, as by Ctrl-C, is not to wait for an engine that takes its time.
    private static final Duration BREAKING_OFF = Duration.ofMillis(100);

    private final Post post;
    private final BlockingQueue<Occurrence> queue = new LinkedBlockingQueue<>();
    private final Set<Follower> askers = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final AskersVariables asker;
    private volatile Standing standing = Standing.unknown();
    private volatile boolean isKept;

    private Supervision(Project project, Book.Term term, OperatorParts parts, Engine engine) {
        this.asker = asker(project);
        this.post = new Post(project, term, parts, engine, queue, new Audience());
        this.thread = term.thread().name("project " + project.name()).unstarted(this::run);
    }

    /// @throws ProblemException if there is no such engine
    static Supervision start(Project project, Book.Term term, OperatorParts parts) {
        var supervision = new Supervision(project, term, parts, parts.engines().open(project));
        supervision.thread.start();
        return supervision;
    }

    Project project() {
        return post.project();
    }

    Standing standing() {
        return standing;
    }

    /// Whether the project's folder was taken away with all that was kept in it, as by who clones it anew.
    boolean isUprooted() {
        return isKept && Files.notExists(project().state().resolve(Keeper.KEEPER));
    }

    /// Whether the one who asks now has other programs on PATH, say, than the engine was told of.
    boolean isOutdated() {
        return !asker(project()).equals(asker);
    }

    private static AskersVariables asker(Project project) {
        try {
            return AskersVariables.read(new StateFolder(project.state()));
        } catch (IOException unreadable) {
            // The same as for a project that nobody has asked for yet.
            return AskersVariables.of(Map.of());
        }
    }

    /// Whether nobody waits for an answer. If so, the standing tells of all that was asked.
    boolean isAnswered() {
        askers.removeIf(Follower::isContent);
        return askers.isEmpty();
    }

    void ask(Stack files, Request request, Follower follower) {
        askers.add(follower);
        queue.add(new Occurrence.Asked(files, request, follower));
    }

    void follow(Follower follower) {
        queue.add(new Occurrence.Followed(follower));
    }

    /// Leaves the services as they are. Steps under way are interrupted; whoever comes next finishes them.
    @Override
    public void close() {
        boolean isBrokenOff = post.term() == Book.Term.ERRAND && !isAnswered();
        queue.add(new Occurrence.Closed());
        try {
            if (!thread.join(isBrokenOff ? BREAKING_OFF : ENDING)) {
                thread.interrupt();
                thread.join(isBrokenOff ? ENDING : Duration.ZERO);
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        post.engine().close();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        Optional<Problem> broken = keep();
        while (broken.isPresent()) {
            if (!rest(pause, broken.get())) {
                break;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LAST_PAUSE) < 0 ? longer : LAST_PAUSE;
            broken = keep();
        }
        post.audience().leave();
        askers.forEach(Follower::leave);
    }

    /// @return why it could not go on; empty when it was closed
    private Optional<Problem> keep() {
        try (var keeper = Keeper.open(post, now -> standing = now)) {
            isKept = true;
            keeper.keep();
            return Optional.empty();
        } catch (IOException unwritable) {
            return Optional.of(Book.notWritten(unwritable));
        } catch (ProblemException told) {
            return Optional.of(told.problems().getFirst());
        } catch (InterruptedException ending) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            post.parts().say("defect in project " + project().name(), defect);
            return Optional.of(Problem.error("operator.defect", Actor.HAUBAN, "a defect in Hauban: " + defect)
                    .remedy("Please report it, with what "
                            + post.parts().places().log() + " says."));
        } finally {
            isKept = false;
        }
    }

    /// Answers those who ask meanwhile, until the next try.
    ///
    /// @return false when it was closed
    private boolean rest(Duration pause, Problem problem) {
        post.say(problem.text());
        post.audience().dismissAskers(List.of(problem), post.now());
        askers.stream().filter(follower -> !follower.isContent()).forEach(follower -> dismiss(follower, problem));
        long until = System.nanoTime() + pause.toNanos();
        try {
            Occurrence next = arrived(until);
            while (next != null) {
                switch (next) {
                    case Occurrence.Closed() -> {
                        return false;
                    }
                    case Occurrence.Asked asked -> dismiss(asked.follower(), problem);
                    case Occurrence.Checked checked -> dismiss(checked.asked().follower(), problem);
                    case Occurrence.Followed followed -> post.audience().add(followed.follower());
                    // The next keeper observes what has become of it.
                    case Occurrence.Ended _, Occurrence.Progressed _, Occurrence.Changed _ -> {}
                }
                next = arrived(until);
            }
            return true;
        } catch (InterruptedException ending) {
            return false;
        }
    }

    private @Nullable Occurrence arrived(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        return left <= 0 ? null : queue.poll(left, TimeUnit.NANOSECONDS);
    }

    private void dismiss(Follower follower, Problem problem) {
        follower.tell(new Event.Settled(post.now(), false, List.of(problem)));
    }
}
