package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stacks as teams write them, for databases and languages of all kinds, come up as they are.
@Timeout(600)
final class UnseenStacksTest {
    /// The first time, programs have to be fetched.
    private static final Duration LONG = Duration.ofMinutes(5);

    private static void needs(String program) {
        boolean isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(isThere, "there is no " + program + " on this machine");
    }

    private static void up(Workplace place) throws Exception {
        Outcome up = place.begin("up", "-d", "--wait").end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
    }

    @Test
    void a_shop_on_postgresql_with_init_scripts_a_one_shot_and_a_node_application() throws Exception {
        needs("node");
        try (var place = Workplace.copyOf("shop", "acceptance/src/test/stacks/shop")) {
            int port = Workplace.freePort();
            place.set("WEB_PORT", Integer.toString(port));
            place.set("DATABASE_PASSWORD", "a pass#word$1");
            up(place);

            Json.Members answer = JsonReader.readObject(Web.get(port, "/"));
            assertThat(answer.text("database")).isEqualTo("reached");
            assertThat(answer.text("environment")).isEqualTo("production");
            assertThat(place.state("seed-1")).isEqualTo("exited");
            assertThat(place.instances()).doesNotContainKey("psql-1");
            assertThat(articles(place)).isEqualTo("bread,milk");

            place.must("down");
            up(place);
            assertThat(articles(place))
                    .as("kept over down and up, scripts run once")
                    .isEqualTo("bread,milk");
        }
    }

    private static String articles(Workplace place) throws Exception {
        return place.must(
                        "exec",
                        "-T",
                        "db",
                        "psql",
                        "-U",
                        "shop",
                        "-d",
                        "shop",
                        "-At",
                        "-c",
                        "SELECT string_agg(name, ',' ORDER BY name) FROM articles")
                .out()
                .strip();
    }

    @Test
    void twins_on_one_container_port_call_each_other_by_name() throws Exception {
        needs("python3");
        try (var place = Workplace.copyOf("twins", "acceptance/src/test/stacks/twins")) {
            int left = Workplace.freePort();
            int right = Workplace.freePort();
            place.set("LEFT_PORT", Integer.toString(left));
            place.set("RIGHT_PORT", Integer.toString(right));
            up(place);

            assertThat(Web.get(left, "/other")).isEqualTo("right");
            assertThat(Web.get(right, "/other")).isEqualTo("left");
            assertThat(place.instances()).doesNotContainKey("third-1");
        }
    }

    @Test
    void redis_in_three_ways_and_a_client_that_waits_for_it() throws Exception {
        try (var place = Workplace.copyOf("cache", "acceptance/src/test/stacks/cache")) {
            place.set("REDIS_PASSWORD", "s3cret-x");
            place.set("SESSIONS_PORT", Integer.toString(Workplace.freePort()));
            up(place);

            assertThat(place.must("exec", "-T", "sessions", "redis-cli", "get", "greeting")
                            .out()
                            .strip())
                    .isEqualTo("hello");
            assertThat(place.must("exec", "-T", "queue", "redis-cli", "config", "get", "maxmemory")
                            .out())
                    .contains("33554432");
            place.must("down");
            up(place);
            assertThat(place.must("exec", "-T", "sessions", "redis-cli", "get", "greeting")
                            .out()
                            .strip())
                    .isEqualTo("hello");
        }
    }

    @Test
    void mariadb_with_secrets_from_files_and_a_java_page_of_a_user_nobody_knows() throws Exception {
        try (var place = Workplace.copyOf("press", "acceptance/src/test/stacks/press")) {
            int port = Workplace.freePort();
            place.set("PAGE_PORT", Integer.toString(port));
            place.set("ROOT_PASSWORD", "r00t's \\ \"own\"");
            up(place);

            assertThat(Web.get(port, "/hello")).isEqualTo("bonjour, all the news, false, /hello");
            assertThat(place.must("logs", "--no-log-prefix", "check").out()).contains("first", "second", "third");
            assertThat(place.state("check-1")).isEqualTo("exited");
        }
    }

    @Test
    void a_dockerfile_with_all_that_teams_put_into_one() throws Exception {
        needs("python3");
        try (var place = Workplace.copyOf("atelier", "acceptance/src/test/stacks/atelier")) {
            int first = Workplace.freePorts(2);
            place.set("FIRST_PORT", Integer.toString(first));
            place.set("LAST_PORT", Integer.toString(first + 1));
            up(place);

            for (int port : List.of(first, first + 1)) {
                Json.Members answer = JsonReader.readObject(Web.get(port, "/"));
                assertThat(answer.text("cache")).isEqualTo("+PONG");
                assertThat(answer.text("version")).isEqualTo("1.2.3");
                assertThat(answer.text("said")).isEqualTo("from its lib");
                assertThat(answer.bool("certificates")).isTrue();
                assertThat(answer.bool("stub")).as("of what was only mounted").isFalse();
                assertThat(answer.bool("state")).isFalse();
            }
            assertThat(place.hauban("exec", "-T", "app", "no-such-program").code())
                    .isEqualTo(127);
        }
    }

