package dev.emailight;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The site alone: nobody sends what is queued.
class SiteTest {
    private static final String PASSWORD = "a horse in a tree";

    private final Stores stores = new Stores();
    private final Emailight site;
    private final Person ada;

    SiteTest() throws Exception {
        var settings = new Settings.Site(0, stores.settings(), "x".repeat(32), "development", 5);
        site = Emailight.serve(settings, Clock.systemUTC());
        ada = new Person(site.port());
    }

    @BeforeEach
    void isUp() throws Exception {
        Until.so("healthy", () -> ada.get("/health").status() == 200);
    }

    @AfterEach
    void close() throws Exception {
        ada.close();
        site.close();
        stores.close();
    }

    private static Person.Answer register(Person person, String name) throws Exception {
        person.get("/register");
        return person.post("/register", Map.of("name", name, "email", name + "@example.org", "password", PASSWORD));
    }

    private Person.Answer write(String to, String wish) throws Exception {
        return ada.post("/write", Map.of("to", to, "subject", "Lunch <on> Friday", "text", "Shall we?", "do", wish));
    }

    @Test
    void an_e_mail_is_queued_seen_and_taken_back() throws Exception {
        assertThat(register(ada, "ada").body()).contains("Nothing was sent yet", "ada");
        var page = write("bob@example.com, carl@example.com", "send").body();
        assertThat(page).contains("Lunch &lt;on&gt; Friday", "on its way", "Take it back");
        assertThat(ada.get("/").body()).contains("bob@example.com, carl@example.com", "Waiting", "class=\"here\"");
        var me = JsonParser.parseString(ada.get("/api/users/me").body()).getAsJsonObject();
        assertThat(me.get("leftThisHour").getAsInt()).isEqualTo(3);
        assertThat(me.getAsJsonObject("folders").get("waiting").getAsInt()).isEqualTo(1);
        ada.get("/folders/waiting");
        var id = ada.id("data-mail=\"");
        assertThat(ada.post("/messages/" + id, Map.of("do", "take-back")).body())
                .contains("Keep as a draft", "Shall we?");
        assertThat(ada.get("/folders/waiting").body()).contains("Nothing is waiting");
        assertThat(ada.get("/metrics").body())
                .contains("emailight_emails_total{event=\"queued\"} 1.0")
                .contains("emailight_queue_length{when=\"now\"} 1.0")
                .contains("http_requests_total{method=\"POST\",route=\"/write\",status=\"303\"} 1.0");
    }

