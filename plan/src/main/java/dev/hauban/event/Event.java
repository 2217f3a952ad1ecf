package dev.hauban.event;

import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.List;

/// Something that has happened to a project. Never holds a secret.
public sealed interface Event {
    Instant at();

    /// Somebody asked for something.
    record Asked(Instant at, Request request) implements Event {}

    /// A step is about to be carried out; it is in the journal before it is.
    record StepBegun(Instant at, PlannedStep planned) implements Event {}

    record StepEnded(Instant at, Step step, Outcome outcome) implements Event {}

    /// Something a long step has to say: `downloading mariadb-server 4.1 of 15.2 MB`.
    ///
    /// @param what begins with `waiting for` where another one is at work
    /// @param done from 0 to 1, or negative when unknown
    record StepProgress(Instant at, Step step, String what, double done) implements Event {
        /// Whether it says the same until another one is done.
        public boolean isWaiting() {
            return what.startsWith("waiting for ");
        }
    }

    /// An instance ended, whoever wanted it.
    record InstanceExited(Instant at, InstanceId instance, int code) implements Event {}

    record HealthChanged(Instant at, InstanceId instance, Health health, String output) implements Event {}

    /// What is still being waited for changed.
    record WaitingFor(Instant at, List<Decision.Waiting> waiting) implements Event {
        public WaitingFor {
            waiting = List.copyOf(waiting);
        }
    }

    /// A problem came up; about a service, when it is one's own.
    record Troubled(Instant at, List<ServiceName> services, Problem problem) implements Event {
        public Troubled {
            services = List.copyOf(services);
        }
    }

    /// What was asked for is so, or can't be.
    record Settled(Instant at, boolean asAsked, List<Problem> problems) implements Event {
        public Settled {
            problems = List.copyOf(problems);
        }
    }
}
