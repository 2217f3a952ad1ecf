package dev.emailight.sending;

import dev.emailight.message.Delivery;
import dev.emailight.message.Message;
import dev.emailight.message.Outbox;
import dev.emailight.operation.Metrics;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One e-mail: claimed, handed over for each of those it goes to, and noted after each. Whoever has got it never gets
/// it again,
/// but for one moment: between a server's word that it has taken it and the note about that.
public final class Delivering {
    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);
    private static final Duration RENEWAL = Outbox.CLAIM.dividedBy(4);

    private final Outbox outbox;
    private final Carrier carrier;
    private final Metrics metrics;
    private final Clock clock;

    public Delivering(Outbox outbox, Carrier carrier, Metrics metrics, Clock clock) {
        this.outbox = outbox;
        this.carrier = carrier;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @return when it is to be looked at again; empty when it is over
    Optional<Instant> deliver(String id) {
        return switch (outbox.claim(id)) {
            case Outbox.Turn.Over() -> Optional.empty();
            case Outbox.Turn.Later(Instant due) -> Optional.of(due);
            case Outbox.Turn.Mine mine -> {
                try (var _ = new Renewal(mine)) {
                    yield carry(mine);
                }
            }
        };
    }

    /// Says again and again that somebody is at it, until it is closed.
    private final class Renewal implements AutoCloseable {
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Thread thread;

        Renewal(Outbox.Turn.Mine mine) {
            thread = Thread.ofVirtual().name("renewal").start(() -> {
                try {
                    while (!isOver.get()) {
                        Thread.sleep(RENEWAL);
                        renew(mine);
                    }
                } catch (InterruptedException _) {
                    // Nobody is at it any more.
                }
            });
        }

        private void renew(Outbox.Turn.Mine mine) {
            try {
                outbox.renew(mine);
            } catch (com.mongodb.MongoException problem) {
                LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("a claim could not be renewed");
            }
        }

        @Override
        public void close() {
            isOver.set(true);
            thread.interrupt();
        }
    }

    private Optional<Instant> carry(Outbox.Turn.Mine mine) {
        var message = mine.message();
        var deliveries = new ArrayList<>(message.deliveries());
        var trouble = "";
        try (var trip = carrier.begin(message)) {
            for (int i = 0; i < deliveries.size(); i++) {
                if (!deliveries.get(i).isOpen()) {
                    continue;
                }
                var to = deliveries.get(i).to();
                switch (trip.give(to)) {
                    case Carrier.Answer.Taken() -> deliveries.set(i, new Delivery.Sent(to, clock.instant()));
                    case Carrier.Answer.Refused(var reason) -> deliveries.set(i, new Delivery.Refused(to, reason));
                    case Carrier.Answer.NotNow(var reason) -> trouble = reason;
                }
                if (!outbox.note(mine, deliveries)) {
                    LOG.atWarn().addKeyValue("message", message.id()).log("somebody else has it now");
                    return Optional.empty();
                }
            }
        } catch (MessagingException problem) {
            trouble = Carrier.words(problem);
        }
        return conclude(mine, deliveries, trouble);
    }

    private Optional<Instant> conclude(Outbox.Turn.Mine mine, List<Delivery> deliveries, String trouble) {
        var message = mine.message();
        if (deliveries.stream().noneMatch(Delivery::isOpen)) {
            var problem = refusals(deliveries);
            outbox.finish(mine, deliveries, problem);
            tell(message, problem.isEmpty() ? "sent" : "refused", problem);
            return Optional.empty();
        }
        var pause = Retries.after(message.attempts());
        if (pause.isEmpty()) {
            outbox.finish(
                    mine, deliveries, "Given up after " + message.attempts() + " attempts. The last one: " + trouble);
            tell(message, "failed", trouble);
            return Optional.empty();
        }
        var due = clock.instant().plus(pause.get());
        outbox.postpone(mine, due, trouble);
        tell(message, "postponed", trouble);
        return Optional.of(due);
    }

    private static String refusals(List<Delivery> deliveries) {
        return deliveries.stream()
                .flatMap(delivery -> delivery.refusal().stream().map(reason -> delivery.to() + ": " + reason))
                .collect(Collectors.joining("\n"));
    }

    private void tell(Message message, String event, String reason) {
        metrics.email(event);
        var line = event.equals("failed") ? LOG.atWarn() : LOG.atInfo();
        if (!reason.isEmpty()) {
            line.addKeyValue("reason", reason);
        }
        line.addKeyValue("message", message.id())
                .addKeyValue("attempt", message.attempts())
                .log(event);
    }
}
