package dev.todoapp.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a database up to date: every step that it hasn't seen, in order, once. What one start does is one transaction
/// together with the notes about it, so that whatever is cut off half-way was never begun. A step that was released is
/// never changed; a change is a new step.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /// Two services may start at the same time: one of them waits.
    private static final long LOCK = 0x70D0_A99L;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /// What a step does.
    @FunctionalInterface
    public interface Change {
        void with(Statements statements) throws SQLException;
    }

    public record Step(String name, Change change) {

        /// A file of SQL that lies beside a class.
        public static Step file(Class<?> beside, String name) {
            return new Step(name, statements -> statements.run(content(beside, name)));
        }
    }

    private final Database database;
    private final List<Step> steps;

    public Migrations(Database database, List<Step> steps) {
        this.database = database;
        this.steps = List.copyOf(steps);
    }

    /// Begins at once and goes on until the database is ready; ends when it is interrupted.
    public Thread start() {
        return Thread.ofVirtual().name("migration " + database.name()).start(() -> {
            try {
                runWhenReachable();
            } catch (InterruptedException _) {
                LOG.debug("the end came before the database");
            }
        });
    }

    private void runWhenReachable() throws InterruptedException {
        var pause = SHORTEST_PAUSE;
        var said = "";
        while (true) {
            try {
                run();
                database.ready();
                return;
            } catch (SQLException problem) {
                var reason = Database.reason(problem);
                if (!reason.equals(said)) {
                    LOG.atWarn()
                            .addKeyValue("database", database.name())
                            .addKeyValue("reason", reason)
                            .log("the database is not ready yet");
                    said = reason;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void run() throws SQLException {
        try (var connection = database.direct()) {
            connection.setAutoCommit(false);
            var statements = new Statements(connection);
            statements.query("SELECT pg_advisory_xact_lock(?)", _ -> true, LOCK);
            statements.run("CREATE TABLE IF NOT EXISTS migration"
                    + " (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())");
            var seen = statements.query("SELECT name FROM migration", row -> row.getString(1));
            for (var step : steps) {
                if (!seen.contains(step.name)) {
                    step.change.with(statements);
                    statements.update("INSERT INTO migration (name) VALUES (?)", step.name);
                    LOG.atInfo()
                            .addKeyValue("database", database.name())
                            .addKeyValue("step", step.name)
                            .log("brought up to date");
                }
            }
            connection.commit();
        }
    }

    /// A text that lies beside a class.
    public static String content(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not in the program: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
