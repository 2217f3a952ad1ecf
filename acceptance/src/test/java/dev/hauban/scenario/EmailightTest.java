package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.EmailightStory;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The reference stack emailight on local processes. The names of the tests begin with the lines of its document
/// that they show.
@Timeout(900)
final class EmailightTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final List<String> PORTS = List.of(
            "APP_PORT",
            "MAIL_PORT",
            "MONGO_PORT",
            "REDIS_PORT",
            "GLITCHTIP_POSTGRES_PORT",
            "GLITCHTIP_REDIS_PORT",
            "GLITCHTIP_WEB_PORT",
            "MONGO_EXPRESS_PORT",
            "REDIS_COMMANDER_PORT");

    @TempDir
    Path folder = Path.of("");

    /// @return the first of the ports, in their order
    private static int settle(Workplace place) throws Exception {
        place.must("setup");
        int first = Workplace.freePorts(PORTS.size());
        String settings = Files.readString(place.file(".env"));
        for (String port : PORTS) {
            settings = settings.replaceAll("(?m)^" + port + "=.*$", port + "=" + (first + PORTS.indexOf(port)));
        }
        Files.writeString(place.file(".env"), settings);
        return first;
    }

    private static Outcome up(Workplace place, String... words) throws Exception {
        var all = new java.util.ArrayList<>(List.of("up", "-d", "--wait"));
        all.addAll(List.of(words));
        Outcome up = place.begin(all.toArray(String[]::new)).end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
        for (String line : Files.readAllLines(place.file(".env"))) {
            if (line.matches("\\w+_(PASSWORD|SECRET|SECRET_KEY)=.+")) {
                assertThat(up.out() + up.err()).doesNotContain(line.substring(line.indexOf('=') + 1));
            }
        }
        return up;
    }

    @Test
    void E1_E3_E10_E13_comes_up_healthy_and_what_a_person_writes_arrives_even_if_the_worker_is_killed()
            throws Exception {
        var chromium = Browser.program();
        assumeTrue(chromium.isPresent(), "there is no Chromium on PATH");
        try (var place = Workplace.copyOf("emailight", "stacks/emailight")) {
            int ports = settle(place);
            up(place);
            for (String service : List.of("app", "worker", "mail", "mongodb", "redis")) {
                assertThat(place.healthOfService(service)).as(service).isEqualTo("healthy");
            }
            var site = URI.create("http://127.0.0.1:" + ports + "/");
            var catcher = URI.create("http://127.0.0.1:" + (ports + 1) + "/");
            try (var browser = Browser.start(chromium.get(), folder.resolve("first"))) {
                var story = new EmailightStory(browser, site, catcher);
                story.register("Ada Lovelace", "ada@example.org");
                story.send("bob@example.com", "Lunch on Friday", "Shall we say noon?");
                story.seeStatus("sent");
                story.seeCaught("Lunch on Friday", "Shall we say noon?");
                story.send("refused@example.com", "To nobody", "Is anybody there?");
                story.seeStatus("failed");

                // E13: what waits in the queue outlives those who work at it.
                place.must("kill", "worker");
                story.send("carl@example.com", "While nobody works", "It is safe already.");
                story.seeStatus("queued");
                place.must("restart", "redis");
                place.must("start", "worker");
                story.seeStatus("sent");
            }
            redisHoldsWhatPasses(place);
            documentsAreChecked(place);
            healthIsTold(ports);

            place.must("down");
            up(place);
            try (var browser = Browser.start(chromium.get(), folder.resolve("second"))) {
                var story = new EmailightStory(browser, site, catcher);
                story.logIn("ada@example.org");
                story.seeIn("sent", "While nobody works");
                story.seeIn("failed", "nobody of that name lives here");
            }
        }
    }

    /// E13: sessions, cached answers, the count of the hour, the queue, under the document's names.
    private static void redisHoldsWhatPasses(Workplace place) throws Exception {
        List<String> keys = place.must("exec", "-T", "redis", "redis-cli", "--raw", "keys", "*")
                .out()
                .lines()
                .toList();
        for (String pattern : List.of(
                "SESSION:user:.+", "CACHE:api:/users/.+", "RATE_LIMIT:user:.+:email_send", "QUEUE:email_processing")) {
            assertThat(keys).anyMatch(key -> key.matches(pattern));
        }
        assertThat(place.must("exec", "-T", "redis", "redis-cli", "config", "get", "maxmemory-policy")
                        .out())
                .contains("volatile-lru");
        // E1: without the password nobody gets in.
        assertThat(place.hauban("exec", "-T", "-e", "REDISCLI_AUTH=", "redis", "redis-cli", "keys", "*")
                        .out())
                .contains("NOAUTH");
    }

    /// E1: the application's user may read and write in its database and no more, and what it writes is checked.
    private static void documentsAreChecked(Workplace place) throws Exception {
        String script = """
                try { db.messages.insertOne({subject: 'only that'}); print('taken'); } catch (e) { print('refused ' + e.code); }
                try { db.getSiblingDB('other').things.insertOne({a: 1}); print('taken'); } catch (e) { print('denied ' + e.code); }
                print(db.messages.getIndexes().map(index => index.name).sort().join(' '));
                """;
        String words = "mongosh --quiet \"mongodb://$MONGO_APP_USERNAME:$MONGO_APP_PASSWORD@127.0.0.1:27017/emailight\""
                + " --eval \"" + script.replace("\n", " ").strip() + "\"";
        assertThat(place.must("exec", "-T", "mongodb", "sh", "-c", words).out().lines())
                .containsExactly("refused 121", "denied 13", "_id_ folders what-is-due");
    }

    private static void healthIsTold(int ports) throws Exception {
        Json.Members health = JsonReader.readObject(Web.get(ports, "/health"));
        assertThat(health.text("status")).isEqualTo("OK");
        assertThat(health.members("parts").text("mongodb")).isEqualTo("OK");
        assertThat(health.members("parts").text("redis")).isEqualTo("OK");
        assertThat(Web.get(ports, "/metrics")).contains("redis_cache_hits_total", "emailight_queue_length");
    }

    @Test
    void E2_a_group_comes_and_goes_alone_and_may_share_services_with_another() throws Exception {
        try (var place = Workplace.copyOf("emailight", "stacks/emailight")) {
            settle(place);
            up(place, "infrastructure");
            assertThat(place.instances("--profile", "*"))
                    .containsOnlyKeys("mongodb-1", "redis-1", "postgres-1", "glitchtip-redis-1");
            place.must("stop", "monitoring");
            assertThat(state(place, "postgres-1")).isEqualTo("exited");
            assertThat(state(place, "glitchtip-redis-1")).isEqualTo("exited");
            assertThat(state(place, "mongodb-1")).isEqualTo("running");
            assertThat(state(place, "redis-1")).isEqualTo("running");
        }
    }

    private static String state(Workplace place, String instance) throws Exception {
        Json.Members found = place.instances("--profile", "*").get(instance);
        assertThat(found).as(instance).isNotNull();
        return found.text("State");
    }
}
