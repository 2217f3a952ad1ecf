package dev.emailight.operation;

import com.google.gson.JsonObject;
import com.mongodb.MongoException;
import dev.emailight.database.Database;
import dev.emailight.database.Migrations;
import dev.emailight.redis.Redis;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The document by which others tell how we are. It asks the parts each time: it never says what was true a while ago.
public final class Health {
    private final Map<String, Supplier<Optional<String>>> parts = new LinkedHashMap<>();
    private final String environment;
    private final Clock clock;

    public Health(String environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /// @param trouble what is wrong with that part; empty when it is well
    public Health with(String part, Supplier<Optional<String>> trouble) {
        parts.put(part, trouble);
        return this;
    }

    public Health with(Database database) {
        return with("mongodb", () -> trouble(database));
    }

    public Health with(Redis redis) {
        return with("redis", () -> redis.isReachable() ? Optional.empty() : Optional.of("disconnected"));
    }

    /// @param status of HTTP: 200, or 503 where people can't be served
    public record Report(int status, JsonObject document) {}

    public Report report() {
        var all = true;
        var states = new JsonObject();
        for (var part : parts.entrySet()) {
            var trouble = part.getValue().get();
            all &= trouble.isEmpty();
            states.addProperty(part.getKey(), trouble.orElse("OK"));
        }
        var memory = ManagementFactory.getMemoryMXBean();
        var used = new JsonObject();
        used.addProperty("heapUsed", memory.getHeapMemoryUsage().getUsed());
        used.addProperty("heapMax", memory.getHeapMemoryUsage().getMax());
        used.addProperty("nonHeapUsed", memory.getNonHeapMemoryUsage().getUsed());
        var document = new JsonObject();
        document.addProperty("status", all ? "OK" : "UNAVAILABLE");
        document.addProperty("timestamp", clock.instant().toString());
        document.addProperty("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        document.addProperty("environment", environment);
        document.add("parts", states);
        document.add("memory", used);
        document.addProperty("pid", ProcessHandle.current().pid());
        return new Report(all ? 200 : 503, document);
    }

    private static Optional<String> trouble(Database database) {
        if (!database.isReachable()) {
            return Optional.of("disconnected");
        }
        try {
            return Migrations.areDone(database) ? Optional.empty() : Optional.of("being prepared");
        } catch (MongoException problem) {
            return Optional.of("refuses to answer: " + problem.getClass().getSimpleName());
        }
    }
}
