package dev.todoapp.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.todoapp.database.Postgres;
import dev.todoapp.service.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateApiTest {
    private static final String SECRET = "x".repeat(32);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

    private static Postgres postgres;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tokens tokens = new Tokens(SECRET, CLOCK);
    private final UUID ada = UUID.randomUUID();
    private PrivateApi api;

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
        Map<String, String> settings = new HashMap<>(postgres.database("CONFIG"));
        settings.putAll(postgres.database("INTERN"));
        settings.putAll(Map.of("PORT", "0", "JWT_SECRET", SECRET));
        api = PrivateApi.start(settings, CLOCK);
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (get("/health").statusCode() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never healthy: " + get("/health").body());
            }
            Thread.sleep(20);
        }
    }

    @AfterEach
    void close() {
        api.close();
        client.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return sent(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> asAdministrator(String method, String path, String body)
            throws IOException, InterruptedException {
        var token = tokens.issue(Tokens.Audience.ADMINISTRATION, "administrator", "1", Duration.ofMinutes(1));
        return sent(request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> generate(String wish) throws IOException, InterruptedException {
        var token = tokens.issue(Tokens.Audience.GENERATION, ada.toString(), "1", Duration.ofMinutes(1));
        return sent(request("/generations")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(wish)));
    }

    private static JsonObject object(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static JsonArray array(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonArray();
    }

    private static JsonObject named(JsonArray all, String member, String value) {
        for (JsonElement one : all) {
            if (one.getAsJsonObject().get(member).getAsString().equals(value)) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + member + " " + value + " in " + all);
    }

    @Test
    void there_are_templates_from_the_start_and_each_can_be_generated_from() throws Exception {
        var all = array(get("/templates"));
        assertThat(all.size()).isEqualTo(6);
        for (var each : all) {
            var key = each.getAsJsonObject().get("key").getAsString();
            var preview = object(get("/templates/" + key + "/preview?day=2027-01-31"));
            assertThat(preview.getAsJsonArray("tasks").size()).as(key).isGreaterThan(8);
        }
        var template = object(get("/templates/move-house"));
        assertThat(template.get("question").getAsString()).isEqualTo("On which day do you move?");
        var with = object(get("/templates/move-house/preview?day=2027-01-31&with=pets&with=children"));
        assertThat(with.toString()).contains("Find a vet near the new place", "Register the children");
        var without = object(get("/templates/move-house/preview?day=2027-01-31"));
        assertThat(without.toString()).doesNotContain("vet").contains("\"due\":\"2027-01-31\"");
        assertThat(get("/templates/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/templates/move-house/preview?day=soon").statusCode()).isEqualTo(422);
        assertThat(get("/templates/move-house/preview").statusCode()).isEqualTo(422);
        assertThat(get("/templates/move-house/preview?day=2027-01-31&with=dragons")
                        .body())
                .contains("no option dragons");
    }

    @Test
    void what_is_generated_is_written_down_and_counted() throws Exception {
        var answer = generate("""
                {"template": "release", "day": "2026-06-01", "options": ["migration"]}""");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(object(answer).get("title").getAsString()).isEqualTo("Release a version");
        assertThat(answer.body()).contains("Try the migration");

        var log = array(asAdministrator("GET", "/generations", ""));
        assertThat(log.size()).isEqualTo(1);
        assertThat(log.get(0).getAsJsonObject().get("tasks").getAsInt())
                .isEqualTo(object(answer).getAsJsonArray("tasks").size());
        assertThat(named(array(get("/templates")), "key", "release").get("uses").getAsInt())
                .isZero();
        api.jobs().runDue();
        assertThat(named(array(get("/templates")), "key", "release").get("uses").getAsInt())
                .isEqualTo(1);
        assertThat(get("/metrics").body()).contains("generations_total{template=\"release\"} 1.0");
        var jobs = array(asAdministrator("GET", "/jobs", ""));
        assertThat(named(jobs, "name", "count-uses").get("outcome").getAsString())
                .isEqualTo("done");
        assertThat(named(jobs, "name", "forget-old-generations").get("outcome").getAsString())
                .isEqualTo("forgot 0");
    }

    @Test
    void one_account_can_t_have_more_generated_than_the_settings_say() throws Exception {
        assertThat(asAdministrator("PUT", "/settings/generations_per_hour", "{\"value\": 1}")
                        .statusCode())
                .isEqualTo(200);
        var wish = "{\"template\": \"release\", \"day\": \"2026-06-01\"}";
        assertThat(generate(wish).statusCode()).isEqualTo(201);
        assertThat(generate(wish).statusCode()).isEqualTo(429);
        assertThat(asAdministrator("PUT", "/settings/generations_per_hour", "{\"value\": 0}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(asAdministrator("PUT", "/settings/nothing", "{\"value\": 1}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_template_is_added_changed_and_taken_away_by_whoever_looks_after_the_stack() throws Exception {
        var template = """
                {"title": "Garden", "summary": "In spring", "icon": "🌱", "question": "When?",
                 "options": [{"key": "bees", "label": "There are bees"}],
                 "steps": [{"phase": "Before", "days": -3, "text": "%s"},
                           {"phase": "Before", "days": -1, "text": "warn them", "option": "bees"}]}""";
        assertThat(asAdministrator("PUT", "/templates/garden", template.formatted("dig"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(asAdministrator("PUT", "/templates/garden", template.formatted("dig more"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/templates/garden").body()).contains("dig more").doesNotContain("\"dig\"");
        assertThat(array(get("/templates")).size()).isEqualTo(7);
        assertThat(asAdministrator("PUT", "/templates/garden", template.replace("\"bees\"}]}", "\"wasps\"}]}"))
                        .body())
                .contains("an option that is not there: wasps");
        assertThat(asAdministrator("DELETE", "/templates/garden", "").statusCode())
                .isEqualTo(204);
        assertThat(get("/templates/garden").statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_is_changed_or_generated_without_the_right_token() throws Exception {
        var forPeople = tokens.issue(Tokens.Audience.SESSION, ada.toString(), "1", Duration.ofHours(1));
        for (var path : new String[] {"/generations", "/settings", "/jobs"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(sent(request(path).header("Authorization", "Bearer " + forPeople))
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(sent(request("/templates/release").DELETE()).statusCode()).isEqualTo(401);
        assertThat(sent(request("/generations")
                                .header("Authorization", "Bearer " + forPeople)
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(array(get("/templates")).size()).isEqualTo(6);
    }
}
