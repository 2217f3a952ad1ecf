package dev.faildaily.frontend;

import static dev.faildaily.web.Log.field;

import dev.faildaily.web.Answer;
import dev.faildaily.web.Body;
import dev.faildaily.web.Log;
import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Passes `/api/` on to the backend, and the answers back.
final class Proxy implements AutoCloseable {

    /// Headers that are about one connection, and those that are written anew for the next one.
    private static final Set<String> OWN = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "accept-encoding",
            "date");

    private static final int LARGEST_BODY = (10 << 20) + (64 << 10);
    private static final int SMALL_BODY = 16 << 10;
    private static final int LARGEST_COMPRESSED = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUEUE = Duration.ofSeconds(5);

    private final URI backend;
    private final HttpClient client;
    private final PictureCache pictures;
    private final Path waitingRoom;
    private final Log log;
    // The backend takes 100 connections; some are left for its health check and for people on its own port.
    private final Semaphore connections;

    Proxy(URI backend, int connections, PictureCache pictures, Log log) {
        this.backend = backend;
        this.connections = new Semaphore(connections, true);
        this.pictures = pictures;
        this.waitingRoom = pictures.folder();
        this.log = log;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// The body is taken in whole before the backend hears of the request: a slow telephone keeps only us waiting.
    Answer pass(Request request) throws IOException, InterruptedException {
        if (request.length() > LARGEST_BODY) {
            throw Request.tooLarge(10 << 20);
        }
        var chunked = request.header("Transfer-Encoding").isPresent();
        if (request.length() <= SMALL_BODY && !chunked) {
            return passed(request, BodyPublishers.ofByteArray(request.body(SMALL_BODY)));
        }
        var body = Files.createTempFile(waitingRoom, "body-", PictureCache.UNFINISHED);
        try {
            receive(request, body);
            return passed(request, BodyPublishers.ofFile(body));
        } finally {
            Files.deleteIfExists(body);
        }
    }

    private Answer passed(Request request, BodyPublisher body) throws InterruptedException {
        return exchange(forward(request, body).build(), response -> compressed(request, answer(response)));
    }

    private static void receive(Request request, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var bit = new byte[16 << 10];
            long received = 0;
            for (int read = request.flow().read(bit);
                    read >= 0;
                    read = request.flow().read(bit)) {
                received += read;
                if (received > LARGEST_BODY) {
                    throw Request.tooLarge(10 << 20);
                }
                out.write(bit, 0, read);
            }
        }
    }

    /// A picture, from here if the backend says that the copy is still good.
    Answer picture(Request request) throws IOException, InterruptedException {
        var name = request.variable("name");
        if (!pictures.takes(name)) {
            return pass(request);
        }
        var tag = "\"" + name + "\"";
        var copy = pictures.find(name);
        var question = forward(request, BodyPublishers.noBody());
        copy.ifPresent(_ -> question.setHeader("If-None-Match", tag));
        return exchange(question.build(), response -> switch (response.statusCode()) {
            case 200 -> request.method().equals("GET") ? kept(name, response) : answer(response);
            case 304 ->
                copy.isPresent() && !hasItself(request, tag) ? copied(name, copy.get(), response) : answer(response);
            case 404 -> {
                pictures.forget(name);
                yield answer(response);
            }
            default -> answer(response);
        });
    }

    private Answer kept(String name, HttpResponse<InputStream> response) throws IOException {
        var flow = response.body();
        var copy = pictures.keep(name, flow);
        if (copy.isEmpty()) {
            return answer(response);
        }
        flow.close();
        return new Answer(200, headers(response), file(copy.get()));
    }

    private static Answer copied(String name, Path copy, HttpResponse<InputStream> response) throws IOException {
        response.body().close();
        return new Answer(200, headers(response), file(copy)).with("Content-Type", type(name));
    }

    private static boolean hasItself(Request request, String tag) {
        return request.header("If-None-Match").filter(tag::equals).isPresent();
    }

    private static Body file(Path path) throws IOException {
        return new Body.Flow(Files.newInputStream(path), Files.size(path));
    }

    @FunctionalInterface
    private interface Reading {
        Answer read(HttpResponse<InputStream> response) throws IOException;
    }

    private Answer exchange(HttpRequest question, Reading reading) throws InterruptedException {
        if (!connections.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Refusal(503, "Too many people at once. Please try again in a moment.");
        }
        try {
            return reading.read(client.send(question, BodyHandlers.ofInputStream()));
        } catch (HttpTimeoutException problem) {
            log.warn("the backend took too long", field("address", question.uri()));
            throw new Refusal(504, "FailDaily takes too long to answer. Please try again in a moment.");
        } catch (IOException problem) {
            log.warn("the backend can't be reached", field("reason", problem.toString()));
            throw new Refusal(502, "FailDaily is not quite there. Please try again in a moment.");
        } finally {
            connections.release();
        }
    }

    private HttpRequest.Builder forward(Request request, BodyPublisher body) {
        var forward = HttpRequest.newBuilder(backend.resolve(request.target()))
                .timeout(PATIENCE)
                .method(request.method(), body);
        request.headers().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> forward.header(name, value));
            }
        });
        var before = request.header("X-Forwarded-For").map(hops -> hops + ", ").orElse("");
        forward.setHeader("X-Forwarded-For", before + request.peer());
        forward.setHeader(
                "X-Forwarded-Proto", request.header("X-Forwarded-Proto").orElse("http"));
        request.header("X-Forwarded-Host")
                .or(() -> request.header("Host"))
                .ifPresent(host -> forward.setHeader("X-Forwarded-Host", host));
        return forward;
    }

    private static Answer answer(HttpResponse<InputStream> response) throws IOException {
        var length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        var flow = response.body();
        if (response.statusCode() == 204 || response.statusCode() == 304) {
            flow.close();
            return new Answer(response.statusCode(), headers(response), new Body.Nothing());
        }
        return new Answer(response.statusCode(), headers(response), new Body.Flow(flow, length));
    }

    private static List<Answer.Header> headers(HttpResponse<InputStream> response) {
        var headers = new ArrayList<Answer.Header>();
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> headers.add(new Answer.Header(name, value)));
            }
        });
        return headers;
    }

    private static Answer compressed(Request request, Answer answer) throws IOException {
        var type = answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(Answer.Header::value)
                .findFirst()
                .orElse("");
        if (!(answer.body() instanceof Body.Flow(var flow, var length))
                || !Compression.isText(type)
                || !Compression.isWanted(request)
                || length < Compression.WORTHWHILE
                || length > LARGEST_COMPRESSED) {
            return answer;
        }
        try (flow) {
            return new Answer(
                            answer.status(),
                            answer.headers(),
                            new Body.Bytes(Compression.compressed(flow.readAllBytes())))
                    .with("Content-Encoding", "gzip")
                    .with("Vary", "Accept-Encoding");
        }
    }

    private static String type(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1);
        return "image/" + (extension.equals("jpg") ? "jpeg" : extension);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
