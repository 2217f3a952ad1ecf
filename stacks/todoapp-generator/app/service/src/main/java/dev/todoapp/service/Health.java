package dev.todoapp.service;

import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The document by which a service tells how it is. What it needs is asked each time: it never says what was true a
/// while
/// ago.
///
/// `/health` speaks of everything that the service needs, `/health/own` of what is the service's own: that is what
/// neighbors ask, so that one that is stuck is not asked about through all others.
public final class Health {

    /// How much a service needs something.
    public enum Need {
        /// Its own database: nothing works without.
        OWN,
        /// Another service, without which nothing works.
        NEIGHBOR,
        /// Another service, without which something doesn't work.
        PARTLY
    }

    /// Asked what is wrong; nothing when all is well.
    @FunctionalInterface
    public interface Question {
        Optional<String> trouble() throws InterruptedException;
    }

    public record Part(String name, Need need, Question question) {}

    /// @param status of HTTP: 200, or 503 where the service can't do its work
    record Report(int status, JsonObject document) {}

    private final String service;
    private final InstantSource clock;
    private final List<Part> parts;

    public Health(String service, InstantSource clock, List<Part> parts) {
        this.service = service;
        this.clock = clock;
        this.parts = List.copyOf(parts);
    }

    Report report(boolean ownOnly) throws InterruptedException {
        var asked =
                parts.stream().filter(part -> !ownOnly || part.need == Need.OWN).toList();
        var troubles = ask(asked);
        var isDown = asked.stream().anyMatch(part -> part.need != Need.PARTLY && troubles.containsKey(part.name));
        var status = isDown ? "UNAVAILABLE" : troubles.isEmpty() ? "OK" : "DEGRADED";
        var document = new JsonObject();
        document.addProperty("status", status);
        document.addProperty("service", service);
        document.addProperty("timestamp", clock.instant().toString());
        document.addProperty("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        var told = new JsonObject();
        asked.forEach(part -> told.addProperty(part.name, troubles.getOrDefault(part.name, "OK")));
        document.add("needs", told);
        return new Report(isDown ? 503 : 200, document);
    }

    /// All at once, so that the answer takes as long as the slowest of them.
    private static Map<String, String> ask(List<Part> parts) throws InterruptedException {
        var troubles = new TreeMap<String, String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new TreeMap<String, Future<Optional<String>>>();
            for (var part : parts) {
                answers.put(part.name, threads.submit(part.question::trouble));
            }
            for (var answer : answers.entrySet()) {
                answer.getValue().get().ifPresent(trouble -> troubles.put(answer.getKey(), trouble));
            }
        } catch (ExecutionException problem) {
            throw new IllegalStateException("what is needed could not be asked", problem.getCause());
        }
        return troubles;
    }
}
