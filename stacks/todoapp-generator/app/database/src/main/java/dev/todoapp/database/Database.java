package dev.todoapp.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.todoapp.service.Health;
import dev.todoapp.service.Metrics;
import dev.todoapp.service.Refusal;
import dev.todoapp.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections to one database. While it is away, or its schema isn't ready, whoever asks is refused with
/// 503;
/// when the time has come, it works.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// Several of one service, and whoever looks into a database by hand, fit into what it takes.
    private static final int SHARE = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PORT = 5432;

    /// Where it is, and how many connections it may be asked for.
    public record Address(String host, int port, String name, String user, String password, int connections) {

        /// Of `CONFIG_DATABASE_HOST` and so on, for a database that is called `CONFIG`.
        public static Address of(Settings settings, String called) {
            var prefix = called + "_DATABASE_";
            return new Address(
                    settings.required(prefix + "HOST"),
                    settings.number(prefix + "PORT", PORT, 1),
                    settings.required(prefix + "NAME"),
                    settings.text("POSTGRES_USER", "todoapp"),
                    settings.required("POSTGRES_PASSWORD"),
                    Math.max(2, settings.number("MAX_CONNECTIONS", 100, 10) / SHARE));
        }
    }

    private final String name;
    private final HikariDataSource pool;

    private volatile boolean ready;

    private Database(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /// @param name as it is called where it is missed
    public static Database at(String name, Address address) {
        var pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl("jdbc:postgresql://%s:%d/%s?connectTimeout=2&socketTimeout=20&ApplicationName=todoapp"
                .formatted(address.host, address.port, address.name));
        pool.setUsername(address.user);
        pool.setPassword(address.password);
        pool.setMaximumPoolSize(address.connections);
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        pool.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(-1);
        return new Database(name, pool);
    }

    /// A connection beside the pool, for the time before it is ready: it fails at once when nobody is there.
    Connection direct() throws SQLException {
        return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    /// The schema is as the program wants it.
    void ready() {
        ready = true;
    }

    String name() {
        return name;
    }

    /// Something that is done as a whole or not at all.
    @FunctionalInterface
    public interface Work<T> {
        T with(Statements statements) throws SQLException;
    }

    public <T> T together(Work<T> work) {
        return with(connection -> {
            connection.setAutoCommit(false);
            try {
                var result = work.with(new Statements(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException problem) {
                connection.rollback();
                throw problem;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    public <T> List<T> query(String sql, Statements.Row<T> row, Object... values) {
        return with(connection -> new Statements(connection).query(sql, row, values));
    }

    public <T> Optional<T> one(String sql, Statements.Row<T> row, Object... values) {
        return with(connection -> new Statements(connection).one(sql, row, values));
    }

    /// How many rows it changed.
    public int update(String sql, Object... values) {
        return with(connection -> new Statements(connection).update(sql, values));
    }

    private interface Connected<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(Connected<T> work) {
        if (!ready) {
            throw away();
        }
        try (var connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException problem) {
            throw failed(problem);
        }
    }

    /// A database that is away is nobody's mistake; a statement that it doesn't understand is ours.
    private RuntimeException failed(SQLException problem) {
        var state = problem.getSQLState();
        var isAway = problem instanceof SQLTransientException
                || state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53");
        if (!isAway) {
            return new IllegalStateException(problem);
        }
        LOG.atWarn()
                .addKeyValue("database", name)
                .addKeyValue("reason", reason(problem))
                .log("the database failed");
        return away();
    }

    private Refusal away() {
        return new Refusal(
                503, "The database can't be reached just now. Nothing is lost: please try again in a moment.");
    }

    static String reason(SQLException problem) {
        var cause = problem.getCause() instanceof SQLException deeper ? deeper : problem;
        return String.valueOf(cause.getMessage());
    }

    /// As a part of the service's health.
    public Health.Part part() {
        return new Health.Part(name, Health.Need.OWN, this::trouble);
    }

    private Optional<String> trouble() {
        if (!ready) {
            return Optional.of("not reached, or being prepared");
        }
        try (var connection = pool.getConnection()) {
            new Statements(connection).query("SELECT 1", row -> row.getInt(1));
            return Optional.empty();
        } catch (SQLException _) {
            return Optional.of("not reached");
        }
    }

    /// What is counted of databases.
    public static void count(Metrics metrics, List<Database> databases) {
        metrics.gauge("database_connections_active", "Connections in use", "database", figures(databases, database -> {
            var pool = database.pool.getHikariPoolMXBean();
            return pool == null ? 0 : pool.getActiveConnections();
        }));
        metrics.gauge(
                "database_connections_max",
                "Connections at most",
                "database",
                figures(databases, database -> database.pool.getMaximumPoolSize()));
        metrics.gauge(
                "database_reachable",
                "1 where the database answers",
                "database",
                figures(databases, database -> database.trouble().isEmpty() ? 1 : 0));
    }

    private static Map<String, DoubleSupplier> figures(List<Database> databases, ToDoubleFunction<Database> figure) {
        var all = new LinkedHashMap<String, DoubleSupplier>();
        databases.forEach(database -> all.put(database.name, () -> figure.applyAsDouble(database)));
        return all;
    }

    @Override
    public void close() {
        pool.close();
    }
}
