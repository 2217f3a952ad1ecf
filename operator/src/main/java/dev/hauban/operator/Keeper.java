package dev.hauban.operator;

import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Instance;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Planner;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Explained;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one project as it is wanted, turn after turn: take in what has arrived, look at the world, ask the planner,
/// begin its steps, tell. One thread, no lock.
final class Keeper implements AutoCloseable {
    static final String KEEPER = "keeper";

    /// An operator that is being replaced lets go soon.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Two commands on one project work one after the other.
    private static final Duration ERRANDS_PATIENCE = Duration.ofMinutes(15);

    /// How often the world is looked at when the engine can't tell of changes, or the last look failed.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// So many failed looks in a row, and those who asked are told.
    private static final int LOOKS = 5;

    /// While so much is under way, the machine has enough to do without a turn for each thing that happens.
    private static final int CROWD = 16;

    private static final Duration GATHERING = Duration.ofMillis(50);

    private final Post post;
    private final Hold hold;
    private final Book book;
    private final Hands hands;
    private final Requests requests;
    private final Consumer<Standing> stand;
    private Engine.@Nullable Watch watch;
    private boolean isStale = true;
    private boolean hasPrepared;
    private int failedLooks;
    private int patience;

    private Keeper(Post post, Hold hold, Book book, Consumer<Standing> stand) {
        this.post = post;
        this.hold = hold;
        this.book = book;
        this.stand = stand;
        this.patience = post.term() == Book.Term.ERRAND ? 1 : LOOKS;
        this.hands = new Hands(post, post.queue()::add);
        this.requests = new Requests(post, book, hands);
    }

    /// @throws ProblemException if another operator keeps the project: two would undo each other's work
    static Keeper open(Post post, Consumer<Standing> stand) throws IOException, InterruptedException {
        var told = new Book.Told(
                post.project().name(), post.parts().clock(), post.parts().boot(), event -> {
                    if (event instanceof Event.Troubled troubled) {
                        post.say(troubled.problem().text());
                    }
                    post.audience().tell(event);
                });
        var folder = new StateFolder(post.project().state());
        Hold hold = hold(folder, post.term());
        try {
            var book = Book.open(post.term(), folder, post.parts().stacks(), told);
            return new Keeper(post, hold, book, stand);
        } catch (IOException | ProblemException failed) {
            hold.close();
            throw failed;
        }
    }

    private static Hold hold(StateFolder folder, Book.Term term) throws IOException, InterruptedException {
        folder.make();
        boolean isErrand = term == Book.Term.ERRAND;
        var hold = Hold.take(folder.file(KEEPER), holder(), isErrand ? ERRANDS_PATIENCE : PATIENCE);
        if (hold.isEmpty() && isErrand) {
            throw new ProblemException(Problem.error(
                            "operator.project-busy",
                            Actor.MACHINE,
                            "another command has been at work on this project for " + ERRANDS_PATIENCE.toMinutes()
                                    + " minutes: " + Hold.holder(folder.file(KEEPER)))
                    .remedy("Wait for it, or end it; then run the command again."));
        }
        if (hold.isEmpty()) {
            throw new ProblemException(Problem.error(
                            "operator.project-kept",
                            Actor.MACHINE,
                            "another operator keeps this project: " + Hold.holder(folder.file(KEEPER)))
                    .remedy("End that one first (hauban operator stop, as the user and with the settings that it was"
                            + " started with); services go on running."));
        }
        return hold.get();
    }

    /// What others are told of us.
    static String holder() {
        return "process " + ProcessHandle.current().pid();
    }