    @Test
    void a_draft_is_kept_as_typed_and_sent_when_it_is_right() throws Exception {
        register(ada, "ada");
        assertThat(write("bob", "keep").body()).contains("Drafts", "bob");
        ada.get("/folders/drafts");
        var id = ada.id("data-mail=\"");
        assertThat(ada.get("/messages/" + id).body()).contains("value=\"bob\"", "value=\"Lunch &lt;on> Friday\"");
        var fields = Map.of("id", id, "to", "bob", "subject", "Lunch", "text", "Now?", "do", "send");
        var refused = ada.post("/write", fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("“bob” is not an e-mail address", "Now?");
        var right = new java.util.HashMap<>(fields);
        right.put("to", "bob@example.com");
        assertThat(ada.post("/write", right).body()).contains("on its way");
        assertThat(ada.get("/folders/drafts").body()).contains("No drafts");
        // A second press on an old page must not send it twice.
        assertThat(ada.post("/write", right).status()).isEqualTo(409);
    }

    @Test
    void no_more_than_so_many_are_sent_in_an_hour() throws Exception {
        register(ada, "ada");
        write("a@x.org b@x.org c@x.org", "send");
        var refused = write("a@x.org b@x.org c@x.org", "send");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("5 e-mails an hour, and 2 are left", "Shall we?");
        assertThat(write("a@x.org b@x.org", "send").status()).isEqualTo(200);
        assertThat(ada.get("/write").body()).contains("No more may be sent this hour");
    }

    @Test
    void nobody_sees_or_changes_what_is_another_s() throws Exception {
        register(ada, "ada");
        write("bob@example.com", "send");
        ada.get("/folders/waiting");
        var id = ada.id("data-mail=\"");
        try (var eve = new Person(site.port())) {
            register(eve, "eve");
            assertThat(eve.get("/messages/" + id).status()).isEqualTo(404);
            assertThat(eve.get("/api/messages/" + id).status()).isEqualTo(404);
            assertThat(eve.get("/write?like=" + id).status()).isEqualTo(404);
            eve.get("/folders/waiting");
            assertThat(eve.post("/messages/" + id, Map.of("do", "take-back")).status())
                    .isEqualTo(404);
            assertThat(eve.post("/write", Map.of("id", id, "to", "e@x.org", "subject", "mine", "do", "keep"))
                            .status())
                    .isEqualTo(409);
        }
        assertThat(ada.get("/messages/" + id).body()).contains("on its way").doesNotContain("mine");
    }

    @Test
    void addresses_are_had_once_and_passwords_are_asked_for() throws Exception {
        register(ada, "ada");
        ada.post("/logout", Map.of());
        assertThat(register(ada, "Ada").status()).isEqualTo(409);
        assertThat(ada.post("/login", Map.of("email", "ada@example.org", "password", "wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(ada.get("/folders/sent").status()).isEqualTo(401);
        assertThat(ada.post("/login", Map.of("email", " ADA@example.org", "password", PASSWORD))
                        .body())
                .contains("Nothing was sent yet");
        ada.post("/logout", Map.of());
        assertThat(ada.get("/").body()).contains("Write now.");
        assertThat(ada.post("/register", Map.of("name", "Bob", "email", "bob", "password", PASSWORD))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void guessing_is_slowed_down() throws Exception {
        register(ada, "ada");
        ada.post("/logout", Map.of());
        for (int i = 0; i < 10; i++) {
            ada.post("/login", Map.of("email", "ada@example.org", "password", "wrong"));
        }
        assertThat(ada.post("/login", Map.of("email", "ada@example.org", "password", PASSWORD))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void a_change_that_no_page_of_ours_asked_for_is_refused() throws Exception {
        register(ada, "ada");
        var fields = Map.of("to", "bob@x.org", "subject", "forged", "do", "send", "proof", "x");
        for (var from : java.util.List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-origin"),
                Map.of("Origin", "http://elsewhere.example"))) {
            assertThat(ada.bare("/write", fields, from).status())
                    .as(from.toString())
                    .isEqualTo(403);
        }
        assertThat(ada.get("/folders/waiting").body()).doesNotContain("forged");
    }

    @Test
    void programs_are_answered_in_json() throws Exception {
        register(ada, "ada");
        ada.get("/write");
        var answer = ada.json("/api/messages", "{\"to\": \"bob@x.org\", \"subject\": \"Hi\", \"text\": \"there\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).contains("\"status\":\"queued\"", "bob@x.org");
        assertThat(ada.get(answer.header("Location")).body()).contains("\"text\":\"there\"");
        assertThat(ada.get("/api/folders/waiting").body()).contains("\"subject\":\"Hi\"");
        assertThat(ada.json("/api/messages", "nonsense").status()).isEqualTo(400);
        assertThat(ada.json("/api/messages", "{\"to\": 1}").status()).isEqualTo(400);
        assertThat(ada.json("/api/messages", "{\"to\": \"bob\", \"subject\": \"\", \"text\": \"x\"}")
                        .body())
                .contains("problem", "not an e-mail address");
        assertThat(ada.get("/api/nothing").body()).contains("There is nothing here.");
        var revision = ada.get("/api/revision").body();
        assertThat(ada.get("/api/revision").body()).isEqualTo(revision);
        write("bob@x.org", "send");
        assertThat(ada.get("/api/revision").body()).isNotEqualTo(revision);
    }

    @Test
    void the_health_document_tells_the_truth() throws Exception {
        var well = JsonParser.parseString(ada.get("/health").body()).getAsJsonObject();
        assertThat(well.keySet())
                .containsExactlyInAnyOrder("status", "timestamp", "uptime", "environment", "parts", "memory", "pid");
        stores.loseRedis();
        var away = ada.get("/health");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).contains("\"redis\":\"disconnected\"", "\"mongodb\":\"OK\"");
        assertThat(ada.get("/login").status()).isEqualTo(200);
        assertThat(ada.post("/login", Map.of("email", "ada@example.org", "password", PASSWORD))
                        .status())
                .isEqualTo(503);
        stores.loseMongo();
        assertThat(ada.get("/health").body()).contains("\"mongodb\":\"disconnected\"");
    }

    @Test
    void what_is_too_large_is_refused() throws Exception {
        register(ada, "ada");
        ada.get("/write");
        assertThat(ada.post("/write", Map.of("to", "bob@x.org", "text", "x".repeat(600_000), "do", "send"))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void files_of_the_pages_may_be_kept_for_long_since_their_names_change() throws Exception {
        var page = ada.get("/").body();
        var style = page.replaceAll("(?s).*href=\"(/assets/style.css[^\"]*)\".*", "$1");
        assertThat(style).matches("/assets/style\\.css\\?v=[0-9a-f]{12}");
        assertThat(ada.get(style).header("Cache-Control")).contains("immutable");
        assertThat(ada.get("/assets/icon.svg").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(ada.get("/nothing").status()).isEqualTo(404);
        assertThat(ada.get("/").header("Content-Security-Policy")).contains("default-src 'self'");
    }
}
