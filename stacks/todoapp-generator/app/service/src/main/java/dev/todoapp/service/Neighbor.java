package dev.todoapp.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Another service. Where several of it run, their name has several addresses: each request goes to the next one, and
/// to
/// another when the first takes no connection.
public final class Neighbor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbor.class);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration ANSWERING = Duration.ofSeconds(10);
    private static final Duration TELLING = Duration.ofSeconds(4);

    private final String name;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicInteger turn = new AtomicInteger();

    /// @param name as it is called where it is missed
    public Neighbor(String name, URI address) {
        this.name = name;
        this.address = address;
    }

    /// A setting that has to be an address such as `http://public-api:5050`.
    public static URI address(Settings settings, String variable) {
        var text = settings.required(variable);
        try {
            var address = URI.create(text);
            if (text.isEmpty()
                    || address.getHost() != null && address.getScheme().matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        settings.wrong(variable + " is no address such as http://host:5000: " + text);
        return URI.create("http://localhost");
    }

    /// @param path with its query, beginning with a slash
    /// @param request makes the request for an address
    public HttpResponse<byte[]> ask(String path, Function<HttpRequest.Builder, HttpRequest.Builder> request)
            throws InterruptedException {
        var all = addresses();
        var first = Math.floorMod(turn.getAndIncrement(), all.length);
        IOException last = new IOException("nobody is there");
        for (var i = 0; i < all.length; i++) {
            var place = at(all[(first + i) % all.length], path);
            try {
                return client.send(
                        request.apply(HttpRequest.newBuilder(place).timeout(ANSWERING))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
            } catch (HttpConnectTimeoutException | ConnectException problem) {
                // It has not been asked anything yet: another one may be.
                last = problem;
            } catch (HttpTimeoutException _) {
                throw new Refusal(504, "The " + name + " takes too long. Please try again.");
            } catch (IOException problem) {
                throw away(problem);
            }
        }
        throw away(last);
    }

    private Refusal away(IOException problem) {
        LOG.atWarn()
                .addKeyValue("neighbor", name)
                .addKeyValue("reason", String.valueOf(problem))
                .log("not reached");
        return new Refusal(503, "The " + name + " can't be reached just now. Please try again in a moment.");
    }

    /// Why it can't be used, as far as it can tell itself. One of several is enough.
    public Optional<String> trouble(String path) throws InterruptedException {
        try {
            var trouble = "not reached";
            for (var host : addresses()) {
                switch (status(at(host, path))) {
                    case 200 -> {
                        return Optional.empty();
                    }
                    case 0 -> {}
                    default -> trouble = "not healthy";
                }
            }
            return Optional.of(trouble);
        } catch (Refusal _) {
            return Optional.of("not reached");
        }
    }

    /// 0 where there is no answer.
    private int status(URI place) throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(place).timeout(TELLING).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    /// Put together as a text: a path of somebody else's making can't name another host.
    private URI at(InetAddress host, String path) {
        // A certificate is for a name.
        if (!"http".equals(address.getScheme())) {
            return URI.create(address.getScheme() + "://" + address.getAuthority() + path);
        }
        var text = host.getHostAddress();
        var port = address.getPort() < 0 ? 80 : address.getPort();
        return URI.create("http://" + (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port + path);
    }

    private InetAddress[] addresses() {
        try {
            return InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException problem) {
            throw away(problem);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
