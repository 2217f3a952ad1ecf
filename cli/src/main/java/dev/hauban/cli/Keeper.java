package dev.hauban.cli;

import dev.hauban.api.OperatorStatus;
import dev.hauban.event.Event;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import java.util.Optional;
import java.util.function.Consumer;

/// Whoever keeps stacks as they are wanted: the operator, seen from here.
public interface Keeper {
    /// Asks for something and tells what happens, until it is so, or can't be. An interrupt ends the telling; what was
    /// asked for goes on.
    Event.Settled apply(Loaded loaded, String engine, Request request, Consumer<Event> events)
            throws InterruptedException;

    /// What is seen of the project, where everything that is asked for is so already and that can be found out without
    /// asking anybody for anything; empty otherwise.
    Optional<Observed> glance(Loaded loaded, String engine, Request request) throws InterruptedException;

    /// Empty when none runs.
    Optional<OperatorStatus> status() throws InterruptedException;

    /// Ends the operator and leaves services as they are.
    ///
    /// @return false if none ran
    boolean quit() throws InterruptedException;
}
