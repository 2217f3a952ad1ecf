package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import dev.hauban.event.Event;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Explained;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries one request out in this process, then lets go of the project: for engines that keep what runs by
/// themselves, and whose projects others use as well. Two errands on one project are done one after the other.
///
/// Killed half-way, the next errand observes again and goes on from what it sees.
public final class Errand {
    private final Project project;
    private final OperatorParts parts;

    public Errand(Project project, OperatorParts parts) {
        this.project = project;
        this.parts = parts;
    }

    /// What is seen of the project, where that is all that is asked for; empty where there is something to do or to
    /// wait for, or another errand is at work. Nothing is written down, for nothing has happened.
    ///
    /// @throws ProblemException if the engine can't be reached
    public Optional<Observed> glance(Stack files, Request request) throws InterruptedException {
        try (Engine engine = parts.engines().open(project)) {
            return new Glance(project, engine, parts.clock().instant()).at(files, request);
        } catch (IOException unseen) {
            if (unseen instanceof Explained known) {
                throw new ProblemException(known.problem(), unseen);
            }
            // Whoever carries it out tries again, and tells of it.
            return Optional.empty();
        }
    }

    /// Tells what happens, until it is so, or can't be. An interrupt ends it where it is: steps that have begun are
    /// interrupted too.
    ///
    /// @throws ProblemException if the engine can't be reached
    public Event.Settled carryOut(Stack files, Request request, Consumer<Event> events) throws InterruptedException {
        try (var supervision = Supervision.start(project, Book.Term.ERRAND, parts)) {
            var follower = new Follower();
            supervision.ask(files, request, follower);
            Optional<Event> next = follower.next();
            while (next.isPresent()) {
                events.accept(next.get());
                if (next.get() instanceof Event.Settled settled) {
                    return settled;
                }
                next = follower.next();
            }
            throw new DefectException("an errand ended without a word");
        }
    }
}
