package dev.todoapp.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With a gateway that answers what a test has put into it.
class FrontendTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private static final String LIST = "11111111-1111-1111-1111-111111111111";
    private static final String TASK = "22222222-2222-2222-2222-222222222222";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer gateway;
    private Frontend frontend;
    private String proof = "";

    @BeforeEach
    void open() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(request + " " + body + " " + exchange.getRequestHeaders().getFirst("Authorization") + " for "
                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
            var answer = answers.getOrDefault(request, "404 {\"problem\": \"nothing\"}");
            var text = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            var status = Integer.parseInt(answer.substring(0, 3));
            exchange.sendResponseHeaders(status, status == 204 ? -1 : text.length);
            if (status != 204) {
                exchange.getResponseBody().write(text);
            }
            exchange.close();
        });
        gateway.start();
        answers.put("GET /health", "200 {}");
        answers.put("GET /templates", """
                200 [{"key": "trip", "title": "Trip <b>", "summary": "Away", "icon": "⛺", "steps": 2, "uses": 0}]""");
        answers.put("GET /templates/trip", """
                200 {"key": "trip", "title": "Trip", "summary": "Away", "icon": "⛺", "question": "When?",
                 "options": [{"key": "children", "label": "Children"}],
                 "steps": [{"phase": "Before", "days": -30, "text": "book"}]}""");
        answers.put("GET /templates/trip/preview?day=2026-04-13", """
                200 {"template": "trip", "title": "Trip", "tasks": [
                  {"phase": "Before", "text": "book", "due": "2026-03-14"}]}""");
        answers.put("POST /accounts", "201 {\"id\": \"1\", \"name\": \"Ada\", \"token\": \"a.b.c\", \"seconds\": 60}");
        answers.put("GET /me", "200 {\"id\": \"1\", \"name\": \"Ada\"}");
        answers.put("GET /lists", """
                200 {"account": {"id": "1", "name": "Ada"}, "today": "2026-03-14",
                 "lists": [{"id": "%s", "title": "To the lake", "day": "2026-04-13", "open": 1, "total": 2}],
                 "due": [{"id": "%s", "list": "%s", "text": "book", "due": "2026-03-14", "done": false}]}""".formatted(LIST, TASK, LIST));
        frontend = Frontend.start(
                Map.of(
                        "PORT", "0",
                        "GATEWAY_URL",
                                "http://127.0.0.1:" + gateway.getAddress().getPort(),
                        "API_GATEWAY_URL", "https://api.example/"),
                CLOCK);
    }

    @AfterEach
    void close() {
        frontend.close();
        gateway.stop(0);
        client.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + frontend.port() + path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(address(path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, String... headers)
            throws IOException, InterruptedException {
        var all = new TreeMap<>(fields);
        all.putIfAbsent("proof", proof);
        var request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(all.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return sent(request);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var found = Pattern.compile("data-proof=\"([^\"]+)\"").matcher(answer.body());
        proof = found.find() ? found.group(1) : proof;
        return answer;
    }

    private void register() throws Exception {
        assertThat(post("/register", Map.of("name", "Ada", "password", "a horse in a tree"))
                        .statusCode())
                .isEqualTo(303);
        get("/");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void whoever_comes_sees_templates_and_what_comes_of_one() throws Exception {
        assertThat(get("/").body()).contains("Trip &lt;b&gt;", "2 steps").doesNotContain("Trip <b>");
        // The day is such that all of it can still be done.
        var page = get("/templates/trip").body();
        assertThat(page)
                .contains("When?", "value=\"2026-04-13\"", "Before", "book", "today")
                .contains("data-gateway=\"https://api.example\"", "/register?then=trip");
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("connect-src 'self' https://api.example;");
    }

    @Test
    void a_person_comes_in_and_goes_on_where_they_were() throws Exception {
        var answer = post("/register", Map.of("name", "Ada", "password", "a horse in a tree", "then", "trip"));
        assertThat(location(answer)).endsWith("/templates/trip");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .contains("todoapp_session=a.b.c", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        // Also with a cookie of before.
        get("/register");
        assertThat(location(post("/register", Map.of("name", "Ada", "password", "x", "then", "//elsewhere.example"))))
                .endsWith("/")
                .doesNotContain("elsewhere");
        assertThat(get("/").body()).contains("Ada", "To the lake", "1 of 2 left", "Due today");
        assertThat(asked.getLast()).contains("GET /lists").contains("Bearer a.b.c for 127.0.0.1");
    }

    @Test
    void a_list_is_generated_and_what_was_typed_is_kept_when_it_can_t_be() throws Exception {
        register();
        answers.put("POST /lists", "201 {\"id\": \"" + LIST + "\"}");
        assertThat(location(post("/templates/trip", Map.of("title", "Mine", "day", "2026-04-13", "with", "children"))))
                .endsWith("/lists/" + LIST);
        assertThat(asked.getLast())
                .contains("\"template\":\"trip\",\"title\":\"Mine\",\"day\":\"2026-04-13\",\"options\":[\"children\"]");

        answers.put("POST /lists", "422 {\"problem\": \"not on that day\"}");
        answers.put("GET /templates/trip/preview?day=2026-04-13&with=children", "200 {\"tasks\": []}");
        var again = post("/templates/trip", Map.of("title", "Mine", "day", "2026-04-13", "with", "children"));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("not on that day", "value=\"Mine\"", "checked");
    }

    @Test
    void tasks_are_shown_by_phase_and_changed() throws Exception {
        register();
        answers.put("GET /lists/" + LIST, """
                200 {"account": {"id": "1", "name": "Ada"}, "today": "2026-03-14", "id": "%s", "title": "To the lake",
                 "open": 2, "total": 3, "tasks": [
                  {"id": "%s", "list": "%s", "phase": "Before", "text": "book", "due": "2026-03-01", "done": false},
                  {"id": "%s", "list": "%s", "phase": "Before", "text": "wash", "done": true},
                  {"id": "%s", "list": "%s", "text": "my own", "due": "2026-03-15", "done": false}]}""".formatted(LIST, TASK, LIST, TASK, LIST, TASK, LIST));
        assertThat(get("/lists/" + LIST).body())
                .containsSubsequence("my own", "tomorrow", "Before", "book", "late: Sun 1 Mar", "task done");
        answers.put("PATCH /tasks/" + TASK, "200 {}");
        answers.put("DELETE /tasks/" + TASK, "204 {}");
        assertThat(location(post("/tasks/" + TASK, Map.of("do", "done", "from", LIST))))
                .endsWith("/lists/" + LIST);
        assertThat(asked.getLast()).contains("{\"done\":true}");
        post("/tasks/" + TASK, Map.of("do", "change", "text", "book soon", "due", ""));
        assertThat(asked.getLast()).contains("{\"text\":\"book soon\",\"due\":null}");
        assertThat(location(post("/tasks/" + TASK, Map.of("do", "remove", "from", "//elsewhere"))))
                .endsWith("/")
                .doesNotContain("elsewhere");
        assertThat(asked.getLast()).startsWith("DELETE /tasks/" + TASK);
        assertThat(post("/tasks/" + TASK, Map.of("do", "dance")).statusCode()).isEqualTo(400);
        assertThat(get("/lists/..%2fsettings").statusCode()).isIn(400, 404);
    }

    @Test
    void a_change_that_no_page_of_ours_asked_for_is_refused() throws Exception {
        register();
        var before = asked.size();
        assertThat(post("/lists", Map.of("title", "forged"), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/lists", Map.of("title", "forged", "proof", "x"), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/lists", Map.of("title", "forged"), "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/logout", Map.of("proof", "")).statusCode()).isEqualTo(403);
        assertThat(asked).hasSize(before);
    }

    @Test
    void whose_session_is_over_sees_the_first_page() throws Exception {
        register();
        answers.put("GET /lists", "401 {\"problem\": \"Please log in first.\"}");
        assertThat(get("/").body()).contains("Log in").doesNotContain("Log out");
        assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    }

    @Test
    void a_gateway_that_is_away_is_told_and_nothing_is_pretended() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        gateway.stop(0);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health").body()).contains("\"gateway\":\"not reached\"");
        assertThat(get("/").statusCode()).isEqualTo(503);
        assertThat(get("/").body()).contains("gateway can't be reached");
        assertThat(get("/api/lists").body()).startsWith("{\"problem\"");
    }

    @Test
    void files_of_the_pages_may_be_kept_for_long_since_their_names_change() throws Exception {
        var style = get("/login").body().replaceAll("(?s).*href=\"(/assets/style.css[^\"]*)\".*", "$1");
        assertThat(style).matches("/assets/style\\.css\\?v=[0-9a-f]{12}");
        assertThat(get(style).headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(get("/assets/nothing.css").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }
}
