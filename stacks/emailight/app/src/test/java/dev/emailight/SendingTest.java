package dev.emailight;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.emailight.catcher.Catcher;
import dev.emailight.database.Database;
import dev.emailight.message.Outbox;
import dev.emailight.operation.Health;
import dev.emailight.redis.Cache;
import dev.emailight.redis.Queue;
import dev.emailight.redis.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Site, worker and catcher together.
class SendingTest {
    private static final String FROM = "noreply@emailight.local";

    private final Clock clock = Clock.systemUTC();
    private final Stores stores = new Stores();
    private final Emailight site =
            Emailight.serve(new Settings.Site(0, stores.settings(), "x".repeat(32), "development", 50), clock);
    private final Catcher catcher = Catcher.start(0, 0, new Health("development", clock), clock);
    private final Person ada = new Person(site.port());

    SendingTest() throws Exception {}

    @BeforeEach
    void register() throws Exception {
        Until.so("healthy", () -> ada.get("/health").status() == 200);
        ada.get("/register");
        ada.post("/register", Map.of("name", "Ada", "email", "ada@example.org", "password", "a horse in a tree"));
        ada.get("/write");
    }

    @AfterEach
    void close() throws Exception {
        ada.close();
        catcher.close();
        site.close();
        stores.close();
    }

    private Emailight worker() throws Exception {
        var address = "smtp://127.0.0.1:" + catcher.mailPort();
        return Emailight.work(new Settings.Worker(0, stores.settings(), address, FROM, "development"), clock);
    }

    private String send(String to) throws Exception {
        var letter = new JsonObject();
        letter.addProperty("to", to);
        letter.addProperty("subject", "Lunch");
        letter.addProperty("text", "Shall we?");
        return ada.json("/api/messages", letter.toString()).header("Location");
    }

    private JsonObject message(String path) throws Exception {
        return JsonParser.parseString(ada.get(path).body()).getAsJsonObject();
    }

    private void await(String path, String status) throws Exception {
        Until.so(status, () -> message(path).get("status").getAsString().equals(status));
    }

    private int caught() throws Exception {
        try (var page = new Person(catcher.port())) {
            return JsonParser.parseString(page.get("/api/mails").body())
                    .getAsJsonObject()
                    .getAsJsonArray("mails")
                    .size();
        }
    }

    @Test
    void what_was_queued_while_nobody_worked_is_sent_once_somebody_does() throws Exception {
        var first = send("bob@example.com");
        var second = send("bob@example.com carl@example.com");
        assertThat(caught()).isZero();
        try (var worker = worker();
                var window = new Person(worker.port())) {
            await(first, "sent");
            await(second, "sent");
            assertThat(caught()).isEqualTo(3);
            assertThat(window.get("/health").status()).isEqualTo(200);
            assertThat(window.get("/metrics").body())
                    .contains("emailight_emails_total{event=\"sent\"} 2.0", "emailight_queue_length{when=\"now\"} 0.0");
        }
        assertThat(ada.get("/folders/sent").body()).contains("carl@example.com");
    }

    @Test
    void each_of_those_it_goes_to_has_an_end_of_their_own() throws Exception {
        try (var _ = worker()) {
            var path = send("bob@example.com refused@example.com");
            await(path, "failed");
            assertThat(message(path).getAsJsonArray("deliveries").toString())
                    .contains("\"to\":\"bob@example.com\",\"status\":\"sent\"")
                    .contains("\"to\":\"refused@example.com\",\"status\":\"refused\"", "nobody of that name");
            assertThat(caught()).isEqualTo(1);
            // Again: whoever has it does not get it twice.
            var page = path.replace("/api", "");
            ada.get(page);
            ada.post(page, Map.of("do", "send-again"));
            Until.so(
                    "refused once more",
                    () -> message(path).get("status").getAsString().equals("failed")
                            && message(path).get("attempts").getAsInt() == 1);
            assertThat(caught()).isEqualTo(1);
        }
    }

