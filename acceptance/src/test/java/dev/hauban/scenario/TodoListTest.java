package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.TodoListStory;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The reference stack todo-list on local processes. The names of the tests begin with the lines of its document that
/// they show.
@Timeout(900)
final class TodoListTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String PASSWORD = "a horse in a tree";

    @TempDir
    Path folder = Path.of("");

    @Test
    void L1_L2_L4_L8_L12_comes_up_healthy_is_used_by_a_person_and_keeps_what_they_wrote() throws Exception {
        var chromium = Browser.program();
        assumeTrue(chromium.isPresent(), "there is no Chromium on PATH");
        try (var place = Workplace.copyOf("todolist-prod", "stacks/todo-list")) {
            int ports = Workplace.freePorts(3);
            place.must("setup");
            settle(place, ports);
            up(place);
            isWhatTheDocumentSays(place);
            var page = URI.create("http://127.0.0.1:" + (ports + 1) + "/");
            try (var browser = Browser.start(chromium.get(), folder.resolve("first"))) {
                var story = new TodoListStory(browser, page);
                story.register("Ada", PASSWORD);
                story.makeList("Before the holidays");
                story.add("find the passports", LocalDate.now().toString());
                story.add("buy sun cream", "");
                story.checkFirstOff();
                story.goHome();
                story.seeList("Before the holidays", "1 of 2 left");
            }
            healthIsTold(place, ports);
            databaseIsHidden(place);
            proxyKeepsItsRules(ports + 1);

            place.must("down");
            up(place);
            try (var browser = Browser.start(chromium.get(), folder.resolve("second"))) {
                var story = new TodoListStory(browser, page);
                story.logIn("Ada", PASSWORD);
                story.seeList("Before the holidays", "1 of 2 left");
            }
        }
    }

    private static void settle(Workplace place, int ports) throws Exception {
        Path settings = place.file(".env");
        String secret = line(settings, "SESSION_SECRET");
        // L12: at least 32 characters.
        assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceAll("(?m)^APP_PORT=.*$", "APP_PORT=" + ports)
                        .replaceAll("(?m)^NGINX_HTTP_PORT=.*$", "NGINX_HTTP_PORT=" + (ports + 1))
                        .replaceAll("(?m)^NGINX_HTTPS_PORT=.*$", "NGINX_HTTPS_PORT=" + (ports + 2)));
    }

    private static String line(Path settings, String variable) throws Exception {
        return Files.readAllLines(settings).stream()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static void up(Workplace place) throws Exception {
        Outcome up = place.begin("up", "-d", "--wait").end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
        for (String service : List.of("todolist-app", "mongodb", "nginx", "healthcheck")) {
            assertThat(place.healthOfService(service)).as(service).isEqualTo("healthy");
        }
        // L5, as far as it is there: no secret is shown.
        for (String variable : List.of("SESSION_SECRET", "MONGO_INITDB_ROOT_PASSWORD")) {
            assertThat(up.out() + up.err()).doesNotContain(line(place.file(".env"), variable));
        }
    }

    private static void isWhatTheDocumentSays(Workplace place) throws Exception {
        StackLines stack = StackLines.of(place);
        for (String service : List.of("todolist-app", "mongodb", "nginx", "healthcheck")) {
            // L8
            assertThat(stack.at("services", service, "deploy", "resources", "limits"))
                    .as(service)
                    .contains("\"cpus\":1", "536870912");
            assertThat(stack.at("services", service, "deploy", "resources", "reservations"))
                    .as(service)
                    .contains("\"cpus\":0.5", "268435456");
            assertThat(stack.at("services", service, "logging", "options"))
                    .as(service)
                    .contains("\"max-size\":\"10m\"", "\"max-file\":\"3\"");
            assertThat(stack.at("services", service, "restart")).as(service).isEqualTo("\"unless-stopped\"");
        }
        // L2
        assertThat(stack.at("services", "mongodb", "networks")).isEqualTo("{\"todolist-internal\":null}");
        assertThat(stack.has("services", "mongodb", "ports")).isFalse();
        assertThat(stack.at("networks", "todolist-internal", "internal")).isEqualTo("true");
        assertThat(stack.at("services", "nginx", "networks")).isEqualTo("{\"todolist-external\":null}");
        // L12
        assertThat(place.file("data/mongodb")).isDirectory();
    }

    /// L2, where services have networks of their own.
    private static void databaseIsHidden(Workplace place) throws Exception {
        if (place.must("doctor").out().contains("rung 1")) {
            Outcome asked =
                    place.hauban("exec", "-T", "nginx", "curl", "-sS", "--max-time", "3", "http://mongodb:27017/");
            assertThat(asked.code()).as(asked.toString()).isNotZero();
        }
    }

    private static void healthIsTold(Workplace place, int ports) throws Exception {
        Json.Members health = JsonReader.readObject(Web.get(ports, "/health"));
        for (String member : List.of("timestamp", "uptime", "environment", "memory", "pid")) {
            assertThat(health.find(member)).as(member).isPresent();
        }
        assertThat(health.text("status")).isEqualTo("OK");
        assertThat(health.text("database")).isEqualTo("connected");
        Outcome ping =
                place.must("exec", "-T", "mongodb", "mongosh", "--quiet", "--eval", "db.adminCommand('ping').ok");
        assertThat(ping.out().strip()).isEqualTo("1");
    }

    private static void proxyKeepsItsRules(int port) throws Exception {
        String page = Web.get(port, "/");
        String style = page.replaceAll("(?s).*href=\"(/assets/style.css[^\"]*)\".*", "$1");
        assertThat(Web.header(port, style, "cache-control").orElse("")).contains("immutable");
        assertThat(Web.get(port, "/metrics")).contains("404");
        assertThat(Web.get(port, "/nginx-health")).isEqualTo("ok\n");
        assertThat(Web.statuses(port, "/api/lists", 60))
                .as("of 60 requests at once")
                .contains(429);
    }
}
