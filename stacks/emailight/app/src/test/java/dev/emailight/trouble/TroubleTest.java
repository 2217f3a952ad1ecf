package dev.emailight.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.emailight.Until;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A listener stands for GlitchTip: it takes what its address and the documented envelopes say.
class TroubleTest {
    private record Told(String path, String authorization, String envelope) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer listener;

    TroubleTest() throws Exception {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        listener.createContext("/", exchange -> {
            try (exchange) {
                var body = exchange.getRequestBody().readAllBytes();
                if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                    body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
                }
                told.add(new Told(
                        exchange.getRequestURI().getPath(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Sentry-Auth")),
                        new String(body, StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        listener.start();
    }

    @AfterEach
    void close() {
        listener.stop(0);
    }

    @Test
    void what_is_logged_as_an_error_is_told_with_what_came_before() throws Exception {
        var dsn = "http://publickey@127.0.0.1:" + listener.getAddress().getPort() + "/7";
        var context = (ch.qos.logback.classic.LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var before = root.getLevel();
        root.setLevel(ch.qos.logback.classic.Level.INFO);
        try (var _ = Trouble.tellTo(dsn, "staging", "worker")) {
            var log = LoggerFactory.getLogger("test");
            log.atLevel(Level.INFO).log("went round");
            log.atError()
                    .setCause(new IllegalStateException("the tray is full"))
                    .log("an e-mail could not be dealt with");
            Until.so("told", () -> told.stream().anyMatch(one -> one.envelope().contains("the tray is full")));
        } finally {
            root.setLevel(before);
        }
        var event = told.stream()
                .filter(one -> one.envelope().contains("the tray is full"))
                .findFirst()
                .orElseThrow();
        assertThat(event.path()).isEqualTo("/api/7/envelope/");
        assertThat(event.authorization()).contains("sentry_key=publickey");
        assertThat(event.envelope())
                .contains("\"type\":\"event\"")
                .contains("IllegalStateException", "TroubleTest", "\"environment\":\"staging\"", "\"part\":\"worker\"")
                .contains("went round");
    }
}
