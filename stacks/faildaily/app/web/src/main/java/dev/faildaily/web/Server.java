package dev.faildaily.web;

import static dev.faildaily.web.Log.field;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Serves routes over HTTP, each request on a virtual thread.
///
/// It stands on the JDK's own server: no dependency, and up in a fraction of the time that the others take.
public final class Server implements AutoCloseable {

    /// How many connections are held open at once, and how long one may idle.
    public record Limits(int connections, Duration keepAlive) {}

    /// How long requests that are being answered may still take when the server is closed.
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final Routes routes;
    private final Traffic traffic;
    private final Log access;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Server(Routes routes, Traffic traffic, Log access, HttpServer server) {
        this.routes = routes;
        this.traffic = traffic;
        this.access = access;
        this.server = server;
    }

    // The JDK's server reads these once, when it is first used: they must be there before anybody starts one here.
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A request that takes longer than this to come in is cut off: nobody holds a connection by dripping.
        System.setProperty("sun.net.httpserver.maxReqTime", "300");
        // A refused upload is still read, so that the browser gets to see the refusal and not a broken connection.
        System.setProperty("sun.net.httpserver.drainAmount", Integer.toString(16 << 20));
    }

    /// The JDK's server reads its limits from system properties, once, when it is first used: to be called before.
    public static void limit(Limits limits) {
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(limits.connections));
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(limits.connections));
        System.setProperty("sun.net.httpserver.idleInterval", Long.toString(limits.keepAlive.toSeconds()));
    }

    /// Port 0 takes a free one.
    public static Server start(int port, Routes routes, Traffic traffic, Log access) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(port), 0);
        var server = new Server(routes, traffic, access, http);
        http.setExecutor(server.threads);
        http.createContext("/", server::serve);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) {
        var started = System.nanoTime();
        traffic.began();
        var method = exchange.getRequestMethod();
        var match = routes.find(method, exchange.getRequestURI().getRawPath());
        var answer = answer(exchange, match);
        var complete = send(exchange, answer);
        var duration = Duration.ofNanos(System.nanoTime() - started);
        traffic.answered(known(method), match.pattern(), answer.status(), duration);
        if (!isProbe(exchange, answer)) {
            access.info(
                    "request",
                    field("method", method),
                    field("path", exchange.getRequestURI().getRawPath()),
                    field("status", answer.status()),
                    field("milliseconds", duration.toMillis()),
                    field("peer", exchange.getRemoteAddress().getAddress().getHostAddress()),
                    field("complete", complete));
        }
    }

    private Answer answer(HttpExchange exchange, Routes.Match match) {
        try {
            return match.handler().answer(new Request(exchange, match.variables()));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Refusal(503, "The server is going down.").answer();
        } catch (IOException | RuntimeException problem) {
            // The end of a thread: whatever it is, the person gets an answer and the log the whole story.
            access.error("request failed: " + exchange.getRequestMethod() + " " + match.pattern(), problem);
            return new Refusal(500, "Something went wrong on our side.").answer();
        }
    }

    /// Whether all of it was sent. It isn't when the client went away.
    private boolean send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            answer.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
            var bodiless = exchange.getRequestMethod().equals("HEAD");
            switch (answer.body()) {
                case Body.Nothing() -> exchange.sendResponseHeaders(answer.status(), -1);
                case Body.Bytes(var content) -> {
                    exchange.sendResponseHeaders(
                            answer.status(), bodiless || content.length == 0 ? -1 : content.length);
                    if (!bodiless) {
                        exchange.getResponseBody().write(content);
                    }
                }
                case Body.Flow(var content, var length) -> {
                    try (content) {
                        exchange.sendResponseHeaders(
                                answer.status(), bodiless || length == 0 ? -1 : Math.max(0, length));
                        if (!bodiless) {
                            content.transferTo(exchange.getResponseBody());
                        }
                    }
                }
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Probes come all the time and say nothing as long as they succeed.
    private static boolean isProbe(HttpExchange exchange, Answer answer) {
        var path = exchange.getRequestURI().getRawPath();
        return answer.status() < 400 && (path.endsWith("/health") || path.equals("/metrics"));
    }

    /// A client may invent methods; the metrics may not grow with its fantasy.
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> method;
            default -> "other";
        };
    }

    /// Takes no more connections, lets what is being answered finish, then closes.
    @Override
    public void close() {
        server.stop(Math.toIntExact(DRAIN.toSeconds()));
        threads.shutdown();
        try {
            // The last lines of the log are written after the last bytes of the answers.
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
