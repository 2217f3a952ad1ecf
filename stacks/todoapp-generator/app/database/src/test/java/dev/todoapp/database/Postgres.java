package dev.todoapp.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A real PostgreSQL for tests, with databases of one's own.
public final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;
    private int count;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Postgres start() throws IOException {
        return new Postgres(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start());
    }

    /// The settings of a new and empty database, by the prefix that a service knows it under.
    public Map<String, String> database(String prefix) throws SQLException {
        var name = prefix.toLowerCase(java.util.Locale.ROOT) + ++count;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        var settings = new LinkedHashMap<String, String>();
        settings.put(prefix + "_DATABASE_HOST", "127.0.0.1");
        settings.put(prefix + "_DATABASE_PORT", Integer.toString(server.getPort()));
        settings.put(prefix + "_DATABASE_NAME", name);
        settings.put("POSTGRES_USER", "postgres");
        settings.put("POSTGRES_PASSWORD", "postgres");
        return settings;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
