package dev.faildaily.backend.database;

import static dev.faildaily.web.Log.field;

import dev.faildaily.web.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Brings the schema up to date: every file of the list that the database hasn't seen, in order, once.
///
/// MySQL can't take a `CREATE TABLE` back, so a file that was cut off half-way is run again from its
/// start: its statements must stand that (`IF NOT EXISTS`). A file that was released is never changed;
/// a change is a new file. A library for this costs more start-up time than all else together.
public final class Migrations {

    private static final List<String> FILES = List.of("001-accounts.sql", "002-fails.sql");

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
    private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final Log log;

    public Migrations(Database database, Log log) {
        this.database = database;
        this.log = log;
    }

    /// Tries until it succeeds: the database may come later than the backend.
    public void runWhenReachable() throws InterruptedException {
        var pause = Duration.ofMillis(100);
        var said = "";
        while (true) {
            try {
                run();
                database.ready();
                return;
            } catch (SQLException problem) {
                var reason = Database.reason(problem);
                if (!reason.equals(said)) {
                    log.warn("the database is not ready yet", field("reason", reason));
                    said = reason;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    void run() throws SQLException {
        try (var connection = database.direct()) {
            execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS migration (name VARCHAR(100) NOT NULL PRIMARY KEY,"
                            + " run_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)) ENGINE = InnoDB");
            // Two backends may start at the same time.
            execute(connection, "DO GET_LOCK('faildaily-migration', 60)");
            try {
                migrate(connection, seen(connection));
            } finally {
                execute(connection, "DO RELEASE_LOCK('faildaily-migration')");
            }
        }
    }

    private void migrate(Connection connection, Set<String> seen) throws SQLException {
        for (var file : FILES) {
            if (seen.contains(file)) {
                continue;
            }
            for (var statement : END.split(COMMENT.matcher(content(file)).replaceAll(""))) {
                if (!statement.isBlank()) {
                    execute(connection, statement);
                }
            }
            try (var record = connection.prepareStatement("INSERT INTO migration (name) VALUES (?)")) {
                record.setString(1, file);
                record.executeUpdate();
            }
            log.info("schema changed", field("migration", file));
        }
    }

    private static Set<String> seen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM migration")) {
            var names = new HashSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String content(String file) {
        try (var stream = Migrations.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("not in the program: " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
