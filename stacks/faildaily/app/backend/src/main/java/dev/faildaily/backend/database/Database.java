package dev.faildaily.backend.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.faildaily.web.Refusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pool of connections, and three verbs. The database may be away, or its schema not ready yet: then each verb
/// refuses with 503, and works when the time has come.
public final class Database implements AutoCloseable {

    public record Address(String host, int port, String name) {}

    public record Login(String user, String password) {}

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The two states of SQL that a caller may want to answer itself.
    private static final String CONSTRAINT = "23";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The pool connects when it is first asked, which is after [#ready].
    private final HikariDataSource pool;

    private volatile boolean ready;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    public static Database at(Address address, Login login, int connections) {
        var pool = new HikariDataSource();
        pool.setPoolName("database");
        // MySQL 8 hands its key to clients that log in without TLS; both ends are on the stack's own network.
        pool.setJdbcUrl("jdbc:mariadb://%s:%d/%s".formatted(address.host, address.port, address.name)
                + "?allowPublicKeyRetrieval=true&connectTimeout=2000&socketTimeout=20000&connectionTimeZone=UTC"
                + "&forceConnectionTimeZoneToSession=true");
        pool.setUsername(login.user);
        pool.setPassword(login.password);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        pool.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(-1);
        return new Database(pool);
    }

    /// A connection beside the pool, for the time before it is ready: it fails at once when nobody is there.
    Connection direct() throws SQLException {
        return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    /// The schema is as the program wants it.
    void ready() {
        ready = true;
    }

    /// Why the database doesn't answer; nothing when it does.
    public Optional<String> trouble() {
        if (!ready) {
            return Optional.of("the schema is not ready yet");
        }
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var _ = statement.executeQuery("SELECT 1")) {
            return Optional.empty();
        } catch (SQLException problem) {
            return Optional.of(reason(problem));
        }
    }

    public <T> List<T> query(String sql, Row<T> row, Object... values) {
        try (var connection = connection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        } catch (SQLException problem) {
            throw failed(problem);
        }
    }

    /// How many rows it changed.
    public int update(String sql, Object... values) {
        try (var connection = connection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException problem) {
            throw failed(problem);
        }
    }

    /// The new row's id, or nothing when a constraint forbids it: a name that is taken, a row that is gone.
    public Optional<Long> insert(String sql, Object... values) {
        try (var connection = connection();
                var statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, values);
            statement.executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                return keys.next() ? Optional.of(keys.getLong(1)) : Optional.empty();
            }
        } catch (SQLException problem) {
            if (problem.getSQLState() != null && problem.getSQLState().startsWith(CONSTRAINT)) {
                return Optional.empty();
            }
            throw failed(problem);
        }
    }

    private Connection connection() throws SQLException {
        if (!ready) {
            throw away();
        }
        return pool.getConnection();
    }

    private static Refusal away() {
        return new Refusal(503, "The database can't be reached right now. Please try again in a moment.");
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            statement.setObject(i + 1, value);
        }
    }

    /// A database that is away is nobody's mistake; a statement that it doesn't understand is ours.
    private static RuntimeException failed(SQLException problem) {
        var state = problem.getSQLState();
        var isAway = problem instanceof SQLTransientException || state == null || state.startsWith("08");
        return isAway ? away() : new IllegalStateException(problem);
    }

    static String reason(SQLException problem) {
        var cause = problem.getCause() instanceof SQLException deeper ? deeper : problem;
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        pool.close();
    }
}
