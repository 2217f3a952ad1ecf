package dev.todolist;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private static final String PASSWORD = "a horse in a tree";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private TodoList site;
    private Person ada;

    @BeforeEach
    void open() throws Exception {
        var address = server.bind();
        site = TodoList.start(settings("mongodb://127.0.0.1:" + address.getPort()), CLOCK);
        ada = new Person(site.port());
        await();
    }

    private static Map<String, String> settings(String database) {
        return Map.of(
                "PORT", "0", "MONGODB_URI", database, "SESSION_SECRET", "x".repeat(32), "NODE_ENV", "development");
    }

    private void await() throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (ada.get("/health").status() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never healthy: " + ada.get("/health").body());
            }
            Thread.sleep(50);
        }
    }

    @AfterEach
    void close() {
        ada.close();
        site.close();
        server.shutdownNow();
    }

    private Person.Answer register(Person person, String name) throws Exception {
        person.get("/register");
        return person.post("/register", Map.of("name", name, "password", PASSWORD));
    }

    private String list(String title) throws Exception {
        ada.get("/");
        ada.post("/lists", Map.of("title", title));
        return ada.id("/lists/");
    }

    @Test
    void a_person_makes_a_list_and_does_what_is_on_it() throws Exception {
        assertThat(register(ada, "Ada").body()).contains("My lists", "Ada");
        var list = list("Groceries");
        ada.post("/lists/" + list + "/tasks", Map.of("text", "bread & <butter>", "due", "2026-03-14"));
        ada.post("/lists/" + list + "/tasks", Map.of("text", "milk", "due", ""));
        var page = ada.get("/lists/" + list).body();
        assertThat(page)
                .contains("bread &amp; &lt;butter&gt;", "milk", "today, ")
                .doesNotContain("<butter>");

        assertThat(ada.get("/").body()).contains("Due today", "2 of 2 left");
        var task = ada.id("data-task=\"");
        assertThat(ada.post("/tasks/" + task, Map.of("do", "done", "from", "home"))
                        .body())
                .contains("1 of 2 left")
                .doesNotContain("Due today");
        ada.get("/lists/" + list);
        ada.post("/tasks/" + task, Map.of("do", "remove", "from", "list"));
        assertThat(ada.get("/").body()).contains("1 of 1 left");
        assertThat(ada.get("/metrics").body())
                .contains("todolist_tasks_total{event=\"added\"} 2.0")
                .contains("http_requests_total{method=\"POST\",route=\"/lists/{list}/tasks\",status=\"303\"} 2.0");
    }

    @Test
    void a_list_is_renamed_and_taken_away_with_its_tasks() throws Exception {
        register(ada, "Ada");
        var list = list("Grocries");
        ada.post("/lists/" + list + "/tasks", Map.of("text", "late", "due", "2026-03-01"));
        assertThat(ada.post("/lists/" + list + "/rename", Map.of("title", "Groceries"))
                        .body())
                .contains("<h1>Groceries</h1>", "late: 2026-03-01");
        assertThat(ada.post("/lists/" + list + "/remove", Map.of()).body()).doesNotContain("<b>Groceries", "Due today");
        assertThat(ada.get("/lists/" + list).status()).isEqualTo(404);
    }

    @Test
    void what_can_t_be_taken_is_said_and_what_was_typed_is_kept() throws Exception {
        register(ada, "Ada");
        var list = list("Groceries");
        var answer = ada.post("/lists/" + list + "/tasks", Map.of("text", "milk", "due", "tomorrow"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("2026-01-31", "value=\"milk\"");
        assertThat(ada.post("/lists", Map.of("title", "x".repeat(81))).status()).isEqualTo(422);
        assertThat(ada.post("/lists", Map.of("title", "   ")).body()).contains("A list needs a name");
        assertThat(ada.post("/lists", Map.of("title", "x".repeat(100_000))).status())
                .isEqualTo(413);
    }

    @Test
    void nobody_sees_or_changes_what_is_another_s() throws Exception {
        register(ada, "Ada");
        var list = list("Secret");
        ada.post("/lists/" + list + "/tasks", Map.of("text", "surprise"));
        ada.get("/lists/" + list);
        var task = ada.id("data-task=\"");
        try (var eve = new Person(site.port())) {
            register(eve, "Eve");
            assertThat(eve.get("/lists/" + list).status()).isEqualTo(404);
            eve.get("/");
            assertThat(eve.post("/tasks/" + task, Map.of("do", "remove")).status())
                    .isEqualTo(404);
            assertThat(eve.post("/lists/" + list + "/tasks", Map.of("text", "x"))
                            .status())
                    .isIn(404, 422);
            assertThat(eve.post("/lists/" + list + "/remove", Map.of()).status())
                    .isEqualTo(404);
            eve.get("/");
            assertThat(eve.json("/api/tasks/" + task, "{\"done\": true}").status())
                    .isEqualTo(404);
        }
        assertThat(ada.get("/lists/" + list).body()).contains("surprise").doesNotContain("task done");
    }

    @Test
    void names_are_had_once_and_passwords_are_asked_for() throws Exception {
        register(ada, "Ada");
        ada.post("/logout", Map.of());
        assertThat(register(ada, " ada ").status()).isEqualTo(409);
        assertThat(ada.post("/login", Map.of("name", "ADA", "password", "wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(ada.post("/login", Map.of("name", "nobody", "password", "wrong"))
                        .body())
                .contains("don't belong together");
        assertThat(ada.get("/lists/x").status()).isEqualTo(401);
        assertThat(ada.post("/login", Map.of("name", "ADA", "password", PASSWORD))
                        .body())
                .contains("My lists");
        ada.post("/logout", Map.of());
        assertThat(ada.get("/").body()).contains("What is left to do?");
    }

    @Test
    void guessing_is_slowed_down() throws Exception {
        for (int i = 0; i < 10; i++) {
            ada.post("/login", Map.of("name", "ada", "password", "wrong"));
        }
        assertThat(ada.post("/login", Map.of("name", "ada", "password", "wrong"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void a_change_that_no_page_of_ours_asked_for_is_refused() throws Exception {
        register(ada, "Ada");
        var fields = Map.of("title", "forged", "proof", "x");
        assertThat(ada.bare("/lists", fields, Map.of("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(ada.bare("/lists", fields, Map.of("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(403);
        assertThat(ada.bare("/lists", fields, Map.of("Origin", "http://elsewhere.example"))
                        .status())
                .isEqualTo(403);
        try (var somebody = new Person(site.port())) {
            assertThat(somebody.bare(
                                    "/login",
                                    Map.of("name", "Ada", "password", PASSWORD),
                                    Map.of("Origin", "http://elsewhere.example"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(ada.get("/").body()).doesNotContain("forged");
    }

    @Test
    void the_script_s_door_answers_in_json() throws Exception {
        register(ada, "Ada");
        var list = list("Groceries");
        ada.post("/lists/" + list + "/tasks", Map.of("text", "milk"));
        ada.get("/lists/" + list);
        var task = ada.id("data-task=\"");
        var answer = ada.json("/api/tasks/" + task, "{\"done\": true}");
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("done")
                        .getAsBoolean())
                .isTrue();
        assertThat(ada.get("/api/lists").body()).contains("\"open\":0", "\"total\":1");
        assertThat(ada.get("/api/lists/" + list).body()).contains("\"text\":\"milk\"");
        assertThat(ada.json("/api/tasks/" + task, "nonsense").status()).isEqualTo(400);
        assertThat(ada.json("/api/tasks/" + task, "{\"done\": 1}").body()).contains("problem");
        assertThat(ada.get("/api/nothing").body()).contains("There is nothing here.");
    }

    @Test
    void the_health_document_tells_the_truth() throws Exception {
        var well = JsonParser.parseString(ada.get("/health").body()).getAsJsonObject();
        assertThat(well.keySet())
                .containsExactlyInAnyOrder("status", "timestamp", "uptime", "environment", "database", "memory", "pid");
        assertThat(well.get("status").getAsString()).isEqualTo("OK");
        assertThat(well.get("database").getAsString()).isEqualTo("connected");
        assertThat(well.get("environment").getAsString()).isEqualTo("development");

        server.shutdownNow();
        var away = ada.get("/health");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).contains("\"database\":\"disconnected\"");
        assertThat(ada.post("/login", Map.of("name", "Ada", "password", PASSWORD))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void files_of_the_pages_may_be_kept_for_long_since_their_names_change() throws Exception {
        var page = ada.get("/").body();
        var style = page.replaceAll("(?s).*href=\"(/assets/style.css[^\"]*)\".*", "$1");
        assertThat(style).matches("/assets/style\\.css\\?v=[0-9a-f]{12}");
        assertThat(ada.get(style).header("Content-Type")).startsWith("text/css");
        assertThat(ada.get("/assets/../Settings.class").status()).isEqualTo(404);
        assertThat(ada.get("/nothing").status()).isEqualTo(404);
        assertThat(ada.get("/").header("Content-Security-Policy")).contains("default-src 'self'");
    }
}
