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
}
