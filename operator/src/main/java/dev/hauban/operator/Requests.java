package dev.hauban.operator;

import dev.hauban.event.Event;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.Severity;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was asked and is not yet wanted. Requests are folded in one after the other, in the order in which they came;
/// before one that starts something, the engine looks whether it can.
final class Requests {
    private final Post post;
    private final Book book;
    private final Hands hands;
    private final Deque<Occurrence.Asked> pending = new ArrayDeque<>();
    private Occurrence.@Nullable Asked checking;
    private Instant last = Instant.MIN;

    Requests(Post post, Book book, Hands hands) {
        this.post = post;
        this.book = book;
        this.hands = hands;
    }

    void add(Occurrence.Asked asked) {
        pending.add(asked);
        goOn();
    }

    void checked(Occurrence.Checked checked) {
        checking = null;
        Follower follower = checked.asked().follower();
        boolean isRefused = checked.problems().stream().anyMatch(Problem::isError);
        if (isRefused) {
            refuse(follower, checked.problems());
        } else if (!follower.isContent()) {
            for (Problem problem : checked.problems()) {
                follower.tell(new Event.Troubled(post.now(), List.of(), problem));
            }
            fold(checked.asked());
        }
        goOn();
    }

    boolean areDone() {
        return pending.isEmpty() && checking == null;
    }

    private void goOn() {
        while (checking == null && !pending.isEmpty()) {
            begin(pending.removeFirst());
        }
    }

    private void begin(Occurrence.Asked asked) {
        Optional<Problem> wrong = wrongWith(asked);
        if (wrong.isPresent()) {
            refuse(asked.follower(), List.of(wrong.get()));
            return;
        }
        Instant now = moment();
        Wanted next = book.wanted().asked(asked.request(), asked.files(), now);
        Set<ServiceName> starting = starting(next, now);
        if (starting.isEmpty()) {
            fold(asked);
        } else {
            checking = asked;
            hands.check(next.stack(), starting, asked);
        }
    }

    private void fold(Occurrence.Asked asked) {
        Instant now = moment();
        last = now;
        try {
            Set<ServiceName> about = book.asked(asked.request(), asked.files(), now);
            post.say("asked to " + words(asked.request()));
            asked.follower().tell(new Event.Asked(now, asked.request()));
            post.audience().add(new Asker(asked.follower(), asked.request(), about));
        } catch (IOException failed) {
            refuse(asked.follower(), List.of(Book.notWritten(failed)));
        }
    }

    private void refuse(Follower follower, List<Problem> problems) {
        List<Problem> worstFirst = problems.stream()
                .sorted(java.util.Comparator.comparing(Problem::severity))
                .toList();
        worstFirst.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> post.say("refused: " + problem.text()));
        follower.tell(new Event.Settled(post.now(), false, worstFirst));
    }

    /// Each request has a moment of its own, so that it is known which service was last asked for by which.
    private Instant moment() {
        Instant now = post.now();
        return now.isAfter(last) ? now : last.plusNanos(1000);
    }

    private Optional<Problem> wrongWith(Occurrence.Asked asked) {
        Stack files = asked.files();
        if (!files.name().equals(post.project().name())) {
            return Optional.of(Problem.error(
                    "operator.other-project",
                    Actor.HAUBAN,
                    "the files are of " + files.name() + ", not of "
                            + post.project().name()));
        }
        List<ServiceName> unknown = asked.request().services().stream()
                .filter(name -> files.service(name).isEmpty()
                        && book.wanted().stack().service(name).isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error("operator.no-such-service", Actor.AUTHOR, "no such service: " + unknown.getFirst()));
    }

    /// The services that this would start, and that don't run as they are wanted already.
    private Set<ServiceName> starting(Wanted next, Instant now) {
        var starting = new TreeSet<ServiceName>();
        for (Map.Entry<ServiceName, ServiceWanted> entry : next.services().entrySet()) {
            ServiceWanted wish = entry.getValue();
            Optional<Service> service = next.stack().service(entry.getKey());
            if (wish.isToBeThere() && wish.askedAt().equals(now) && service.isPresent() && !runs(service.get(), wish)) {
                starting.add(entry.getKey());
            }
        }
        return starting;
    }

    private boolean runs(Service service, ServiceWanted wish) {
        long running = book.observed().instances().stream()
                .filter(instance -> instance.id().service().equals(service.name()))
                .filter(Instance::isRunning)
                .filter(instance -> instance.hash().equals(service.hash()))
                .count();
        return running >= wish.replicas();
    }

    private static String words(Request request) {
        String what = switch (request) {
            case Request.Up up -> up.options().until() == ServiceWanted.Until.MADE ? "create" : "up";
            case Request.Start _ -> "start";
            case Request.Stop _ -> "stop";
            case Request.Restart _ -> "restart";
            case Request.Scale _ -> "scale";
            case Request.Down _ -> "down";
        };
        String names = String.join(
                " ", request.services().stream().map(ServiceName::text).toList());
        return names.isEmpty() ? what : what + " " + names;
    }
}
