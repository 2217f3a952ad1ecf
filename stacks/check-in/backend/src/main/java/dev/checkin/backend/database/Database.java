package dev.checkin.backend.database;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/// The database. Whoever asks it while it is away waits a little and is then told.
public final class Database implements AutoCloseable {
    /// For each backend; MongoDB's own limit leaves room for dozens of them.
    private static final int CONNECTIONS = 50;

    private static final int PATIENCE_SECONDS = 3;

    private final MongoClient client;
    private final MongoDatabase database;
    private final AtomicInteger connections;

    private Database(MongoClient client, MongoDatabase database, AtomicInteger connections) {
        this.client = client;
        this.database = database;
        this.connections = connections;
    }

    /// @param address a connection string; it may hold other limits than ours, and names the database
    public static Database at(String address) {
        var open = new AtomicInteger();
        var settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(CONNECTIONS).addConnectionPoolListener(new Counting(open)))
                .applyToSocketSettings(socket -> socket.connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(10, TimeUnit.SECONDS))
                .applicationName("check-in")
                .applyConnectionString(new ConnectionString(address))
                .build();
        var client = MongoClients.create(settings);
        var name =
                Optional.ofNullable(new ConnectionString(address).getDatabase()).orElse("checkin");
        return new Database(client, client.getDatabase(name), open);
    }

    private record Counting(AtomicInteger open) implements ConnectionPoolListener {
        @Override
        public void connectionCreated(ConnectionCreatedEvent event) {
            open.incrementAndGet();
        }

        @Override
        public void connectionClosed(ConnectionClosedEvent event) {
            open.decrementAndGet();
        }
    }

    public MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    public int connections() {
        return connections.get();
    }

    /// Whether it answers, and to us.
    public boolean isReachable() {
        try {
            return database.runCommand(new Document("ping", 1))
                            .get("ok", Number.class)
                            .intValue()
                    == 1;
        } catch (MongoException _) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
