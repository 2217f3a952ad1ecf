package dev.hauban.operator;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.util.List;
import java.util.Optional;

/// What arrives in a supervision's queue.
sealed interface Occurrence {
    /// Somebody asks for something, with the files at hand.
    record Asked(Stack files, Request request, Follower follower) implements Occurrence {}

    /// The engine has looked at what would be started for a request.
    record Checked(Asked asked, List<Problem> problems) implements Occurrence {}

    /// Somebody wants to be told.
    record Followed(Follower follower) implements Occurrence {}

    /// @param hash the config hash that the service had when the step began
    record Ended(Step step, Outcome outcome, Optional<String> hash) implements Occurrence {}

    record Progressed(Step step, Engine.Progress progress) implements Occurrence {}

    /// The engine says that something may have changed.
    record Changed() implements Occurrence {}

    record Closed() implements Occurrence {}
}