    @Test
    void whoever_is_not_at_home_is_asked_again() throws Exception {
        try (var _ = worker()) {
            var path = send("later@example.com");
            Until.so("postponed", () -> message(path).has("problem"));
            assertThat(message(path).get("status").getAsString()).isEqualTo("queued");
            assertThat(ada.get(path.replace("/api", "")).body()).contains("come again", "We come again by ourselves");
            Until.so("a second attempt", () -> message(path).get("attempts").getAsInt() == 2);
            assertThat(caught()).isZero();
        }
    }

    /// A worker that is killed says nothing. One that took an e-mail and did nothing more stands for it.
    @Test
    void what_a_killed_worker_had_in_its_hands_is_sent_by_another() throws Exception {
        var path = send("bob@example.com");
        var id = path.substring(path.lastIndexOf('/') + 1);
        try (var redis = Redis.at(stores.settings().redis());
                var database = Database.at(stores.settings().database())) {
            var queue = new Queue(redis);
            var job = queue.take("killed", 1, Duration.ofSeconds(1)).getFirst();
            assertThat(job.message()).isEqualTo(id);
            var outbox = new Outbox(database, new Cache(redis), clock);
            assertThat(outbox.claim(id)).isInstanceOf(Outbox.Turn.Mine.class);
            // As long as its claim holds, nobody else gets at it.
            assertThat(outbox.claim(id)).isInstanceOf(Outbox.Turn.Later.class);
        }
        try (var _ = worker()) {
            await(path, "sent");
            assertThat(caught()).isEqualTo(1);
        }
    }

    @Test
    void what_the_queue_has_lost_the_database_still_knows() throws Exception {
        var path = send("bob@example.com");
        try (var redis = Redis.at(stores.settings().redis());
                var database = Database.at(stores.settings().database())) {
            redis.client().del("QUEUE:email_processing");
            var outbox = new Outbox(database, new Cache(redis), clock);
            assertThat(outbox.forgotten(Duration.ofMinutes(1), 10)).isEmpty();
            var later = Clock.offset(clock, Duration.ofMinutes(2));
            assertThat(new Outbox(database, new Cache(redis), later).forgotten(Duration.ofMinutes(1), 10))
                    .containsExactly(path.substring(path.lastIndexOf('/') + 1));
        }
    }

    @Test
    void a_claim_that_was_lost_counts_no_more() throws Exception {
        var path = send("bob@example.com");
        var id = path.substring(path.lastIndexOf('/') + 1);
        try (var redis = Redis.at(stores.settings().redis());
                var database = Database.at(stores.settings().database())) {
            var cache = new Cache(redis);
            var slow = new Outbox(database, cache, clock);
            var mine = (Outbox.Turn.Mine) slow.claim(id);
            var other = new Outbox(database, cache, Clock.offset(clock, Outbox.CLAIM.multipliedBy(2)));
            assertThat(other.claim(id)).isInstanceOf(Outbox.Turn.Mine.class);
            assertThat(slow.renew(mine)).isFalse();
            assertThat(slow.finish(mine, mine.message().deliveries(), "")).isFalse();
            assertThat(message(path).get("status").getAsString()).isEqualTo("sending");
        }
    }

    @Test
    void an_e_mail_that_was_taken_back_is_not_sent() throws Exception {
        var path = send("bob@example.com");
        var page = path.replace("/api", "");
        ada.get(page);
        ada.post(page, Map.of("do", "take-back"));
        var second = send("carl@example.com");
        try (var _ = worker()) {
            await(second, "sent");
            assertThat(message(path).get("status").getAsString()).isEqualTo("draft");
            assertThat(caught()).isEqualTo(1);
        }
    }

    @Test
    void the_catcher_shows_what_came_and_is_cleared_by_its_own_page_only() throws Exception {
        try (var _ = worker();
                var page = new Person(catcher.port())) {
            await(send("bob@example.com"), "sent");
            var list = page.get("/").body();
            assertThat(list).contains("bob@example.com", "Lunch");
            var mail = page.get("/mails/" + page.id("data-mail=\"")).body();
            assertThat(mail).contains("Shall we?", "Ada &lt;ada@example.org&gt;", "Message-ID");
            assertThat(page.bare("/clear", Map.of(), Map.of("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(403);
            assertThat(page.post("/clear", Map.of()).body()).contains("Nothing came yet");
            assertThat(page.get("/mails/nothing").status()).isEqualTo(404);
        }
    }
}