    /// Returns when the queue says that it is closed.
    void keep() throws InterruptedException {
        watch();
        while (true) {
            Optional<Instant> lookAgain = turn();
            if (!takeIn(lookAgain)) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        hands.close();
        if (watch != null) {
            watch.close();
        }
        try {
            book.close();
        } finally {
            hold.close();
        }
    }

    private void watch() {
        try {
            watch = post.engine()
                    .watch(post.project().name(), () -> post.queue().add(new Occurrence.Changed()));
        } catch (IOException failed) {
            if (post.term() == Book.Term.ERRAND && failed instanceof Explained known) {
                // An errand that finds nobody at first has nothing to lose.
                throw new ProblemException(known.problem(), failed);
            }
            post.say("the engine can't tell of changes, looking every second: " + failed.getMessage());
        }
    }

    /// One turn.
    ///
    /// @return when the next one is due even if nothing arrives
    private Optional<Instant> turn() {
        Instant now = post.now();
        if (!look(now)) {
            return Optional.of(now.plus(LOOK));
        }
        book.lookAtHealth(now);
        Decision decision = Planner.next(book.wanted(), book.observed(), book.memory(), now);
        for (PlannedStep planned : decision.steps()) {
            book.begun(planned, now);
            hands.perform(book.wanted().stack(), planned.step());
        }
        boolean isQuiet = decision.waiting().isEmpty() && isIdle();
        stand.accept(standing(isQuiet && decision.lookAgain().isEmpty()));
        post.audience().tellWaiting(decision.waiting(), now);
        post.audience().look(book, now);
        if (isQuiet) {
            book.settled();
            giveMemoryBack();
        }
        book.keepMemory();
        return watch == null ? Optional.of(earlier(decision.lookAgain(), now.plus(LOOK))) : decision.lookAgain();
    }

    /// Getting programs for services takes memory that is not needed again for days.
    private void giveMemoryBack() {
        if (hasPrepared) {
            hasPrepared = false;
            System.gc();
        }
    }

    /// @return whether the world is known
    private boolean look(Instant now) {
        if (!isStale && watch != null) {
            return true;
        }
        try {
            book.noticed(post.engine().observe(book.wanted().stack()), now);
            isStale = false;
            failedLooks = 0;
            patience = LOOKS;
            return true;
        } catch (ClosedByInterruptException ending) {
            // The interrupt is still there, and ends the next wait.
            return false;
        } catch (IOException failed) {
            failedLooks++;
            if (failedLooks == patience
                    || failedLooks > patience && post.audience().hasAskers()) {
                Problem problem = notObserved(failed);
                book.troubled(problem);
                post.audience().dismissAskers(List.of(problem), now);
            }
            return false;
        }
    }

    private Problem notObserved(IOException failed) {
        if (failed instanceof Explained known) {
            return known.problem();
        }
        return Problem.error(
                        "operator.not-observed",
                        Actor.MACHINE,
                        "the engine " + post.project().engine() + " can't be asked what runs: " + failed.getMessage())
                .remedy("`hauban doctor` looks at the engine. What runs is left as it is until then.");
    }

    /// Waits until something arrives, and takes in all that has.
    ///
    /// @return false when it is over
    private boolean takeIn(Optional<Instant> until) throws InterruptedException {
        Occurrence next = arrived(until);
        long end = System.nanoTime() + GATHERING.toNanos();
        while (next != null) {
            if (next instanceof Occurrence.Closed) {
                return false;
            }
            takeIn(next);
            next = more(end);
        }
        return true;
    }

    private @Nullable Occurrence more(long end) throws InterruptedException {
        Occurrence here = post.queue().poll();
        long left = end - System.nanoTime();
        boolean isCrowded = here == null && left > 0 && stepsUnderWay() >= CROWD;
        return isCrowded ? post.queue().poll(left, TimeUnit.NANOSECONDS) : here;
    }

    private @Nullable Occurrence arrived(Optional<Instant> until) throws InterruptedException {
        if (until.isEmpty()) {
            return post.queue().take();
        }
        // Never zero: a moment that has passed without anything to do must not make this spin.
        long wait = Math.max(1, Duration.between(post.now(), until.get()).toMillis() + 1);
        return post.queue().poll(wait, TimeUnit.MILLISECONDS);
    }

    private void takeIn(Occurrence occurrence) {
        switch (occurrence) {
            case Occurrence.Asked asked -> {
                isStale = true;
                requests.add(asked);
            }
            case Occurrence.Checked checked -> {
                requests.checked(checked);
                // Other files may see the same world otherwise.
                isStale = isStale || post.term() == Book.Term.ERRAND;
            }
            case Occurrence.Followed followed -> post.audience().add(followed.follower());
            case Occurrence.Ended ended -> {
                isStale = isStale || !(ended.step() instanceof Step.Probe);
                hasPrepared = hasPrepared || ended.step() instanceof Step.Prepare;
                book.ended(ended, post.now());
            }
            case Occurrence.Progressed(Step step, Engine.Progress progress) ->
                post.audience().tell(new Event.StepProgress(post.now(), step, progress.what(), progress.done()));
            case Occurrence.Changed() -> isStale = true;
            case Occurrence.Closed() -> {}
        }
    }

    /// Nothing is under way but looking.
    private boolean isIdle() {
        return stepsUnderWay() == 0;
    }

    private long stepsUnderWay() {
        return book.memory().underWay().values().stream()
                .filter(step -> !(step instanceof Step.Probe))
                .count();
    }

    private Standing standing(boolean isQuiet) {
        int running = (int) book.wanted().services().values().stream()
                .filter(ServiceWanted::isToRun)
                .count();
        boolean isLookedAfter = book.observed().instances().stream()
                .filter(Instance::isRunning)
                .anyMatch(instance ->
                        book.wanted().services().containsKey(instance.id().service()));
        boolean isEmpty = book.wanted().settled(book.observed()).services().isEmpty()
                && book.observed().instances().isEmpty();
        boolean isAtRest = isQuiet && !isLookedAfter && requests.areDone();
        return new Standing(running, isAtRest, isAtRest && isEmpty);
    }

    private static Instant earlier(Optional<Instant> one, Instant other) {
        return one.filter(known -> known.isBefore(other)).orElse(other);
    }
}
