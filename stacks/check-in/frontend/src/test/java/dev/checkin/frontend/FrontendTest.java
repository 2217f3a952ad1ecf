package dev.checkin.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The pages, in front of a backend that says what a test wants.
@Timeout(60)
class FrontendTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-14T09:00:00Z"), PARIS);
    private static final String BOARD = """
            {"id": "e1", "title": "Spring <b>", "place": "Lyon", "begins": "2026-03-14T08:00:00Z",
             "participants": 3, "arrived": 1,
             "sessions": [
               {"id": "s1", "title": "Breakfast", "room": "", "begins": "2026-03-14T07:00:00Z", "ends": "2026-03-14T08:00:00Z", "checkedIn": 0},
               {"id": "s2", "title": "Keynote", "room": "Hall A", "begins": "2026-03-14T08:30:00Z", "ends": "2026-03-14T10:00:00Z", "checkedIn": 1}],
             "latest": [{"name": "Grace", "session": "Keynote", "at": "2026-03-14T08:59:00Z", "by": "Ada"}]}""";
    private static final String TICKET = """
            {"code": "K7QMX2XPAB", "name": "Grace", "note": "Navy", "event":
             {"id": "e1", "title": "Spring", "place": "Lyon", "begins": "2026-03-14T08:00:00Z"}}""";

    private final List<AutoCloseable> open = new ArrayList<>();
    private Backstage backend;
    private Person ada;

    @BeforeEach
    void begin() throws Exception {
        backend = new Backstage();
        open.add(backend);
        ada = person(Map.of());
        backend.say("GET /registration", 200, "{\"open\": true}");
        backend.say("GET /events", 200, "[]");
        backend.say("GET /sessions", 200, "[]");
        backend.say("GET /events/e1", 200, BOARD);
        backend.say("GET /tickets/K7QMX2XPAB", 200, TICKET);
    }

    private Person person(Map<String, String> more) {
        var frontend = frontend(more);
        open.add(frontend);
        var person = new Person(frontend.port());
        open.add(person);
        return person;
    }

    private Frontend frontend(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "PORT", "0", "BACKEND_URL", "http://127.0.0.1:" + backend.port(), "FRONTEND_KEY", "k".repeat(16)));
        settings.putAll(more);
        return Frontend.start(Settings.of(settings), CLOCK);
    }

    @AfterEach
    void end() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private static String token(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmVk";
    }

    private String logIn(Person person, String claims) throws Exception {
        var token = token(claims);
        backend.say("POST /login", 201, "{\"token\": \"" + token + "\", \"seconds\": 3600}");
        person.get("/login");
        assertThat(person.post("/login", Map.of("name", "Ada", "password", "a horse in a tree"))
                        .status())
                .isEqualTo(200);
        return token;
    }

    private String logIn(Person person) throws Exception {
        return logIn(person, "{\"name\": \"Ada\", \"role\": \"organizer\"}");
    }

    @Test
    void whoever_logs_in_is_asked_for_by_their_token_and_by_the_frontend_s_key() throws Exception {
        var token = logIn(ada);
        assertThat(ada.get("/").body()).contains("My events", "Ada");
        assertThat(backend.last().headers())
                .containsEntry("Authorization", "Bearer " + token)
                .containsEntry("X-Frontend-Key", "k".repeat(16))
                .containsEntry("X-Real-IP", "127.0.0.1");
        var page = ada.get("/events/e1").body();
        assertThat(page)
                .contains("Spring &lt;b&gt;", "Keynote", "09:30 – 11:00", "Sat 14 Mar 2026, 09:00")
                .doesNotContain("Spring <b>");
    }

    @Test
    void cookies_are_kept_from_scripts_and_from_other_sites() throws Exception {
        logIn(ada);
        var token = token("{\"name\": \"Ada\"}");
        backend.say("POST /login", 201, "{\"token\": \"" + token + "\", \"seconds\": 3600}");
        var secure = person(Map.of("PUBLIC_URL", "https://checkin.example.org/"));
        var answer = secure.post("/login", Map.of("name", "Ada", "password", "x"));
        var cookie = answer.whole()
                .previousResponse()
                .orElseThrow()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Secure", "Max-Age=3600");
    }

    @Test
    void a_change_that_no_page_of_ours_asked_for_is_refused() throws Exception {
        logIn(ada);
        var fields = Map.of("title", "forged", "begins", "2026-03-14T09:00", "proof", "x");
        for (var headers : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-origin"),
                Map.of("Origin", "http://elsewhere.example"),
                Map.of("Origin", "null"))) {
            assertThat(ada.bare("/events", fields, headers).status())
                    .as(headers.toString())
                    .isEqualTo(403);
        }
        assertThat(backend.last().method()).isEqualTo("GET");
    }

    @Test
    void an_event_is_made_with_a_first_door_in_the_time_of_the_place() throws Exception {
        logIn(ada);
        backend.say(
                "POST /events", 201, "{\"id\": \"e1\", \"title\": \"Spring\", \"begins\": \"2026-07-01T08:00:00Z\"}");
        backend.say("POST /events/e1/sessions", 201, "{\"id\": \"s1\"}");
        ada.get("/");
        ada.post("/events", Map.of("title", "Spring", "place", "", "begins", "2026-07-01T10:00"));
        assertThat(backend.bodyOf("POST /events")).contains("\"2026-07-01T08:00:00Z\"");
        assertThat(backend.bodyOf("POST /events/e1/sessions")).contains("Entrance", "\"2026-07-01T18:00:00Z\"");
        assertThat(ada.post("/events", Map.of("title", "Spring", "begins", "soon"))
                        .body())
                .contains("2026-01-31T09:00");
    }

    @Test
    void the_ticket_shows_a_code_that_can_be_read_back() throws Exception {
        var page = ada.get("/t/K7QMX2XPAB");
        assertThat(page.body()).contains("Grace", "K7QMX-2XPAB", "<svg class=\"qr\"");
        assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
        var picture =
                person(Map.of("PUBLIC_URL", "https://checkin.example.org")).get("/t/K7QMX2XPAB/qr.png");
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(Pictures.text(ImageIO.read(new ByteArrayInputStream(picture.bytes()))))
                .isEqualTo("https://checkin.example.org/t/K7QMX2XPAB");
        assertThat(ada.get("/t/NOTHING").status()).isEqualTo(404);
    }

    @Test
    void a_scan_is_answered_in_words_with_and_without_a_script() throws Exception {
        logIn(ada);
        backend.say(
                "POST /sessions/s2/checkins",
                201,
                "{\"at\": \"2026-03-14T09:00:00Z\", \"by\": \"Ada\", \"participant\": {\"id\": \"p1\", \"name\": \"Grace\", \"note\": \"Navy\"}}");
        var page = ada.get("/events/e1/scan").body();
        assertThat(page).as("what is on now is chosen").contains("<option value=\"s2\" selected>Keynote");
        assertThat(ada.post("/events/e1/scan", Map.of("session", "s2", "code", "k7qmx-2xpab"))
                        .body())
                .contains("outcome welcome", "Grace", "Navy");
        assertThat(backend.bodyOf("POST /sessions/s2/checkins")).contains("k7qmx-2xpab");
        backend.say(
                "POST /sessions/s2/checkins",
                409,
                "{\"at\": \"2026-03-14T08:59:00Z\", \"by\": \"Bob\", \"problem\": \"x\", \"participant\": {\"id\": \"p1\", \"name\": \"Grace\", \"note\": \"\"}}");
        var again = JsonParser.parseString(ada.post("/events/e1/scans", Map.of("session", "s2", "code", "k7qmx-2xpab"))
                        .body())
                .getAsJsonObject();
        assertThat(again.get("kind").getAsString()).isEqualTo("again");
        assertThat(again.get("detail").getAsString()).isEqualTo("Has been here since 09:59, let in by Bob.");
        backend.say("POST /sessions/s2/checkins", 404, "{\"problem\": \"No ticket of this event has this code.\"}");
        assertThat(ada.post("/events/e1/scans", Map.of("session", "s2", "code", "x"))
                        .body())
                .contains("refused", "No ticket of this event has this code.");
        backend.say("DELETE /sessions/s2/checkins/p1", 204, "");
        assertThat(ada.post("/events/e1/scans", Map.of("session", "s2", "do", "take-back", "participant", "p1"))
                        .body())
                .contains("taken-back");
    }

    @Test
    void a_picture_is_read_for_browsers_that_can_t() throws Exception {
        logIn(ada);
        ada.get("/events/e1/scan");
        var picture = Pictures.of("https://checkin.example.org/t/K7QMX2XPAB", 5);
        var answer = ada.picture(
                "/events/e1/frames?width=" + picture.side() + "&height=" + picture.side(), picture.brightness());
        assertThat(answer.body()).contains("/t/K7QMX2XPAB");
        assertThat(ada.picture("/events/e1/frames?width=100&height=100", new byte[10_000])
                        .status())
                .isEqualTo(204);
        assertThat(ada.picture("/events/e1/frames?width=9&height=-1", new byte[3])
                        .status())
                .isEqualTo(204);
        assertThat(ada.picture("/events/e1/frames?width=1000&height=1000", new byte[1_000_000])
                        .status())
                .isEqualTo(413);
        assertThat(person(Map.of())
                        .picture("/events/e1/frames?width=100&height=100", new byte[10_000])
                        .status())
                .isEqualTo(401);
    }

    @Test
    void what_can_t_be_taken_is_said_and_what_was_typed_is_kept() throws Exception {
        logIn(ada);
        backend.say(
                "GET /events/e1/participants", 200, "{\"total\": 0, \"from\": 0, \"page\": 60, \"participants\": []}");
        backend.say("POST /events/e1/participants", 409, "{\"problem\": \"grace@x.org is on the list already.\"}");
        ada.get("/events/e1/participants");
        var refused = ada.post("/events/e1/participants", Map.of("name", "Grace", "email", "grace@x.org"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("grace@x.org is on the list already.", "value=\"Grace\"");
        backend.say(
                "POST /events/e1/participants/list",
                200,
                "{\"added\": 2, \"left\": [{\"line\": 3, \"reason\": \"A participant needs a name.\"}]}");
        assertThat(ada.post("/events/e1/participants/list", Map.of("list", "Ada\nAlan\n,x@y.z"))
                        .body())
                .contains("2 added.", "Line 3: A participant needs a name.");
        assertThat(backend.last().path()).startsWith("/events/e1/participants?from=0");
        backend.say("POST /login", 401, "{\"problem\": \"Name and password don't belong together.\"}");
        assertThat(ada.post("/login", Map.of("name", "Ada", "password", "x")).body())
                .contains("don't belong together", "value=\"Ada\"");
    }

    @Test
    void a_token_that_is_not_good_any_more_is_forgotten() throws Exception {
        logIn(ada);
        backend.say("GET /events", 401, "{\"problem\": \"Please log in first.\"}");
        assertThat(ada.get("/").status()).isEqualTo(401);
        assertThat(ada.get("/").body()).contains("Organize an event");
    }

    @Test
    void who_stands_at_a_door_is_led_to_it() throws Exception {
        var token = token("{\"name\": \"Bob\", \"role\": \"door\", \"event\": \"e1\"}");
        backend.say("POST /doors", 201, "{\"token\": \"" + token + "\", \"seconds\": 3600}");
        assertThat(ada.get("/door/ABCD2345").body()).contains("value=\"ABCD2345\"");
        assertThat(ada.post("/door", Map.of("code", "ABCD2345", "name", "Bob")).body())
                .contains("id=\"scan\"", "Bob");
        assertThat(ada.get("/events/e1").body()).doesNotContain("Sessions and door");
    }

    @Test
    void the_health_tells_whether_people_can_be_served() throws Exception {
        backend.say("GET /health/readiness", 200, "{}");
        assertThat(ada.get("/health").status()).isEqualTo(200);
        backend.say("GET /health/readiness", 503, "{}");
        assertThat(ada.get("/health").status()).isEqualTo(503);
        backend.close();
        assertThat(ada.get("/health").status()).isEqualTo(503);
        assertThat(ada.get("/health/liveness").status()).isEqualTo(200);
        var away = ada.get("/");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).contains("Nothing is lost");
        assertThat(ada.get("/metrics").body())
                .contains("http_requests_total{method=\"GET\",path=\"/health\",status=\"503\"} 2.0");
    }

    @Test
    void whoever_watches_hears_the_news_and_is_sent_elsewhere_when_the_program_ends() throws Exception {
        backend.tellForEver("/events/e1/live", "data: {}\n\n");
        var frontend = frontend(Map.of());
        try (var client = HttpClient.newHttpClient();
                var lines = client.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + frontend.port() + "/events/e1/live"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            var news = lines.iterator();
            assertThat(news.next()).isEqualTo("data: {}");
            var began = Instant.now();
            frontend.close();
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void files_of_the_pages_may_be_kept_for_long_since_their_names_change() throws Exception {
        var page = ada.get("/");
        var style = page.body().replaceAll("(?s).*href=\"(/assets/style.css[^\"]*)\".*", "$1");
        assertThat(style).matches("/assets/style\\.css\\?v=[0-9a-f]{12}");
        assertThat(ada.get(style).header("Cache-Control")).contains("immutable");
        assertThat(ada.get("/assets/style.css?v=other").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(ada.get("/assets/../Settings.class").status()).isEqualTo(404);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(ada.get("/nothing").status()).isEqualTo(404);
    }
}
