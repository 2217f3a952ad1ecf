package dev.emailight.sending;

import com.mongodb.MongoException;
import dev.emailight.message.Outbox;
import dev.emailight.redis.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Goes round: brings what has become due, takes over what others have left behind, takes what is next, and has a few
/// e-mails
/// sent side by side. It is told that an e-mail is done only when the database says what became of it.
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int SIDE_BY_SIDE = 4;
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final int MANY = 100;

    /// How long e-mails that are being handed over may still take when the worker is closed.
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Queue queue;
    private final Outbox outbox;
    private final Delivering delivering;
    private final Clock clock;
    private final String name;
    private final Semaphore hands = new Semaphore(SIDE_BY_SIDE);
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread rounds;
    private volatile boolean isClosed;
    private volatile Instant lastRound;
    private Instant nextSweep;

    /// @param name of this worker among all of them
    public Worker(Queue queue, Outbox outbox, Delivering delivering, Clock clock, String name) {
        this.queue = queue;
        this.outbox = outbox;
        this.delivering = delivering;
        this.clock = clock;
        this.name = name;
        this.lastRound = clock.instant();
        this.nextSweep = clock.instant();
        this.rounds = Thread.ofVirtual().name("rounds").start(this::goRound);
    }

    /// Whether it has gone round lately.
    public boolean isAtWork() {
        return lastRound.isAfter(clock.instant().minus(Outbox.CLAIM));
    }

    private void goRound() {
        try {
            while (!isClosed) {
                try {
                    round();
                    lastRound = clock.instant();
                } catch (JedisException | MongoException problem) {
                    LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("a round was broken off");
                    Thread.sleep(PAUSE);
                } catch (RuntimeException problem) {
                    // A mistake of ours in one round must not be the end of all of them.
                    LOG.atError().setCause(problem).log("a round failed");
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            // Told to go.
        }
    }

    private void round() throws InterruptedException {
        queue.bring(clock.instant());
        if (clock.instant().isAfter(nextSweep)) {
            outbox.forgotten(SWEEP, MANY).forEach(queue::add);
            nextSweep = clock.instant().plus(SWEEP);
        }
        // A hand first, then something to do for it: what was taken and has to wait here could be done by another
        // worker.
        if (!hands.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        hands.release();
        var free = hands.availablePermits();
        var left = queue.takeOver(name, free, Outbox.CLAIM);
        for (var job : left.isEmpty() ? queue.take(name, free, WAIT) : left) {
            hands.acquire();
            sending.submit(() -> work(job));
        }
    }

    private void work(Queue.Job job) {
        try {
            var again = delivering.deliver(job.message());
            if (again.isPresent()) {
                queue.addLater(job.message(), again.get());
            }
            queue.done(job);
        } catch (JedisException | MongoException problem) {
            // It stays taken, and is taken over when the claim has run out.
            LOG.atWarn()
                    .setCause(problem)
                    .addKeyValue("message", job.message())
                    .log("what became of it could not be noted");
        } catch (RuntimeException problem) {
            LOG.atError()
                    .setCause(problem)
                    .addKeyValue("message", job.message())
                    .log("an e-mail could not be dealt with");
        } finally {
            hands.release();
        }
    }

    /// Takes nothing more and finishes what is being handed over.
    @Override
    public void close() {
        isClosed = true;
        try {
            var isStill = rounds.join(DRAIN);
            sending.shutdown();
            if (!isStill || !sending.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("e-mails are left half-way: another worker takes them over");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
