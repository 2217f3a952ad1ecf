package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.TodoappGeneratorStory;
import dev.hauban.json.JsonReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The reference stack todoapp-generator on local processes, whole and in parts. The names of the tests begin with
/// the lines of its document that they show. Each brings the stack to where it begins; what was built is built
/// once.
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TodoappGeneratorTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String PASSWORD = "a horse in a tree";
    private static final List<String> SERVICES = List.of(
            "postgres-config",
            "postgres-user",
            "postgres-intern",
            "private-api",
            "public-api",
            "api-gateway",
            "frontend");

    private final Workplace place;
    private final int page;
    private final int gateway;
    private final int publicApi;
    private final int privateApi;
    private final int prometheus;

    @TempDir
    Path folder = Path.of("");

    TodoappGeneratorTest() throws Exception {
        place = Workplace.copyOf("todoapp-generator", "stacks/todoapp-generator");
        place.must("setup");
        int first = Workplace.freePorts(20);
        page = first;
        gateway = first + 1;
        privateApi = first + 2;
        prometheus = first + 3;
        publicApi = first + 9;
        set("FRONTEND_PORT", page);
        set("GATEWAY_PORT", gateway);
        set("PRIVATE_API_PORT", privateApi);
        set("PROMETHEUS_PORT", prometheus);
        set("ALERTMANAGER_PORT", first + 4);
        set("NODE_EXPORTER_PORT", first + 5);
        set("POSTGRES_CONFIG_PORT", first + 6);
        set("POSTGRES_USER_PORT", first + 7);
        set("POSTGRES_INTERN_PORT", first + 8);
        set("PUBLIC_API_PORT", publicApi + "-" + (publicApi + 10));
        set("CORS_ORIGIN", "http://127.0.0.1:" + page);
        set("API_GATEWAY_URL", "http://127.0.0.1:" + gateway);
    }

    @AfterAll
    void close() throws Exception {
        place.must("-f", file("monitoring"), "down", "--volumes", "--timeout", "0");
        place.close();
    }

    private void set(String variable, Object value) throws Exception {
        Path settings = place.file(".env");
        Files.writeString(
                settings, Files.readString(settings).replaceAll("(?m)^" + variable + "=.*$", variable + "=" + value));
    }

    private static String file(String part) {
        return "docker-compose." + part + ".yml";
    }

    private Outcome up(String... options) throws Exception {
        Outcome up = place.begin(words(options, "up", "-d", "--wait")).end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
        return up;
    }

    private static String[] words(String[] before, String... after) {
        var all = new ArrayList<>(List.of(before));
        all.addAll(List.of(after));
        return all.toArray(String[]::new);
    }

    private String sql(String service, String database, String statement) throws Exception {
        return place.must("exec", "-T", service, "psql", "-U", "todoapp", "-d", database, "-tAc", statement)
                .out()
                .strip();
    }

    @Test
    void T1_T2_T3_T4_T10_comes_up_healthy_is_used_by_a_person_and_keeps_what_they_wrote() throws Exception {
        var chromium = Browser.program();
        assumeTrue(chromium.isPresent(), "there is no Chromium on PATH");
        up();
        for (String service : SERVICES) {
            assertThat(place.healthOfService(service)).as(service).isEqualTo("healthy");
        }
        var address = URI.create("http://127.0.0.1:" + page + "/");
        try (var browser = Browser.start(chromium.get(), folder.resolve("first"))) {
            var story = new TodoappGeneratorStory(browser, address);
            story.registerFor("move-house", "Ada", PASSWORD);
            // T10: the page's script may ask the gateway, which lies at another address.
            story.choose("pets", "Find a vet near the new place");
            assertThat(story.fits()).isTrue();
            story.generate("To the sea");
            story.see("Find a vet near the new place");
            story.add("learn to swim");
            story.checkFirstOff();
            assertThat(story.fits()).isTrue();
            story.goHome();
            story.seeList("To the sea", " left");
            assertThat(story.fits()).isTrue();
        }
        // T3: each database has what its name says.
        assertThat(Integer.parseInt(sql("postgres-config", "config", "SELECT count(*) FROM template")))
                .isPositive();
        assertThat(sql("postgres-user", "users", "SELECT name FROM account")).isEqualTo("Ada");
        assertThat(sql("postgres-intern", "intern", "SELECT template FROM generation"))
                .isEqualTo("move-house");

        place.must("down");
        up();
        try (var browser = Browser.start(chromium.get(), folder.resolve("second"))) {
            var story = new TodoappGeneratorStory(browser, address);
            story.logIn("Ada", PASSWORD);
            story.seeList("To the sea", " left");
        }
    }

    @Test
    void T1_the_parts_are_started_and_stopped_one_by_one_and_are_nobody_s_orphans() throws Exception {
        place.must("down");
        // The last part first: it runs, and says what it misses.
        place.begin("-f", file("frontend"), "up", "-d").end(LONG);
        place.until("a page that says so", () -> Web.status(page, "/health") == 503);
        assertThat(Web.get(page, "/health")).contains("\"gateway\":\"not reached\"");
        for (String part : List.of("databases", "private-api", "public-api", "gateway", "monitoring")) {
            Outcome up = up("-f", "docker-compose.yml", "-f", file(part));
            assertThat(up.out() + up.err()).as(part).doesNotContainIgnoringCase("orphan");
        }
        place.until("all parts together", () -> Web.status(page, "/health") == 200);
        assertThat(services()).containsAll(SERVICES).contains("prometheus", "alertmanager", "node-exporter");
        // T5, as far as it is there: what Prometheus was told to ask is asked.
        place.until("Prometheus has asked the services", () -> {
            String up = Web.get(prometheus, "/api/v1/query?query=count(up%7Bjob!~%22prometheus%7Cnode%22%7D==1)");
            return up.contains("\"4\"");
        });

        for (String part : List.of("monitoring", "public-api", "gateway")) {
            Outcome down = place.must("-f", file(part), "down");
            assertThat(down.out() + down.err()).as(part).doesNotContainIgnoringCase("orphan");
        }
        assertThat(services())
                .containsExactlyInAnyOrder(
                        "postgres-config", "postgres-user", "postgres-intern", "private-api", "frontend");
        assertThat(Web.status(privateApi, "/templates")).isEqualTo(200);
        Outcome again = up();
        assertThat(again.out() + again.err()).doesNotContainIgnoringCase("orphan");
        assertThat(services()).containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @Test
    void T4_a_port_that_somebody_holds_is_told_before_anything_starts() throws Exception {
        place.must("down");
        try (var held = new ServerSocket(gateway, 1, InetAddress.getLoopbackAddress())) {
            Outcome up = place.hauban("up", "-d");
            assertThat(up.code()).isNotZero();
            assertThat(up.err())
                    .contains(Integer.toString(held.getLocalPort()))
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertThat(place.instances()).isEmpty();
        }
    }

    @Test
    void T8_three_public_APIs_share_the_work() throws Exception {
        up();
        Outcome scaled = place.begin("scale", "public-api=3").end(LONG);
        assertThat(scaled.code()).as(scaled.toString()).isZero();
        var ids = new LinkedHashSet<String>();
        place.until("three that answer", () -> {
            ids.add(Web.header(gateway, "/me", "x-request-id").orElse("none"));
            return answered("public-api").size() == 3;
        });
        assertThat(ids).doesNotContain("none");
        place.must("scale", "public-api=1");
    }

    /// Which instances have told of a request through the gateway.
    private Set<String> answered(String service) throws Exception {
        var instances = new LinkedHashSet<String>();
        for (String line : place.must("logs", service).out().lines().toList()) {
            if (line.contains("\\/me")) {
                instances.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return instances;
    }

    @Test
    void T10_limits_and_rules_are_those_of_the_settings() throws Exception {
        set("MAX_CONNECTIONS", 77);
        set("RATE_LIMIT_MAX", 5);
        up();
        for (String database : List.of("config", "user", "intern")) {
            assertThat(sql("postgres-" + database, "postgres", "SHOW max_connections"))
                    .isEqualTo("77");
        }
        assertThat(Web.get(privateApi, "/metrics"))
                .contains("database_connections_max{database=\"postgres-config\"} 15.0");
        int refused = 0;
        for (int i = 0; i < 12; i++) {
            refused += Web.status(gateway, "/templates") == 429 ? 1 : 0;
        }
        assertThat(refused).as("of 12 requests within a minute").isBetween(2, 7);
        // What is not public is not there, and what is counted is for those inside.
        set("RATE_LIMIT_MAX", 1000);
        up();
        for (String path : List.of("/settings", "/generations", "/metrics")) {
            assertThat(Web.status(gateway, path)).as(path).isEqualTo(404);
        }
    }

    /// Of what runs.
    private Set<String> services() throws Exception {
        var services = new LinkedHashSet<String>();
        for (String line : place.must("ps", "--format", "json").out().lines().toList()) {
            services.add(JsonReader.readObject(line).text("Service"));
        }
        return services;
    }
}
