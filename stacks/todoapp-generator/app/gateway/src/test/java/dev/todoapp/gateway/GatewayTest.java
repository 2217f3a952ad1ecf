package dev.todoapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.todoapp.service.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final String PAGE = "https://todo.example";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer privateApi;
    private HttpServer publicApi;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        privateApi = api("private");
        publicApi = api("public");
        gateway = gateway(Map.of());
    }

    /// Says who it is, and what of a request came through.
    private HttpServer api(String name) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var told = name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + " token="
                    + headers.getFirst("Authorization") + " cookie=" + headers.getFirst("Cookie") + " from="
                    + headers.getFirst("X-Real-IP") + " id=" + headers.getFirst("X-Request-Id");
            asked.add(told);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.getResponseHeaders().add("X-Secret", "of ours");
            var answer = told.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Gateway gateway(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PORT", "0",
                "PRIVATE_API_URL", "http://127.0.0.1:" + privateApi.getAddress().getPort(),
                "PUBLIC_API_URL", "http://localhost:" + publicApi.getAddress().getPort(),
                "CORS_ORIGIN", PAGE + ",http://localhost:3000"));
        settings.putAll(more);
        return Gateway.start(settings, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        gateway.close();
        privateApi.stop(0);
        publicApi.stop(0);
        client.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void each_api_gets_what_is_its_own_and_only_what_it_may_know() throws Exception {
        assertThat(ask("GET", "/templates/move-house/preview?day=2026-01-31&with=a%26b")
                        .body())
                .startsWith("private GET /templates/move-house/preview?day=2026-01-31&with=a%26b ");
        var answer = ask(
                "PATCH",
                "/lists/1",
                "Authorization",
                "Bearer x",
                "Cookie",
                "a=b",
                "X-Request-Id",
                "abcd-1234",
                "X-Real-IP",
                "9.9.9.9");
        assertThat(answer.body())
                .startsWith("public PATCH /lists/1 ")
                .endsWith("token=Bearer x cookie=null from=127.0.0.1 id=abcd-1234");
        assertThat(answer.headers().firstValue("X-Secret")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
    }

    @Test
    void what_is_not_public_is_not_passed_on() throws Exception {
        for (var request : new String[] {
            "POST /generations",
            "GET /generations",
            "GET /settings",
            "PUT /settings/x",
            "GET /jobs",
            "PUT /templates/release",
            "DELETE /templates/release",
            "GET /lists/1/tasks",
            "GET /templates/../settings",
            "GET //settings",
            "GET /templates/%2e%2e/settings"
        }) {
            var words = request.split(" ");
            assertThat(ask(words[0], words[1]).statusCode()).as(request).isIn(400, 404, 405);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void one_address_may_ask_so_often_and_is_told() throws Exception {
        gateway.close();
        gateway = gateway(Map.of("RATE_LIMIT_MAX", "3"));
        for (var left = 2; left >= 0; left--) {
            assertThat(ask("GET", "/lists").headers().firstValue("RateLimit-Remaining"))
                    .hasValue(Integer.toString(left));
        }
        var refused = ask("GET", "/lists", "X-Forwarded-For", "8.8.8.8");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")))
                .isBetween(1, 60);
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/metrics", "X", "y").statusCode()).isEqualTo(429);
        assertThat(asked.stream().filter(told -> told.contains("/lists"))).hasSize(3);
    }

    @Test
    void behind_a_proxy_that_it_trusts_it_counts_who_is_behind() throws Exception {
        gateway.close();
        gateway = gateway(Map.of("RATE_LIMIT_MAX", "1", "TRUSTED_PROXIES", "localhost,10.0.0.1"));
        assertThat(ask("GET", "/lists", "X-Forwarded-For", "8.8.8.8").body()).contains("from=8.8.8.8");
        assertThat(ask("GET", "/lists", "X-Forwarded-For", "8.8.8.8").statusCode())
                .isEqualTo(429);
        assertThat(ask("GET", "/lists", "X-Forwarded-For", "8.8.8.8, 7.7.7.7, 10.0.0.1")
                        .body())
                .as("what a client writes itself stands before what proxies add")
                .contains("from=7.7.7.7");
        assertThat(ask("GET", "/lists", "X-Forwarded-For", "nonsense").body()).contains("from=127.0.0.1");
    }

    @Test
    void browsers_are_told_whose_pages_may_ask() throws Exception {
        var allowed = ask("GET", "/templates", "Origin", PAGE);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(ask("GET", "/templates", "Origin", "https://elsewhere.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        var preflight = ask("OPTIONS", "/lists", "Origin", PAGE, "Access-Control-Request-Method", "POST");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElse(""))
                .contains("POST", "PATCH");
        assertThat(ask(
                                "OPTIONS",
                                "/lists",
                                "Origin",
                                "https://elsewhere.example",
                                "Access-Control-Request-Method",
                                "GET")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void it_is_well_while_it_reaches_both() throws Exception {
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(200);
        publicApi.stop(0);
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health").body()).contains("\"public-api\":\"not reached\"", "\"private-api\":\"OK\"");
        assertThat(ask("GET", "/lists").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/lists").body()).contains("public API can't be reached");
        assertThat(ask("GET", "/templates").statusCode()).isEqualTo(200);
    }

    @Test
    void settings_that_make_no_sense_are_told() {
        assertThatThrownBy(() -> gateway(Map.of("CORS_ORIGIN", "https://a.example/,*", "RATE_LIMIT_MAX", "many")))
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "CORS_ORIGIN is no origin such as https://example.com: https://a.example/",
                                        "CORS_ORIGIN is no origin such as https://example.com: *",
                                        "RATE_LIMIT_MAX is not a number: many"));
    }
}
