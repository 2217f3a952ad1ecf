package dev.hauban.api;

import dev.hauban.event.Event;
import dev.hauban.problem.Problem;
import java.util.List;

/// What the operator says to a client.
public sealed interface Answer {
    /// Who answers: the first of every connection.
    ///
    /// @param process the operator's process id
    record Welcome(int protocol, Program program, long process) implements Answer {}

    /// Something happened. After [Event.Settled] an applied request is over.
    record Told(Event event) implements Answer {}

    record Status(OperatorStatus status) implements Answer {}

    /// What was called for can't be begun.
    record Refused(List<Problem> problems) implements Answer {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// It is done, and there is nothing to tell.
    record Done() implements Answer {}
}
