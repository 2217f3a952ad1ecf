package dev.todoapp.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Optional<String>> own = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> neighbor = new AtomicReference<>(Optional.empty());
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Server server = start(new Server.Ports(0, 0));

    private Server start(Server.Ports ports) {
        var health = new Health(
                "test",
                Clock.systemUTC(),
                List.of(
                        new Health.Part("own", Health.Need.OWN, own::get),
                        new Health.Part("neighbor", Health.Need.PARTLY, neighbor::get)));
        return Server.start(ports, new Server.Parts(health, new Metrics(), JsonDocument::apologize), routes -> {
            routes.get("/fails", _ -> {
                throw new IllegalStateException("a secret of ours");
            });
            routes.post(
                    "/takes",
                    context -> JsonDocument.answer(
                            context,
                            JsonParser.parseString(
                                    "{\"is\": \"" + JsonDocument.of(context).text("is") + "\"}")));
            routes.get("/slow", context -> {
                isAsked.countDown();
                mayAnswer.await();
                context.result("in the end");
            });
        });
    }

    @AfterEach
    void close() {
        mayAnswer.countDown();
        server.close();
        client.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(address(path)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_health_is_what_its_parts_are() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"status\":\"OK\"", "\"own\":\"OK\"");

        neighbor.set(Optional.of("not reached"));
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"status\":\"DEGRADED\"", "\"neighbor\":\"not reached\"");
        assertThat(get("/health/own").body()).contains("\"status\":\"OK\"").doesNotContain("neighbor");

        own.set(Optional.of("away"));
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health/own").statusCode()).isEqualTo(503);
    }

    @Test
    void what_goes_wrong_is_told_without_secrets() throws Exception {
        assertThat(get("/fails").statusCode()).isEqualTo(500);
        assertThat(get("/fails").body()).contains("problem").doesNotContain("secret");
        assertThat(get("/nothing").body()).contains("There is nothing here.");
        var nonsense = HttpRequest.newBuilder(address("/takes")).POST(HttpRequest.BodyPublishers.ofString("[1"));
        assertThat(sent(nonsense).statusCode()).isEqualTo(400);
        var large = HttpRequest.newBuilder(address("/takes"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"is\": \"" + "x".repeat(Server.LARGEST_REQUEST) + "\"}"));
        assertThat(sent(large).statusCode()).isEqualTo(413);
    }

    @Test
    void a_request_keeps_its_id_and_gets_one_where_it_has_none_that_is_fit() throws Exception {
        assertThat(get("/health").headers().firstValue(Server.REQUEST_ID).orElse(""))
                .hasSize(36);
        var known = HttpRequest.newBuilder(address("/health")).header(Server.REQUEST_ID, "abc-1234-def");
        assertThat(sent(known).headers().firstValue(Server.REQUEST_ID)).hasValue("abc-1234-def");
        var forged = HttpRequest.newBuilder(address("/health")).header(Server.REQUEST_ID, "a b\"}");
        assertThat(sent(forged).headers().firstValue(Server.REQUEST_ID).orElse(""))
                .hasSize(36);
    }

    @Test
    void metrics_are_counted_by_route_and_can_have_a_port_of_their_own() throws Exception {
        get("/nothing");
        get("/health");
        assertThat(get("/metrics").body())
                .contains("http_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1.0")
                .contains("http_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"} 1.0");

        var free = freePort();
        try (var apart = start(new Server.Ports(0, free))) {
            var published = URI.create("http://127.0.0.1:" + apart.port() + "/metrics");
            assertThat(sent(HttpRequest.newBuilder(published)).statusCode()).isEqualTo(404);
            var inside = URI.create("http://127.0.0.1:" + free + "/metrics");
            assertThat(sent(HttpRequest.newBuilder(inside)).body()).contains("process_cpu_seconds_total");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void what_is_being_answered_is_answered_before_the_end() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> get("/slow").body());
            isAsked.await();
            var end = threads.submit(server::close);
            mayAnswer.countDown();
            assertThat(answer.get()).isEqualTo("in the end");
            end.get();
        }
    }
}
