package dev.todolist.web;

import com.google.gson.JsonObject;
import com.mongodb.MongoException;
import dev.todolist.database.Database;
import dev.todolist.database.Migrations;
import java.lang.management.ManagementFactory;
import java.time.Clock;

/// The document by which others tell how we are. It asks the database each time: it never says what was true a while
/// ago.
public final class Health {
    private final Database database;
    private final String environment;
    private final Clock clock;

    public Health(Database database, String environment, Clock clock) {
        this.database = database;
        this.environment = environment;
        this.clock = clock;
    }

    /// @param status of HTTP: 200, or 503 where people can't be served
    record Report(int status, JsonObject document) {}

    Report report() {
        var isConnected = database.isReachable();
        var isReady = isConnected && isPrepared();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = new JsonObject();
        memory.addProperty("heapUsed", heap.getUsed());
        memory.addProperty("heapMax", heap.getMax());
        memory.addProperty(
                "nonHeapUsed",
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
        var document = new JsonObject();
        document.addProperty("status", isReady ? "OK" : "UNAVAILABLE");
        document.addProperty("timestamp", clock.instant().toString());
        document.addProperty("uptime", runtime.getUptime() / 1000);
        document.addProperty("environment", environment);
        document.addProperty("database", database(isConnected, isReady));
        document.add("memory", memory);
        document.addProperty("pid", ProcessHandle.current().pid());
        return new Report(isReady ? 200 : 503, document);
    }

    private static String database(boolean isConnected, boolean isReady) {
        if (isReady) {
            return "connected";
        }
        return isConnected ? "being prepared" : "disconnected";
    }

    private boolean isPrepared() {
        try {
            return Migrations.areDone(database);
        } catch (MongoException _) {
            return false;
        }
    }
}
