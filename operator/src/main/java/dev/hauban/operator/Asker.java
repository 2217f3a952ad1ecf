package dev.hauban.operator;

import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Planner;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Somebody who asked for something and is told until it is so.
final class Asker {
    private final Follower follower;
    private final Request request;
    private final Set<ServiceName> services;
    private List<Decision.Waiting> told = List.of();

    /// @param services that the request is about
    Asker(Follower follower, Request request, Set<ServiceName> services) {
        this.follower = follower;
        this.request = request;
        this.services = services;
    }

    Follower follower() {
        return follower;
    }

    /// Tells what has happened, if it has to do with what was asked for.
    void tell(Event event) {
        if (isAbout(event)) {
            follower.tell(event);
        }
    }

    /// Tells what is still waited for, or that nothing is.
    ///
    /// @return whether it is over
    boolean look(Book book, Instant now) {
        Optional<Event.Settled> overtaken = overtaken(book.wanted(), now);
        if (overtaken.isPresent()) {
            follower.tell(overtaken.get());
            return true;
        }
        Decision own = Planner.next(ownPart(book.wanted()), book.observed(), book.memory(), now);
        boolean isAtWork = own.steps().stream().anyMatch(planned -> !(planned.step() instanceof Step.Probe));
        if (own.waiting().isEmpty() && !isAtWork && !isUnderWay(book)) {
            follower.tell(new Event.Settled(now, own.problems().isEmpty(), own.problems()));
            return true;
        }
        if (!own.waiting().equals(told)) {
            told = own.waiting();
            follower.tell(new Event.WaitingFor(now, told));
        }
        return false;
    }

    /// What the world shows already may still have its end to come: whoever asked sees that too.
    private boolean isUnderWay(Book book) {
        return book.memory().underWay().values().stream()
                .anyMatch(step -> !(step instanceof Step.Probe) && isAbout(step));
    }

    /// What is wanted, as if nobody had ever asked for anything else: another part's troubles are not this one's.
    private Wanted ownPart(Wanted wanted) {
        Map<ServiceName, ServiceWanted> own = new TreeMap<>(wanted.services());
        own.keySet().retainAll(services);
        return new Wanted(wanted.stack(), own, wanted.teardown(), wanted.removesOrphans());
    }

    /// Somebody else wants the contrary meanwhile: that is followed, and this one is told.
    private Optional<Event.Settled> overtaken(Wanted wanted, Instant now) {
        boolean isStarting = switch (request) {
            case Request.Up _, Request.Start _, Request.Restart _, Request.Scale _ -> true;
            case Request.Stop _, Request.Down _ -> false;
        };
        boolean isMaking = request instanceof Request.Up up && up.options().until() == ServiceWanted.Until.MADE;
        List<ServiceName> contrary = services.stream()
                .filter(name ->
                        isStarting && !isMaking ? !isToRun(wanted, name) : isToBeThere(wanted, name) != isMaking)
                .sorted()
                .toList();
        if (contrary.isEmpty()) {
            return Optional.empty();
        }
        String names =
                String.join(", ", contrary.stream().map(ServiceName::text).toList());
        var problem = Problem.error(
                "operator.overtaken",
                Actor.AUTHOR,
                "another command has asked to " + (isStarting ? "stop " : "run ") + names + " meanwhile");
        return Optional.of(new Event.Settled(now, false, List.of(problem)));
    }

    private static boolean isToRun(Wanted wanted, ServiceName name) {
        ServiceWanted wish = wanted.services().get(name);
        return wish != null && wish.isToRun();
    }

    private static boolean isToBeThere(Wanted wanted, ServiceName name) {
        ServiceWanted wish = wanted.services().get(name);
        return wish != null && wish.isToBeThere();
    }

    private boolean isAbout(Event event) {
        return switch (event) {
            case Event.StepBegun begun -> isAbout(begun.planned().step());
            case Event.StepEnded ended -> isAbout(ended.step());
            case Event.StepProgress progress -> isAbout(progress.step());
            case Event.InstanceExited exited ->
                services.contains(exited.instance().service());
            case Event.HealthChanged changed ->
                services.contains(changed.instance().service());
            case Event.Troubled troubled ->
                troubled.services().isEmpty() || troubled.services().stream().anyMatch(services::contains);
            // Requests and ends of others are others'; what is waited for is told by `look`.
            case Event.Asked _, Event.WaitingFor _, Event.Settled _ -> false;
        };
    }

    private boolean isAbout(Step step) {
        return switch (step) {
            case Step.Prepare prepare -> services.contains(prepare.service());
            case Step.Create create -> services.contains(create.instance().service());
            case Step.Recreate recreate -> services.contains(recreate.instance().service());
            case Step.Start start -> services.contains(start.instance().service());
            case Step.Probe probe -> services.contains(probe.instance().service());
            case Step.Stop stop -> services.contains(stop.instance().service());
            case Step.Remove remove -> services.contains(remove.instance().service());
            case Step.CreateNetwork _, Step.RemoveNetwork _, Step.CreateVolume _, Step.RemoveVolume _ -> true;
        };
    }
}
