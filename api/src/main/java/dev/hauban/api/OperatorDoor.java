package dev.hauban.api;

import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.function.Consumer;

/// The client's way to the operator. Each call is a connection of its own; several threads may call at once. An
/// interrupt ends a call; what the operator was asked for goes on.
///
/// What goes wrong on the way is a [ProblemException].
public final class OperatorDoor {
    private final OperatorStart start;
    private final Reach reach;

    public OperatorDoor(OperatorPlaces places, Program program, StackText stacks, OperatorCommand command) {
        this.start = new OperatorStart(places, command);
        this.reach = new Reach(places, program, stacks, start);
    }

    /// Starts an operator and doesn't wait for it. One too many ends by itself: there is only one lock.
    public void begin() {
        try {
            start.begin();
        } catch (IOException failed) {
            throw new ProblemException(start.notAnswering("can't be started: " + failed.getMessage()), failed);
        }
    }

    /// An operator of this program, or of a newer one that understands it, answers when this returns: one is started
    /// if none does, and one of an older program is replaced. Services are not touched by either.
    public void ensureRunning() throws InterruptedException {
        call(() -> {
            reach.open().close();
            return true;
        });
    }

    /// Asks for something and tells what happens, until it is so, or can't be.
    public Event.Settled apply(Project project, Stack stack, Request request, Consumer<Event> events)
            throws InterruptedException {
        return call(() -> {
            try (Line line = reach.open()) {
                line.send(new Call.Apply(project, stack, request));
                return untilSettled(line, events);
            }
        });
    }

    /// Tells everything that happens to the project, until the thread is interrupted or the operator ends. An
    /// operator is not started for it.
    ///
    /// @return false if no operator was there, or it ended
    public boolean watch(ProjectName project, Consumer<Event> events) throws InterruptedException {
        return call(() -> {
            Optional<Line> open = reach.find();
            if (open.isEmpty()) {
                return false;
            }
            try (Line line = open.get()) {
                line.send(new Call.Watch(project));
                follow(line, events);
                return false;
            }
        });
    }

    /// What the operator says of itself; empty when none runs.
    public Optional<OperatorStatus> status() throws InterruptedException {
        return call(() -> {
            Optional<Line> open = reach.find();
            if (open.isEmpty()) {
                return Optional.empty();
            }
            try (Line line = open.get()) {
                line.send(new Call.Status());
                if (answer(line) instanceof Answer.Status(OperatorStatus status)) {
                    return Optional.of(status);
                }
                throw new ProblemException(misunderstood());
            }
        });
    }

    /// Ends the operator and leaves the services as they are. Returns when it has ended.
    ///
    /// @return false if none was there
    public boolean quit() throws InterruptedException {
        return call(() -> {
            Optional<Line> open = reach.find();
            if (open.isEmpty()) {
                return false;
            }
            reach.quit(open.get());
            return true;
        });
    }

    private static Event.Settled untilSettled(Line line, Consumer<Event> events) throws IOException {
        while (true) {
            if (!(answer(line) instanceof Answer.Told(Event event))) {
                throw new ProblemException(misunderstood());
            }
            events.accept(event);
            if (event instanceof Event.Settled settled) {
                return settled;
            }
        }
    }

    private static void follow(Line line, Consumer<Event> events) throws IOException {
        Optional<Answer> next = line.nextAnswer();
        while (next.isPresent()) {
            switch (next.get()) {
                case Answer.Told(Event event) -> events.accept(event);
                case Answer.Refused(var problems) -> throw new ProblemException(problems);
                case Answer.Welcome _, Answer.Status _, Answer.Done _ -> throw new ProblemException(misunderstood());
            }
            next = line.nextAnswer();
        }
    }

    private static Answer answer(Line line) throws IOException {
        Answer answer = line.nextAnswer()
                .orElseThrow(() -> new ProblemException(Problem.error(
                                "operator.gone",
                                Actor.MACHINE,
                                "the operator ended before it was done; what runs goes on running")
                        .remedy("Run the command again: a new operator finishes it.")));
        if (answer instanceof Answer.Refused(var problems)) {
            throw new ProblemException(problems);
        }
        return answer;
    }

    private static Problem misunderstood() {
        return Problem.error(
                        "operator.misunderstood", Actor.HAUBAN, "the operator gave an answer that fits no question")
                .remedy("Run `hauban operator stop`, then the command again.");
    }

    private static <T> T call(Calling<T> calling) throws InterruptedException {
        try {
            return calling.call();
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException("while talking with the operator");
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.error(
                                    "operator.unreachable",
                                    Actor.MACHINE,
                                    "the operator can't be talked with: " + failed.getMessage())
                            .remedy("Run the command again."),
                    failed);
        }
    }

    private interface Calling<T> {
        T call() throws IOException, InterruptedException;
    }
}
