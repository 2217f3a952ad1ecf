package dev.todoapp.generator;

import dev.todoapp.database.Database;
import dev.todoapp.service.Refusal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done again and again. When each is due stands in the database `intern`: of several private APIs one does it,
/// and
/// what became of it can be looked up.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private record Job(Duration every, Supplier<String> work) {}

    /// As it stands in the database.
    public record Known(String name, Instant next, Optional<Instant> begun, String outcome) {}

    private final Database intern;
    private final InstantSource clock;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Thread thread;

    private Jobs(Database intern, Generations generations, InstantSource clock) {
        this.intern = intern;
        this.clock = clock;
        jobs.put("count-uses", new Job(Duration.ofMinutes(1), () -> {
            generations.countUses();
            return "done";
        }));
        jobs.put("forget-old-generations", new Job(Duration.ofDays(1), () -> "forgot " + generations.forgetOld()));
        this.thread = Thread.ofVirtual().name("jobs").unstarted(this::look);
    }

    public static Jobs start(Database intern, Generations generations, InstantSource clock) {
        var jobs = new Jobs(intern, generations, clock);
        jobs.thread.start();
        return jobs;
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                runDue();
            }
        } catch (InterruptedException _) {
            LOG.debug("the jobs end with the program");
        }
    }

    void runDue() {
        jobs.forEach((name, job) -> {
            try {
                if (isTaken(name, job)) {
                    run(name, job);
                }
            } catch (Refusal _) {
                // The database is away, which is in the log already: its turn comes when it is back.
            }
        });
    }

    /// Whether it was due and nobody else was quicker.
    private boolean isTaken(String name, Job job) {
        var now = clock.instant();
        return intern.update(
                        "UPDATE job SET next_at = ?, begun_at = ?, outcome = 'running' WHERE name = ? AND next_at <= ?",
                        Timestamp.from(now.plus(job.every)),
                        Timestamp.from(now),
                        name,
                        Timestamp.from(now))
                == 1;
    }

    private void run(String name, Job job) {
        var outcome = "failed";
        try {
            outcome = job.work.get();
        } catch (IllegalStateException problem) {
            LOG.atError().setCause(problem).addKeyValue("job", name).log("a job failed");
        }
        intern.update("UPDATE job SET outcome = ? WHERE name = ?", outcome, name);
    }

    public List<Known> all() {
        return intern.query(
                "SELECT name, next_at, begun_at, outcome FROM job ORDER BY name",
                row -> new Known(
                        row.getString("name"),
                        row.getTimestamp("next_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("begun_at")).map(Timestamp::toInstant),
                        row.getString("outcome")));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
