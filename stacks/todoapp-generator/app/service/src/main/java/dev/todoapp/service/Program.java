package dev.todoapp.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Security;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// A service as a program: `serve`, until it is told to end; `rehearse`, while its image is built.
///
/// @param name as in the log
/// @param rehearsal settings and paths for one start without anything around, so that the JVM can write down what it
/// loads
public record Program(String name, Start start, Rehearsal rehearsal) {
    /// Wrong settings or words, by the convention of sysexits.h.
    private static final int USAGE = 64;

    private static final int CONFIGURATION = 78;
    private static final int FAILED = 1;

    /// What is running.
    public interface Running extends AutoCloseable {
        int port();

        @Override
        void close();
    }

    @FunctionalInterface
    public interface Start {
        Running start(Map<String, String> environment, Clock clock);
    }

    public record Rehearsal(Map<String, String> environment, List<String> paths) {}

    public void run(String[] words) {
        // Others come and go while we run: their addresses may not be kept for long.
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        // Neighbors close what was idle for 30 seconds.
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        logAs(System.getenv().getOrDefault("NODE_ENV", "production"));
        try {
            run(words.length == 0 ? "serve" : words[0]);
        } catch (Settings.Wrong wrong) {
            System.err.println("The " + name + " can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException problem) {
            System.err.println("The " + name + " can't start: " + problem.getMessage());
            System.exit(FAILED);
        } catch (InterruptedException _) {
            System.exit(FAILED);
        }
    }

    private void run(String word) throws IOException, InterruptedException {
        switch (word) {
            case "serve" -> {
                var running = start.start(System.getenv(), Clock.systemDefaultZone());
                Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
                LoggerFactory.getLogger(Program.class)
                        .atInfo()
                        .addKeyValue("service", name)
                        .addKeyValue("port", running.port())
                        .log("listening");
            }
            case "rehearse" -> rehearse();
            default -> {
                System.err.println("usage: java -jar service.jar serve");
                System.exit(USAGE);
            }
        }
    }

    private void rehearse() throws IOException, InterruptedException {
        try (var running = start.start(rehearsal.environment, Clock.systemDefaultZone());
                var client = HttpClient.newHttpClient()) {
            for (var path : rehearsal.paths) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    /// Logback reads its settings when the first logger is asked for.
    private static void logAs(String environment) {
        System.setProperty(
                "logback.configurationFile",
                "dev/todoapp/service/" + (environment.equals("development") ? "plain" : "json") + "-logs.xml");
    }
}
