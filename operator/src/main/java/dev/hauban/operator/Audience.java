package dev.hauban.operator;

import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Everybody who is told what happens to a project. One thread uses it.
final class Audience {
    private final List<Follower> watchers = new ArrayList<>();
    private final List<Asker> askers = new ArrayList<>();
    private List<Decision.Waiting> told = List.of();

    void add(Follower watcher) {
        watchers.add(watcher);
    }

    void add(Asker asker) {
        askers.add(asker);
    }

    boolean hasAskers() {
        return !askers.isEmpty();
    }

    void tell(Event event) {
        watchers.forEach(watcher -> watcher.tell(event));
        askers.forEach(asker -> asker.tell(event));
    }

    void tellWaiting(List<Decision.Waiting> waiting, Instant now) {
        if (!waiting.equals(told)) {
            told = waiting;
            watchers.forEach(watcher -> watcher.tell(new Event.WaitingFor(now, waiting)));
        }
    }

    /// Lets those go who have what they asked for, and those who have left.
    void look(Book book, Instant now) {
        watchers.removeIf(Follower::hasLeft);
        askers.removeIf(asker -> asker.follower().hasLeft() || asker.look(book, now));
    }

    /// Nothing can be told to those who asked but this.
    void dismissAskers(List<Problem> problems, Instant now) {
        askers.forEach(asker -> asker.follower().tell(new Event.Settled(now, false, problems)));
        askers.clear();
    }

    void leave() {
        watchers.forEach(Follower::leave);
        askers.forEach(asker -> asker.follower().leave());
    }
}
