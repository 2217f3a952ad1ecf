package dev.todoapp.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.todoapp.database.Postgres;
import dev.todoapp.service.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    private static final String SECRET = "x".repeat(32);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private static final String PASSWORD = "a horse in a tree";

    private static Postgres postgres;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tokens tokens = new Tokens(SECRET, CLOCK);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<Integer> status = new AtomicReference<>(201);
    private HttpServer privateApi;
    private Map<String, String> settings = Map.of();
    private PublicApi api;

    @BeforeAll
    static void begin() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void end() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        privateApi = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        privateApi.createContext("/generations", exchange -> {
            var token = Tokens.bearer(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + " for "
                    + token.flatMap(text -> tokens.read(Tokens.Audience.GENERATION, text))
                            .map(Tokens.Claims::subject)
                            .orElse("nobody"));
            var text = status.get() == 201 ? """
                    {"template": "trip", "title": "Trip", "tasks": [
                      {"phase": "Before", "text": "book", "due": "2026-03-14"},
                      {"phase": "After", "text": "dry", "due": "2026-06-02"}]}""" : "{\"problem\": \"in the private API's words\"}";
            exchange.sendResponseHeaders(status.get(), 0);
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        privateApi.start();
        settings = new HashMap<>(postgres.database("USER"));
        settings.putAll(Map.of(
                "PORT",
                "0",
                "JWT_SECRET",
                SECRET,
                "PRIVATE_API_URL",
                "http://127.0.0.1:" + privateApi.getAddress().getPort()));
        api = started();
    }

    private PublicApi started() throws Exception {
        var started = PublicApi.start(settings, CLOCK);
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (ask(started, "GET", "/health", "", "").status != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never healthy");
            }
            Thread.sleep(20);
        }
        return started;
    }

    @AfterEach
    void close() {
        api.close();
        privateApi.stop(0);
        client.close();
    }

    private record Answer(int status, String body) {
        JsonObject document() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String text(String name) {
            return document().get(name).getAsString();
        }
    }

    private Answer ask(PublicApi of, String method, String path, String token, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + of.port() + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private Answer ask(String method, String path, String token, String body) throws Exception {
        return ask(api, method, path, token, body);
    }

    private static String login(String name, String password) {
        var document = new JsonObject();
        document.addProperty("name", name);
        document.addProperty("password", password);
        return document.toString();
    }

    private String register(String name) throws Exception {
        return ask("POST", "/accounts", "", login(name, PASSWORD)).text("token");
    }

    @Test
    void a_person_has_a_list_generated_and_does_what_is_on_it() throws Exception {
        var ada = register("Ada");
        var made = ask("POST", "/lists", ada, """
                {"title": "To the lake", "template": "trip", "day": "2026-06-01", "options": ["children"]}""");
        assertThat(made.status).isEqualTo(201);
        assertThat(asked.get())
                .contains("\"template\":\"trip\"", "\"day\":\"2026-06-01\"", "children")
                .endsWith(" for " + ask("GET", "/me", ada, "").text("id"));

        var list = "/lists/" + made.text("id");
        assertThat(ask("GET", list, ada, "").body)
                .contains("To the lake", "\"phase\":\"Before\"", "\"open\":2", "\"today\":\"2026-03-14\"");
        var overview = ask("GET", "/lists", ada, "").document();
        var due = overview.getAsJsonArray("due");
        assertThat(due.size()).isEqualTo(1);
        var task = "/tasks/" + due.get(0).getAsJsonObject().get("id").getAsString();
        assertThat(ask("PATCH", task, ada, "{\"done\": true}").body).contains("\"done\":true", "book");
        assertThat(ask("PATCH", task, ada, "{\"text\": \"book early\", \"due\": null}").body)
                .contains("book early", "\"done\":true")
                .doesNotContain("due");
        assertThat(ask("GET", list, ada, "").body).contains("\"open\":1", "\"total\":2");

        assertThat(ask("POST", list + "/tasks", ada, "{\"text\": \" buy a boat \", \"due\": \"2026-04-01\"}").body)
                .contains("\"buy a boat\"");
        assertThat(ask("DELETE", task, ada, "").status).isEqualTo(204);
        assertThat(ask("PATCH", list, ada, "{\"title\": \"To the sea\"}").text("title"))
                .isEqualTo("To the sea");
        assertThat(ask("DELETE", list, ada, "").status).isEqualTo(204);
        assertThat(ask("GET", list, ada, "").status).isEqualTo(404);
    }

    @Test
    void without_a_title_a_generated_list_has_the_template_s() throws Exception {
        var ada = register("Ada");
        assertThat(ask("POST", "/lists", ada, "{\"title\": \" \", \"template\": \"trip\", \"day\": \"2026-06-01\"}")
                        .text("title"))
                .isEqualTo("Trip");
        assertThat(ask("POST", "/lists", ada, "{\"title\": \" \"}").body).contains("A list needs a name");
    }

    @Test
    void what_the_private_api_says_is_passed_on_and_without_it_lists_still_work() throws Exception {
        var ada = register("Ada");
        var wish = "{\"template\": \"trip\", \"day\": \"2026-06-01\"}";
        status.set(422);
        assertThat(ask("POST", "/lists", ada, wish).body).contains("in the private API's words");
        status.set(404);
        assertThat(ask("POST", "/lists", ada, wish).body).contains("There is no such template.");
        privateApi.stop(0);
        assertThat(ask("POST", "/lists", ada, wish).status).isEqualTo(503);
        assertThat(ask("POST", "/lists", ada, "{\"title\": \"by hand\"}").status)
                .isEqualTo(201);
        var health = ask("GET", "/health", "", "");
        assertThat(health.status).isEqualTo(200);
        assertThat(health.body).contains("DEGRADED", "\"private-api\":\"not reached\"", "\"postgres-user\":\"OK\"");
    }

    @Test
    void several_of_it_are_one_to_whoever_asks() throws Exception {
        var ada = register("Ada");
        var other = started();
        try {
            assertThat(ask(other, "GET", "/me", ada, "").text("name")).isEqualTo("Ada");
            var list =
                    ask(other, "POST", "/lists", ada, "{\"title\": \"shared\"}").text("id");
            assertThat(ask("GET", "/lists/" + list, ada, "").text("title")).isEqualTo("shared");
            // The brake on guessing is one as well.
            for (var i = 0; i < 10; i++) {
                ask(i % 2 == 0 ? api : other, "POST", "/sessions", "", login("Ada", "wrong password"));
            }
            assertThat(ask("POST", "/sessions", "", login("Ada", PASSWORD)).status)
                    .isEqualTo(429);
            assertThat(ask(other, "POST", "/sessions", "", login("Ada", PASSWORD)).status)
                    .isEqualTo(429);
            ask(other, "DELETE", "/sessions/current", ada, "");
            assertThat(ask("GET", "/me", ada, "").status).isEqualTo(401);
        } finally {
            other.close();
        }
    }

    @Test
    void nobody_sees_or_changes_what_is_another_s() throws Exception {
        var ada = register("Ada");
        var eve = register("Eve");
        var list = "/lists/"
                + ask("POST", "/lists", ada, "{\"title\": \"secret\"}").text("id");
        var task = "/tasks/"
                + ask("POST", list + "/tasks", ada, "{\"text\": \"surprise\"}").text("id");
        assertThat(ask("GET", list, eve, "").status).isEqualTo(404);
        assertThat(ask("PATCH", list, eve, "{\"title\": \"mine\"}").status).isEqualTo(404);
        assertThat(ask("DELETE", list, eve, "").status).isEqualTo(404);
        assertThat(ask("POST", list + "/tasks", eve, "{\"text\": \"x\"}").status)
                .isEqualTo(404);
        assertThat(ask("PATCH", task, eve, "{\"done\": true}").status).isEqualTo(404);
        assertThat(ask("DELETE", task, eve, "").status).isEqualTo(404);
        assertThat(ask("GET", list, "", "").status).isEqualTo(401);
        assertThat(ask("GET", "/lists/x", ada, "").status).isEqualTo(404);
        assertThat(ask("GET", list, ada, "").body).contains("surprise", "\"open\":1");
    }

    @Test
    void names_are_had_once_and_passwords_are_asked_for() throws Exception {
        register("Ada");
        assertThat(ask("POST", "/accounts", "", login(" ada ", PASSWORD)).status)
                .isEqualTo(409);
        assertThat(ask("POST", "/accounts", "", login("Eve", "short")).status).isEqualTo(422);
        assertThat(ask("POST", "/accounts", "", login("<b>", PASSWORD)).status).isEqualTo(422);
        assertThat(ask("POST", "/sessions", "", login("ADA", "wrong")).status).isEqualTo(401);
        assertThat(ask("POST", "/sessions", "", login("nobody\0", "wrong")).status)
                .isEqualTo(401);
        assertThat(ask("POST", "/sessions", "", login("ADA", PASSWORD)).text("name"))
                .isEqualTo("Ada");
        assertThat(ask("POST", "/sessions", "", "{\"name\": 1}").status).isEqualTo(400);
        // A token of the right form for a session that nobody has.
        var forged = new Tokens("y".repeat(32), CLOCK)
                .issue(Tokens.Audience.SESSION, UUID.randomUUID().toString(), "1", Duration.ofHours(1));
        assertThat(ask("GET", "/lists", forged, "").status).isEqualTo(401);
        var ended = tokens.issue(Tokens.Audience.SESSION, UUID.randomUUID().toString(), "1", Duration.ofHours(1));
        assertThat(ask("GET", "/lists", ended, "").status).isEqualTo(401);
    }

    @Test
    void what_can_t_be_taken_is_said() throws Exception {
        var ada = register("Ada");
        var list = "/lists/" + ask("POST", "/lists", ada, "{\"title\": \"x\"}").text("id");
        assertThat(ask("POST", "/lists", ada, "{\"title\": \"" + "x".repeat(81) + "\"}").status)
                .isEqualTo(422);
        assertThat(ask("POST", list + "/tasks", ada, "{\"text\": \"\"}").body).contains("A task needs some words");
        assertThat(ask("POST", list + "/tasks", ada, "{\"text\": \"x\", \"due\": \"tomorrow\"}").body)
                .contains("2026-01-31");
        assertThat(ask("POST", list + "/tasks", ada, "{\"text\": \"a\\u0000b\"}").status)
                .isEqualTo(422);
        assertThat(ask("POST", list + "/tasks", ada, "nonsense").status).isEqualTo(400);
    }
}
