package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One project that is started in parts, each from files of its own.
@Timeout(300)
final class PartsTest {
    private static Workplace parts() throws Exception {
        boolean hasPython = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        assumeTrue(hasPython, "there is no python3 on this machine");
        return Workplace.copyOf("parts", "acceptance/src/test/stacks/parts");
    }

    private static Outcome up(Workplace place, String part) throws Exception {
        return place.must("-f", part + ".yml", "up", "-d", "--wait");
    }

    private static Map<String, dev.hauban.json.Json.Members> all(Workplace place) throws Exception {
        return place.instances("-f", "data.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "3"})
    void parts_that_are_started_one_after_the_other_reach_each_other_on_networks_that_came_later(String rung)
            throws Exception {
        try (var place = parts()) {
            if (!rung.isEmpty()) {
                place.set("HAUBAN_RUNG", rung);
            }
            // Each is healthy only when it reaches the one before.
            for (String part : new String[] {"data", "api", "page"}) {
                Outcome up = up(place, part);
                assertThat(up.err()).doesNotContain("orphan").doesNotContain("reach each other");
            }
            assertThat(all(place)).containsOnlyKeys("store-1", "api-1", "page-1");
            if (rung.isEmpty() && place.must("-f", "data.yml", "doctor").out().contains("rung 1")) {
                assertThat(place.hauban(
                                        "-f",
                                        "page.yml",
                                        "exec",
                                        "-T",
                                        "page",
                                        "wget",
                                        "-q",
                                        "-T",
                                        "2",
                                        "-t",
                                        "1",
                                        "-O",
                                        "-",
                                        "http://172.29.1.2:8000/hostname")
                                .code())
                        .as("from one network to another")
                        .isNotZero();
            }
        }
    }

    @Test
    void one_part_s_down_leaves_the_others_alone_and_calls_them_no_orphans() throws Exception {
        try (var place = parts()) {
            for (String part : new String[] {"data", "api", "page"}) {
                up(place, part);
            }
            // What is asked of a page is said by it, at the errors of its own.
            Outcome logs = place.must("-f", "api.yml", "logs");
            assertThat(logs.out() + logs.err())
                    .as("one part's logs")
                    .contains("api-1")
                    .doesNotContain("store-1")
                    .doesNotContain("page-1");
            Outcome down = place.must("-f", "api.yml", "down");
            assertThat(down.err()).doesNotContain("orphan");
            assertThat(all(place)).containsOnlyKeys("store-1", "page-1");
            assertThat(place.must("-f", "data.yml", "up", "-d", "--wait").err()).doesNotContain("orphan");
            up(place, "api");
            assertThat(all(place)).containsOnlyKeys("store-1", "api-1", "page-1");
            for (String part : new String[] {"data", "api", "page"}) {
                place.must("-f", part + ".yml", "down");
            }
            assertThat(all(place)).isEmpty();
        }
    }

    /// @param first of the networks' addresses, up to the last number
    private static String moved(int port, String first, String second) {
        return """
                x-web: &web
                  healthcheck:
                    test: python3 -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000')"
                  x-hauban: {local: {command: ["python3", "-m", "http.server", "8000"]}}
                services:
                  front:
                    <<: *web
                    image: scenario/front:1
                    ports: ["127.0.0.1:PORT:8000"]
                    networks: {outer: {ipv4_address: FIRST.10}, inner: {}}
                  back: {<<: *web, image: "scenario/back:1", networks: [inner]}
                  apart: {<<: *web, image: "scenario/apart:1", networks: [other]}
                networks:
                  outer: {ipam: {config: [{subnet: FIRST.0/24}]}}
                  inner: {ipam: {config: [{subnet: SECOND.0/24}]}}
                  other: {}
                """.replace("PORT", Integer.toString(port))
                .replace("FIRST", first)
                .replace("SECOND", second);
    }

    @Test
    void networks_whose_addresses_change_take_their_services_along_and_leave_others_alone() throws Exception {
        parts().close();
        int port = Workplace.freePort();
        try (var place = Workplace.of("moved", moved(port, "172.29.61", "172.29.62"))) {
            place.must("up", "-d", "--wait");
            String before = place.instances().get("apart-1").text("CreatedAt");

            place.write("compose.yaml", moved(port, "172.29.62", "172.29.61"));
            place.must("up", "-d", "--wait");

            assertThat(Web.get(port, "/")).contains("Directory listing");
            assertThat(place.must(
                                    "exec",
                                    "-T",
                                    "front",
                                    "python3",
                                    "-c",
                                    "import urllib.request as r; print(r.urlopen('http://back:8000').status)")
                            .out())
                    .isEqualTo("200\n");
            assertThat(place.instances().get("apart-1").text("CreatedAt")).isEqualTo(before);
            assertThat(place.must("up", "-d").err()).doesNotContain("created");

            place.write("compose.yaml", moved(port, "172.29.61", "172.29.62"));
            assertThat(place.must("down").err())
                    .as("networks that are no longer as the files say")
                    .contains("network moved_outer  removed")
                    .contains("network moved_inner  removed")
                    .contains("network moved_other  removed");
        }
    }

    @Test
    void a_network_that_two_keys_name_is_made_once_though_they_differ() throws Exception {
        String stack = """
                services:
                  one: {image: "scenario/one:1", networks: [one], x-hauban: {local: {command: [sleep, "1000"]}}}
                  other: {image: "scenario/other:1", networks: [other], x-hauban: {local: {command: [sleep, "1000"]}}}
                networks:
                  one: {name: shared}
                  other: {name: shared, labels: {said: more}}
                """;
        try (var place = Workplace.of("shared", stack)) {
            place.must("up", "-d");

            assertThat(place.must("up", "-d").err()).doesNotContain("created");
        }
    }

    @Test
    void a_network_whose_addresses_are_given_to_another_takes_its_services_along() throws Exception {
        parts().close();
        int port = Workplace.freePort();
        String stack = """
                services:
                  front:
                    image: scenario/front:1
                    ports: ["127.0.0.1:PORT:8000"]
                    healthcheck:
                      test: python3 -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000')"
                    x-hauban: {local: {command: ["python3", "-m", "http.server", "8000"]}}
                  other:
                    image: scenario/other:1
                    networks: [outer]
                    x-hauban: {local: {command: ["sleep", "1000"]}}
                networks:
                  outer: {}
                """.replace("PORT", Integer.toString(port));
        try (var place = Workplace.of("claimed", stack)) {
            place.must("up", "-d", "--wait");
            String given = Files.readAllLines(place.state().resolve("local/networks/claimed_default")).stream()
                    .filter(line -> line.startsWith("range "))
                    .map(line -> line.substring("range ".length()))
                    .findFirst()
                    .orElseThrow();

            place.write(
                    "compose.yaml", stack.replace("outer: {}", "outer: {ipam: {config: [{subnet: " + given + "}]}}"));
            place.must("up", "-d", "--wait");

            assertThat(Web.get(port, "/")).contains("Directory listing");
        }
    }

    @Test
    void a_service_without_a_network_leaves_nothing_behind_that_runs() throws Exception {
        String stack = """
                services:
                  alone:
                    image: scenario/alone:1
                    network_mode: none
                    x-hauban: {local: {command: ["sleep", "1000"]}}
                """;
        try (var place = Workplace.of("netless", stack)) {
            place.must("up", "-d");
            place.must("down");

            assertThat(place.state().resolve("local/holder")).doesNotExist();
        }
    }
}
