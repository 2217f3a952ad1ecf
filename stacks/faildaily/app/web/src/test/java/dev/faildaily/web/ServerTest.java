package dev.faildaily.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServerTest {

    static {
        Server.limit(new Server.Limits(50, Duration.ofSeconds(65)));
    }

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Log log =
            new Log("test", false, new PrintStream(written, true, StandardCharsets.UTF_8), InstantSource.system());
    private final Traffic traffic = new Traffic();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = start();

    private Server start() {
        var routes = new Routes()
                .get("/health", _ -> Answer.json(200, "up"))
                .post("/echo", request -> Answer.bytes(200, "text/plain", request.body(10)))
                .get("/broken", _ -> {
                    throw new IllegalStateException("the secret reason");
                })
                .get("/slow", _ -> {
                    inside.countDown();
                    goOn.await();
                    return Answer.bytes(200, "text/plain", new byte[] {'s'});
                })
                .get("/metrics", traffic::metrics);
        try {
            return Server.start(0, routes, traffic, log);
        } catch (IOException problem) {
            throw new AssertionError(problem);
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        server.close();
        client.close();
    }

    @Test
    void answers_and_counts() throws Exception {
        assertThat(get("/health").body()).isEqualTo("\"up\"");

        assertThat(get("/metrics").body())
                .contains("http_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1.0")
                .contains("http_request_duration_seconds_count{method=\"GET\",route=\"/health\"} 1")
                .contains("jvm_memory_heap_used_bytes");
    }

    @Test
    void a_body_above_the_limit_is_refused_and_the_refusal_arrives() throws Exception {
        assertThat(post("/echo", new byte[10]).statusCode()).isEqualTo(200);
        assertThat(post("/echo", new byte[11]).statusCode()).isEqualTo(413);
        assertThat(post("/echo", new byte[5 << 20]).statusCode()).isEqualTo(413);
    }

    @Test
    void our_mistakes_go_to_the_log_and_not_to_the_client() throws Exception {
        var answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("the secret reason");
    }

    @Test
    void successful_probes_are_not_logged() throws Exception {
        get("/health");
        get("/nowhere");
        // A line is written after its answer was sent.
        server.close();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("/nowhere")
                .doesNotContain("/health");
    }

    @Test
    void closing_lets_finish_what_is_being_answered_and_takes_nothing_new() throws Exception {
        var slow = client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        var closing = Thread.ofVirtual().start(server::close);
        try (var other = HttpClient.newHttpClient()) {
            var refused = request("/health").build();
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (accepts(other, refused) && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            assertThatThrownBy(() -> other.send(refused, BodyHandlers.ofString()))
                    .isInstanceOf(ConnectException.class);
        }
        goOn.countDown();

        assertThat(slow.get(5, TimeUnit.SECONDS).body()).isEqualTo("s");
        assertThat(closing.join(Duration.ofSeconds(5))).isTrue();
    }

    private static boolean accepts(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            client.send(request, BodyHandlers.ofString());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