    @Test
    void packages_of_python_are_the_images_own_with_and_without_a_view() throws Exception {
        needs("python3");
        for (String rung : List.of("", "3")) {
            try (var place = Workplace.copyOf("bakery", "acceptance/src/test/stacks/bakery")) {
                int first = Workplace.freePorts(3);
                place.set("FIRST_PORT", Integer.toString(first));
                place.set("SECOND_PORT", Integer.toString(first + 1));
                place.set("THIRD_PORT", Integer.toString(first + 2));
                place.set("HAUBAN_RUNG", rung);
                wheel(place.file("bread-1.0-py3-none-any.whl"));
                up(place);

                for (int port = first; port < first + 3; port++) {
                    assertThat(Web.get(port, "/")).isEqualTo("baguette");
                }
                assertThat(place.must("logs", "--no-log-prefix", "plain").out()).contains("baguette is baked");
            }
        }
    }

    /// A package that no machine has.
    private static void wheel(Path file) throws Exception {
        String about = "bread-1.0.dist-info/";
        var files = new LinkedHashMap<String, String>();
        files.put(
                "bread/__init__.py", "NAME = 'baguette'\n\n\ndef bake():\n    print(NAME + ' is baked', flush=True)\n");
        files.put(about + "METADATA", "Metadata-Version: 2.1\nName: bread\nVersion: 1.0\n");
        files.put(about + "WHEEL", "Wheel-Version: 1.0\nGenerator: us\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(about + "entry_points.txt", "[console_scripts]\nbake-bread = bread:bake\n");
        files.put(about + "RECORD", String.join(",,\n", files.keySet()) + ",,\n" + about + "RECORD,,\n");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void a_dump_of_mysql_8_and_clients_that_wait_for_it() throws Exception {
        try (var place = Workplace.copyOf("archive", "acceptance/src/test/stacks/archive")) {
            up(place);

            place.until("the reader has ended", () -> place.state("read-1").equals("exited"));
            assertThat(place.must("logs", "--no-log-prefix", "read").out().lines())
                    .containsExactly("aube", "Été", "séance");
            assertThat(place.health("index-1")).isEqualTo("healthy");
        }
    }

    @Test
    void a_missing_variable_stops_everything_with_the_place_that_wants_it() throws Exception {
        try (var place = Workplace.copyOf("shop", "acceptance/src/test/stacks/shop")) {
            Outcome up = place.hauban("up", "-d");
            assertThat(up.code()).isNotZero();
            assertThat(up.err())
                    .contains("compose.yaml:", "DATABASE_PASSWORD", "the password that is also in the secret's file");
            assertThat(place.file(".hauban/shop/local")).doesNotExist();
            place.set("DATABASE_PASSWORD", "x");
        }
    }

    @Test
    void nginx_in_front_with_its_configuration_and_a_template_on_every_rung() throws Exception {
        needs("python3");
        for (String rung : List.of("", "2", "3")) {
            try (var place = Workplace.copyOf("reception", "acceptance/src/test/stacks/reception")) {
                int port = Workplace.freePorts(2);
                place.set("PROXY_PORT", Integer.toString(port));
                place.set("WELCOME_PORT", Integer.toString(port + 1));
                if (!rung.isEmpty()) {
                    place.set("HAUBAN_RUNG", rung);
                }
                up(place);

                assertThat(Web.get(port, "/greeting")).as("rung " + rung).isEqualTo("good morning, 127.0.0.1");
                assertThat(Web.get(port, "/index.html")).contains("the reception");
                assertThat(Web.header(port, "/style.css", "content-type")).contains("text/css");
                assertThat(Web.header(port, "/style.css", "x-cached")).contains("HIT");
                assertThat(Web.get(port, "/few")).contains("the reception");
                assertThat(Web.get(port, "/few")).contains("503");
                assertThat(Web.get(port + 1, "/")).contains("the reception");
                Outcome logs = place.must("logs", "--no-log-prefix", "proxy");
                assertThat(logs.out()).contains("GET /greeting HTTP/1.1");
                assertThat(logs.err()).contains("limiting requests");
            }
        }
    }

    @Test
    void programs_find_their_files_from_where_they_are_started_on_every_rung() throws Exception {
        needs("python3");
        for (String rung : List.of("", "2", "3")) {
            try (var place = Workplace.copyOf("kiosk", "acceptance/src/test/stacks/kiosk")) {
                int port = Workplace.freePorts(2);
                place.set("COUNTER_PORT", Integer.toString(port));
                place.set("STORE_PORT", Integer.toString(port + 1));
                place.set("HAUBAN_RUNG", rung);
                up(place);

                assertThat(Web.get(port, "/")).as("rung " + rung).isEqualTo("the news of today\n");
                assertThat(Web.get(port, "/archive/2026/today.html")).isEqualTo("the news of today\n");
                assertThat(Web.get(port + 1, "/shelf/papers.txt")).isEqualTo("all papers\n");
                assertThat(place.must("exec", "-T", "counter", "cat", "index.html")
                                .out())
                        .isEqualTo("the news of today\n");
                place.must("exec", "-T", "store", "sh", "-c", "echo new > shelf/new.txt");
                assertThat(place.file("shelf/new.txt")).hasContent("new");
            }
        }
    }
}
