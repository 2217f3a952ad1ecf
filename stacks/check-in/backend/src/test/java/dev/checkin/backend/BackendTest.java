package dev.checkin.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.fppt.jedismock.RedisServer;
import com.google.gson.JsonParser;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The whole backend, asked over its port, with a MongoDB and a Redis in memory.
@Timeout(120)
class BackendTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-14T09:00:00Z"), ZoneOffset.UTC);

    private final MongoServer mongo = new MongoServer(new MemoryBackend());
    private final List<AutoCloseable> open = new ArrayList<>();
    private RedisServer redis;
    private String mongoAddress;
    private Backend backend;
    private Client ada;

    @BeforeEach
    void begin() throws Exception {
        mongoAddress = "mongodb://127.0.0.1:" + mongo.bind().getPort() + "/checkin";
        redis = RedisServer.newRedisServer().start();
        backend = start(Map.of());
        ada = client(backend);
    }

    private Backend start(Map<String, String> more) throws Exception {
        var settings = new java.util.HashMap<>(Map.of(
                "PORT",
                "0",
                "MONGODB_URI",
                mongoAddress,
                "REDIS_URL",
                "redis://127.0.0.1:" + redis.getBindPort(),
                "JWT_SECRET",
                "x".repeat(32),
                "FRONTEND_KEY",
                "y".repeat(16)));
        settings.putAll(more);
        var started = Backend.start(Settings.of(settings), CLOCK);
        open.add(started);
        var somebody = client(started);
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (somebody.get("/health/readiness").status() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "never ready: " + somebody.get("/health").body());
            }
            Thread.sleep(20);
        }
        return started;
    }

    private Client client(Backend of) {
        var client = new Client(of.port());
        open.add(client);
        return client;
    }

    @AfterEach
    void end() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
        mongo.shutdownNow();
        if (redis.isRunning()) {
            redis.stop();
        }
    }

    @Test
    void an_organizer_makes_an_event_and_people_come() throws Exception {
        assertThat(ada.register("Ada").status()).isEqualTo(201);
        var event = ada.event("Spring meeting");
        var keynote = ada.session(event, "Keynote");
        var dinner = ada.session(event, "Dinner");
        var grace = ada.participant(event, "Grace Hopper");
        ada.participant(event, "Zoé Ç");

        assertThat(ada.checkIn(
                                keynote,
                                "https://x.example/t/"
                                        + grace.get("code").getAsString().toLowerCase())
                        .status())
                .isEqualTo(201);
        var again = ada.checkIn(keynote, grace.get("code").getAsString());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("at")).isEqualTo("2026-03-14T09:00:00Z");
        assertThat(again.text("by")).isEqualTo("Ada");
        assertThat(ada.post(
                                "/sessions/" + dinner + "/checkins",
                                Map.of("participant", grace.get("id").getAsString()))
                        .status())
                .isEqualTo(201);

        var board = ada.get("/events/" + event).json();
        assertThat(board.get("participants").getAsInt()).isEqualTo(2);
        assertThat(board.get("arrived").getAsInt()).as("people, not check-ins").isEqualTo(1);
        assertThat(board.getAsJsonArray("latest").toString()).contains("Grace Hopper", "Dinner");
        assertThat(ada.get("/events/" + event + "/participants?search=zoe%20c").body())
                .contains("Zoé Ç")
                .doesNotContain("Grace");
        assertThat(ada.get("/events/" + event + "/attendance.csv").body())
                .contains("name,email,note,code,Dinner,Keynote")
                .contains("Grace Hopper,,," + grace.get("code").getAsString() + ",2026-03-14T09:00:00Z,");

        assertThat(ada.delete("/sessions/" + dinner + "/checkins/"
                                + grace.get("id").getAsString())
                        .status())
                .isEqualTo(204);
        assertThat(ada.delete("/sessions/" + dinner + "/checkins/"
                                + grace.get("id").getAsString())
                        .status())
                .isEqualTo(404);
        assertThat(ada.get("/sessions").array()).hasSize(2);
    }

    @Test
    void what_is_taken_away_is_gone_with_all_that_hangs_on_it() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        var grace = ada.participant(event, "Grace");
        var code = grace.get("code").getAsString();
        ada.checkIn(session, code);
        assertThat(ada.get("/tickets/" + code).body()).contains("Grace", "Spring meeting");

        ada.delete("/participants/" + grace.get("id").getAsString());
        assertThat(ada.checkedIn(event)).isZero();
        assertThat(ada.checkIn(session, code).status()).isEqualTo(404);
        assertThat(ada.get("/tickets/" + code).status()).isEqualTo(404);

        var alan = ada.participant(event, "Alan").get("code").getAsString();
        assertThat(ada.delete("/events/" + event).status()).isEqualTo(204);
        assertThat(ada.get("/events/" + event).status()).isEqualTo(404);
        assertThat(ada.get("/tickets/" + alan).status()).isEqualTo(404);
        assertThat(ada.checkIn(session, alan).status()).isEqualTo(404);
    }

    @Test
    void things_are_changed_and_the_board_says_so_at_once() throws Exception {
        ada.register("Ada");
        var event = ada.event("Sprng");
        var session = ada.session(event, "Keynoet");
        var grace = ada.participant(event, "Grcae").get("id").getAsString();
        ada.get("/events/" + event);
        ada.put("/events/" + event, Map.of("title", "Spring", "begins", "2026-03-14T08:00:00Z"));
        ada.put(
                "/sessions/" + session,
                Map.of("title", "Keynote", "begins", "2026-03-14T08:00:00Z", "ends", "2026-03-14T09:00:00Z"));
        ada.put("/participants/" + grace, Map.of("name", "Grace", "email", "grace@example.org", "note", "Navy"));
        assertThat(ada.get("/events/" + event).body())
                .contains("\"Spring\"", "\"Keynote\"")
                .doesNotContain("Sprng", "Keynoet");
        assertThat(ada.get("/events/" + event + "/participants").body()).contains("Grace", "grace@example.org", "Navy");
    }

    @Test
    void nobody_is_let_in_twice_however_many_doors_ask_at_the_same_moment() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        var second = ada.at(start(Map.of()).port());
        open.add(second);
        for (int round = 0; round < 5; round++) {
            var code = ada.participant(event, "Grace " + round).get("code").getAsString();
            var start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    var door = i % 2 == 0 ? ada : second;
                    Callable<Integer> scan = () -> {
                        start.await();
                        return door.checkIn(session, code).status();
                    };
                    answers.add(threads.submit(scan));
                }
                start.countDown();
                List<Integer> statuses = new ArrayList<>();
                for (var answer : answers) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnlyOnce(201).contains(409).containsOnly(201, 409);
            }
        }
        assertThat(ada.checkedIn(event)).isEqualTo(5);
        assertThat(second.checkedIn(event)).isEqualTo(5);
    }

    @Test
    void whoever_watches_one_backend_hears_what_happens_at_another() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        var code = ada.participant(event, "Grace").get("code").getAsString();
        var second = ada.at(start(Map.of()).port());
        open.add(second);
        try (var lines = ada.lines("/events/" + event + "/live")) {
            var boards = lines.filter(line -> line.startsWith("data: ")).iterator();
            assertThat(count(boards)).isZero();
            var began = Instant.now();
            second.checkIn(session, code);
            assertThat(count(boards)).isEqualTo(1);
            // The word went through Redis: without it, it takes five seconds.
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
        }
    }

    private static int count(Iterator<String> boards) {
        return JsonParser.parseString(boards.next().substring("data: ".length()))
                .getAsJsonObject()
                .getAsJsonArray("sessions")
                .get(0)
                .getAsJsonObject()
                .get("checkedIn")
                .getAsInt();
    }

    @Test
    void the_end_does_not_wait_for_those_who_only_watch() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        ada.session(event, "Keynote");
        try (var lines = ada.lines("/events/" + event + "/live")) {
            var all = lines.iterator();
            assertThat(all.next()).startsWith("data: ");
            var began = Instant.now();
            open.remove(backend);
            backend.close();
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
            while (all.hasNext()) {
                all.next();
            }
        }
    }

    @Test
    void a_doorkeeper_checks_in_at_their_event_and_does_nothing_else() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        var other = ada.event("Another");
        var grace = ada.post(
                        "/events/" + event + "/participants",
                        Map.of("name", "Grace", "email", "grace@example.org", "note", "table 4"))
                .json();
        var door = ada.get("/events/" + event + "/door").text("code");
        var bob = client(backend);
        assertThat(bob.enterDoor("WRONGDOOR", "Bob").status()).isEqualTo(401);
        assertThat(bob.enterDoor(door.substring(0, 4) + "-" + door.substring(4).toLowerCase(), "Bob")
                        .text("role"))
                .isEqualTo("door");

        assertThat(bob.get("/events").array()).hasSize(1);
        assertThat(bob.checkIn(session, grace.get("code").getAsString()).status())
                .isEqualTo(201);
        assertThat(ada.get("/events/" + event).body()).contains("\"by\":\"Bob\"");
        assertThat(bob.get("/events/" + event + "/participants?search=grace").body())
                .contains("Grace", "table 4")
                .doesNotContain("grace@example.org", grace.get("code").getAsString());
        assertThat(bob.get("/events/" + other).status()).isEqualTo(404);
        for (var answer : List.of(
                bob.get("/events/" + event + "/door"),
                bob.post("/events/" + event + "/door", Map.of()),
                bob.post("/events/" + event + "/participants", Map.of("name", "Eve")),
                bob.send("POST", "/events/" + event + "/participants/list", "Eve"),
                bob.get("/events/" + event + "/attendance.csv"),
                bob.delete("/participants/" + grace.get("id").getAsString()),
                bob.delete("/sessions/" + session),
                bob.delete("/events/" + event),
                bob.post("/events", Map.of("title", "Mine", "begins", "2026-03-14T08:00:00Z")))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        }

        ada.post("/events/" + event + "/door", Map.of());
        assertThat(bob.get("/events/" + event).status())
                .as("with yesterday's code")
                .isEqualTo(401);
    }

    @Test
    void nobody_sees_or_changes_what_is_another_s() throws Exception {
        ada.register("Ada");
        var event = ada.event("Secret");
        var session = ada.session(event, "Keynote");
        var grace = ada.participant(event, "Grace");
        var eve = client(backend);
        eve.register("Eve");
        var hers = eve.event("Hers");
        var herSession = eve.session(hers, "Hers");
        for (var answer : List.of(
                eve.get("/events/" + event),
                eve.get("/events/" + event + "/participants"),
                eve.get("/events/" + event + "/live"),
                eve.get("/events/" + event + "/attendance.csv"),
                eve.get("/events/" + event + "/door"),
                eve.put("/events/" + event, Map.of("title", "x", "begins", "2026-03-14T08:00:00Z")),
                eve.delete("/sessions/" + session),
                eve.delete("/participants/" + grace.get("id").getAsString()),
                eve.checkIn(session, grace.get("code").getAsString()),
                eve.checkIn(herSession, grace.get("code").getAsString()),
                eve.post(
                        "/sessions/" + herSession + "/checkins",
                        Map.of("participant", grace.get("id").getAsString())))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        }
        assertThat(eve.get("/events").body()).doesNotContain("Secret");
        assertThat(client(backend).get("/events").status()).isEqualTo(401);
    }

    @Test
    void a_token_is_good_until_somebody_logs_out_and_can_t_be_made_up() throws Exception {
        ada.register("Ada");
        var token = ada.token();
        assertThat(ada.get("/me").text("role")).isEqualTo("organizer");

        var parts = token.split("\\.");
        var none =
                Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes());
        for (var forged : List.of(
                none + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1].replace('a', 'b').replace('e', 'f') + "." + parts[2],
                "nonsense")) {
            ada.setToken(forged);
            assertThat(ada.get("/me").status()).as(forged).isEqualTo(401);
        }
        ada.setToken(token);
        assertThat(ada.get("/me").status()).isEqualTo(200);
        assertThat(ada.post("/logout", Map.of()).status()).isEqualTo(204);
        assertThat(ada.get("/me").status()).isEqualTo(401);
        assertThat(ada.at(start(Map.of("JWT_SECRET", "z".repeat(32))).port())
                        .get("/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void names_are_had_once_and_guessing_is_slowed_down_for_all_backends() throws Exception {
        ada.register("Ada");
        assertThat(client(backend).register(" ada ").status()).isEqualTo(409);
        var eve = client(backend);
        assertThat(eve.logIn("ADA", "a horse in a tree").status()).isEqualTo(201);
        for (int i = 0; i < 10; i++) {
            assertThat(eve.logIn("ada", "wrong").status()).isEqualTo(401);
        }
        assertThat(eve.logIn("ada", "a horse in a tree").status()).isEqualTo(429);
        assertThat(eve.at(start(Map.of()).port())
                        .logIn("ada", "a horse in a tree")
                        .status())
                .as("another backend counts in the same Redis")
                .isEqualTo(429);
    }

    @Test
    void no_accounts_are_made_where_that_is_closed() throws Exception {
        var closed = client(start(Map.of("REGISTRATION", "closed")));
        assertThat(closed.register("Ada").status()).isEqualTo(403);
        assertThat(closed.get("/registration").json().get("open").getAsBoolean())
                .isFalse();
    }

    @Test
    void a_list_is_taken_as_far_as_it_can_be_and_the_rest_is_told_by_line() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        ada.post("/events/" + event + "/participants", Map.of("name", "Grace", "email", "grace@example.org"));
        var taken =
                ada.send("POST", "/events/" + event + "/participants/list", """
                        name;email;note
                        Alan Turing;alan@example.org;Bletchley
                        Grace again;GRACE@example.org;
                        ;nobody@example.org;
                        Bad;not an address;
                        Alan twice;alan@example.org;
                        Ada;;
                        Ada;;
                        """).json();
        assertThat(taken.get("added").getAsInt()).isEqualTo(3);
        assertThat(taken.get("left").toString())
                .isEqualTo("[{\"line\":3,\"reason\":\"grace@example.org is on the list already.\"},"
                        + "{\"line\":4,\"reason\":\"A participant needs a name.\"},"
                        + "{\"line\":5,\"reason\":\"This is no e-mail address: not an address\"},"
                        + "{\"line\":6,\"reason\":\"alan@example.org is on the list already.\"}]");
        assertThat(ada.get("/events/" + event).json().get("participants").getAsInt())
                .isEqualTo(4);
        assertThat(ada.page("/metrics")).contains("participants_registered_total 4.0");
    }

    @Test
    void what_can_t_be_taken_is_said() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var moment = "2026-03-14T08:00:00Z";
        assertThat(ada.post("/events", Map.of("title", " ", "begins", moment)).text("problem"))
                .isEqualTo("An event needs a name.");
        assertThat(ada.post("/events", Map.of("title", "x", "begins", "tomorrow"))
                        .status())
                .isEqualTo(422);
        assertThat(ada.post("/events", Map.of("title", "x", "begins", "1066-10-14T08:00:00Z"))
                        .status())
                .isEqualTo(422);
        assertThat(ada.post("/events", Map.of("title", "x".repeat(81), "begins", moment))
                        .status())
                .isEqualTo(422);
        assertThat(ada.post("/events/" + event + "/sessions", Map.of("title", "x", "begins", moment, "ends", moment))
                        .text("problem"))
                .isEqualTo("A session ends after it has begun.");
        assertThat(ada.send("POST", "/events", "nonsense").status()).isEqualTo(422);
        assertThat(ada.send("POST", "/events", "{\"title\": 1}").status()).isEqualTo(422);
        assertThat(ada.send("POST", "/events/" + event + "/participants/list", "x".repeat(600_000))
                        .status())
                .isEqualTo(413);
        assertThat(ada.get("/events/" + event + "/participants?from=-1").status())
                .isEqualTo(422);
        assertThat(ada.get("/events/" + event + "/participants?search=%5B(").status())
                .isEqualTo(200);
        assertThat(ada.get("/nothing").text("problem")).isEqualTo("There is nothing here.");
    }

    @Test
    void C10_the_metrics_have_the_names_of_the_document() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        ada.checkIn(session, ada.participant(event, "Grace").get("code").getAsString());
        ada.get("/events/" + event);
        ada.get("/events/" + event);
        ada.get("/sessions");
        assertThat(ada.page("/metrics"))
                .contains("http_requests_total{method=\"GET\",path=\"/api/v1/sessions\",status=\"200\"} 1.0")
                .contains("http_request_duration_seconds{method=\"GET\",path=\"/api/v1/sessions\",quantile=\"0.95\"}")
                .contains("checkins_total{session_id=\"" + session + "\"} 1.0")
                .contains("active_sessions_count 1.0")
                .contains("participants_registered_total 1.0")
                .containsPattern("mongodb_connections_active [1-9]")
                .contains("redis_cache_hits_total 1.0")
                .contains("redis_cache_misses_total 1.0");
    }

    @Test
    void C1_liveness_readiness_and_health_tell_the_truth_each_its_own() throws Exception {
        var well = ada.get("/health").json();
        assertThat(well.get("status").getAsString()).isEqualTo("OK");
        assertThat(well.get("mongodb").getAsString()).isEqualTo("connected");
        assertThat(well.get("redis").getAsString()).isEqualTo("connected");

        redis.stop();
        assertThat(ada.get("/health/readiness").status()).isEqualTo(200);
        assertThat(ada.get("/health").body()).contains("DEGRADED", "\"redis\":\"disconnected\"");

        mongo.shutdownNow();
        assertThat(ada.get("/health/readiness").status()).isEqualTo(503);
        assertThat(ada.get("/health").status()).isEqualTo(503);
        assertThat(ada.get("/health").body()).contains("\"mongodb\":\"disconnected\"");
        assertThat(ada.get("/health/liveness").status()).isEqualTo(200);
        assertThat(ada.page("/metrics")).contains("active_sessions_count NaN");
        assertThat(ada.logIn("Ada", "a horse in a tree").status()).isEqualTo(503);
    }

    @Test
    void without_redis_everything_goes_on() throws Exception {
        ada.register("Ada");
        var event = ada.event("Spring meeting");
        var session = ada.session(event, "Keynote");
        var code = ada.participant(event, "Grace").get("code").getAsString();
        redis.stop();
        try (var lines = ada.lines("/events/" + event + "/live")) {
            var boards = lines.filter(line -> line.startsWith("data: ")).iterator();
            assertThat(count(boards)).isZero();
            assertThat(ada.checkIn(session, code).status()).isEqualTo(201);
            assertThat(count(boards)).isEqualTo(1);
        }
        assertThat(ada.checkedIn(event)).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            assertThat(ada.logIn("Ada", "wrong").status()).isEqualTo(401);
        }
        assertThat(ada.logIn("Ada", "wrong").status()).isEqualTo(429);
    }
}
