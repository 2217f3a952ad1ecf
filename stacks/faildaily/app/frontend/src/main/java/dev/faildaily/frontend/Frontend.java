package dev.faildaily.frontend;

import static dev.faildaily.web.Log.field;

import dev.faildaily.web.Answer;
import dev.faildaily.web.Log;
import dev.faildaily.web.Program;
import dev.faildaily.web.Rehearsal;
import dev.faildaily.web.RotatingFile;
import dev.faildaily.web.Routes;
import dev.faildaily.web.Server;
import dev.faildaily.web.Settings;
import dev.faildaily.web.Traffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The frontend: puts the parts together and starts them.
public final class Frontend implements AutoCloseable {

    private static final int LOG_SIZE = 10 << 20;
    private static final int LOGS_KEPT = 3;
    private static final long CACHE_SIZE = 256L << 20;
    private static final int BACKEND_CONNECTIONS = 90;

    private final Server page;
    private final Server metrics;
    private final Proxy proxy;

    private Frontend(Server page, Server metrics, Proxy proxy) {
        this.page = page;
        this.metrics = metrics;
        this.proxy = proxy;
    }

    public static void main(String[] arguments) {
        if (List.of(arguments).equals(List.of("--rehearse"))) {
            Program.main("The rehearsal", Frontend::rehearse);
            return;
        }
        Program.main("The frontend", () -> {
            var settings = Configuration.read(new Settings(System.getenv()));
            var clock = InstantSource.system();
            var log = new Log("frontend", settings.plainLogs(), System.out, clock);
            var program = new Program(log);
            try {
                log.into(RotatingFile.open(settings.logs().resolve("frontend.log"), LOG_SIZE, LOGS_KEPT));
            } catch (IOException problem) {
                log.warn("no log file, only this output", field("reason", problem.toString()));
            }
            log.adoptLibraries();
            var frontend = program.own(start(settings, clock, log));
            program.closeWhenTold();
            log.info("listening", field("port", frontend.port()), field("backend", settings.backend()));
        });
    }

    static Frontend start(Configuration settings, InstantSource clock, Log log) throws IOException {
        Server.limit(new Server.Limits(1000, Duration.ofSeconds(65)));
        var traffic = new Traffic();
        var pictures = new PictureCache(settings.cache(), CACHE_SIZE, log, clock);
        pictures.prepare();
        var proxy = new Proxy(settings.backend(), BACKEND_CONNECTIONS, pictures, log);
        var page = Page.load();
        var routes = new Routes()
                .get("/health", _ -> Answer.json(200, Map.of("status", "up")))
                .get("/api/pictures/{name}", proxy::picture)
                .any("/api/*", proxy::pass)
                .get("/files/{version}/{name}", page::file)
                .get("/favicon.ico", page::icon)
                .get("/", page::index);
        // On a port of its own, which isn't published: the figures are nobody else's business.
        var figures = new Routes().get("/metrics", traffic::metrics);
        var metrics = Server.start(settings.metricsPort(), figures, new Traffic(), log);
        return new Frontend(Server.start(settings.port(), routes, traffic, log), metrics, proxy);
    }

    /// While the image is built, with somebody who stands in for the backend.
    private static void rehearse() throws IOException {
        var clock = InstantSource.system();
        var folder = Files.createTempDirectory("rehearsal");
        var understudy = new Routes().get("/api/*", _ -> Answer.json(200, Map.of("text", "x".repeat(2000))));
        try (var log = new Log("rehearsal", false, System.out, clock);
                var backend = Server.start(0, understudy, new Traffic(), log);
                var frontend = start(
                        new Configuration(
                                0, 0, URI.create("http://127.0.0.1:" + backend.port()), folder, folder, false),
                        clock,
                        log)) {
            Rehearsal.ask(frontend.port(), List.of("/health", "/", "/favicon.ico", "/api/fails", "/api/session"));
            Rehearsal.ask(frontend.metricsPort(), List.of("/metrics"));
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    int port() {
        return page.port();
    }

    int metricsPort() {
        return metrics.port();
    }

    @Override
    public void close() {
        page.close();
        metrics.close();
        proxy.close();
    }

    /// What the environment says.
    record Configuration(int port, int metricsPort, URI backend, Path cache, Path logs, boolean plainLogs) {

        static Configuration read(Settings settings) {
            var configuration = new Configuration(
                    settings.number("PORT", 8080),
                    settings.number("METRICS_PORT", 8081),
                    URI.create(settings.text("BACKEND_URL", "http://localhost:3000")),
                    settings.folder("CACHE_DIR", "cache"),
                    settings.folder("LOG_DIR", "logs"),
                    settings.text("NODE_ENV", "production").equals("development"));
            settings.check();
            return configuration;
        }
    }
}
