package dev.checkin.backend.web;

import com.google.gson.JsonObject;
import com.mongodb.MongoException;
import dev.checkin.backend.cache.Redis;
import dev.checkin.backend.database.Database;
import dev.checkin.backend.database.Migrations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;

/// How we are, asked anew each time. Three questions: is the program alive (`liveness`: else it should be started
/// again),
/// can it serve (`readiness`: else nobody should be sent to it), and all of it for people and health checks.
///
/// Without MongoDB nobody can be served. Without Redis everybody can, slower: that is told, and is no reason to be
/// taken
/// out of service.
public final class Health {
    static final String PATH = "/api/v1/health";

    private final Database database;
    private final Redis redis;
    private final String environment;
    private final InstantSource clock;

    public Health(Database database, Redis redis, String environment, InstantSource clock) {
        this.database = database;
        this.redis = redis;
        this.environment = environment;
        this.clock = clock;
    }

    private enum State {
        CONNECTED,
        PREPARING,
        DISCONNECTED
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::whole);
        routes.get(PATH + "/readiness", this::readiness);
        routes.get(PATH + "/liveness", context -> {
            var json = new JsonObject();
            json.addProperty("status", "OK");
            Answers.send(context, json);
        });
    }

    private void whole(Context context) {
        var json = readiness(context);
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        json.addProperty("timestamp", clock.instant().toString());
        json.addProperty("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        json.addProperty("environment", environment);
        json.addProperty("heapUsed", heap.getUsed());
        json.addProperty("heapMax", heap.getMax());
        Answers.send(context, json);
    }

    private JsonObject readiness(Context context) {
        var state = state();
        var hasRedis = redis.isReachable();
        var isReady = state == State.CONNECTED;
        var json = new JsonObject();
        json.addProperty("status", isReady ? hasRedis ? "OK" : "DEGRADED" : "UNAVAILABLE");
        json.addProperty("mongodb", word(state));
        json.addProperty("redis", hasRedis ? "connected" : "disconnected");
        Answers.send(context.status(isReady ? 200 : 503), json);
        return json;
    }

    private static String word(State state) {
        return switch (state) {
            case CONNECTED -> "connected";
            case PREPARING -> "being prepared";
            case DISCONNECTED -> "disconnected";
        };
    }

    private State state() {
        try {
            if (!database.isReachable()) {
                return State.DISCONNECTED;
            }
            return Migrations.areDone(database) ? State.CONNECTED : State.PREPARING;
        } catch (MongoException _) {
            return State.DISCONNECTED;
        }
    }
}
