package dev.checkin.frontend;

import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.web.Metrics;
import dev.checkin.frontend.web.Site;
import dev.checkin.frontend.web.Surroundings;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/// The program. `serve` shows the pages until it is told to end.
public final class Frontend implements AutoCloseable {
    /// Wrong settings or words, by the convention of sysexits.h.
    private static final int USAGE = 64;

    private static final int CONFIGURATION = 78;
    private static final int FAILED = 1;

    private final Backend backend;
    private final Site site;

    private Frontend(Backend backend, Site site) {
        this.backend = backend;
        this.site = site;
    }

    public static void main(String[] words) {
        logAs(System.getenv().getOrDefault("LOG_FORMAT", "json"));
        try {
            run(words.length == 0 ? "serve" : words[0]);
        } catch (Settings.Wrong wrong) {
            System.err.println("The frontend can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException | InterruptedException problem) {
            System.err.println("The frontend can't start: " + problem.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(String word) throws IOException, InterruptedException {
        switch (word) {
            case "serve" -> {
                var settings = Settings.of(System.getenv());
                var frontend = start(settings, Clock.system(settings.zone()));
                Runtime.getRuntime().addShutdownHook(new Thread(frontend::close, "shutdown"));
                LoggerFactory.getLogger(Frontend.class)
                        .atInfo()
                        .addKeyValue("port", frontend.port())
                        .log("listening");
            }
            case "rehearse" -> Rehearsal.run();
            default -> {
                System.err.println("usage: frontend serve");
                System.exit(USAGE);
            }
        }
    }

    /// Logback reads its settings when the first logger is asked for.
    private static void logAs(String format) {
        System.setProperty(
                "logback.configurationFile",
                "dev/checkin/frontend/" + (format.equals("plain") ? "plain" : "json") + "-logs.xml");
    }

    static Frontend start(Settings settings, Clock clock) {
        var backend = new Backend(settings.backend(), settings.frontendKey());
        var surroundings = new Surroundings(settings.publicUrl(), settings.isBehindProxy(), clock);
        return new Frontend(backend, Site.start(settings.port(), backend, surroundings, new Metrics()));
    }

    int port() {
        return site.port();
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        site.close();
        backend.close();
    }
}
