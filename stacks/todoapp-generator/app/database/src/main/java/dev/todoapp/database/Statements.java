package dev.todoapp.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked of one connection.
public final class Statements {
    private final Connection connection;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
        try (var statement = bound(sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    public <T> Optional<T> one(String sql, Row<T> row, Object... values) throws SQLException {
        return query(sql, row, values).stream().findFirst();
    }

    /// How many rows it changed.
    public int update(String sql, Object... values) throws SQLException {
        try (var statement = bound(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /// The same statement for many rows, in one go.
    public void updateAll(String sql, List<Object[]> rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// Several statements, without values.
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException problem) {
            statement.close();
            throw problem;
        }
    }

    private void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            var value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            if (value instanceof List<?> texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
