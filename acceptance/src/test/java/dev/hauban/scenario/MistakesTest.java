package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A user's mistake is told with its place and its remedy, and nothing starts.
@Timeout(180)
final class MistakesTest {
    @Test
    void all_mistakes_of_a_file_are_told_at_once_with_their_places() throws Exception {
        String stack = """
                services:
                  web:
                    image: scenario/web:1
                    envronment: {A: b}
                    depends_on: [dbb]
                  db:
                    image: ${DB_IMAGE:?say which}
                """;
        try (var place = Workplace.of("mistakes", stack)) {
            Outcome up = place.hauban("up", "-d");
            place.write("compose.yaml", "services: {}\n");

            assertThat(up.code()).isEqualTo(3);
            assertThat(up.err())
                    .contains("compose.yaml:4:5")
                    .contains("environment")
                    .contains("DB_IMAGE")
                    .contains("say which");
            assertThat(up.err()).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(place.operator()).isEmpty();
        }
    }

    @Test
    void a_cycle_is_told_with_its_path() throws Exception {
        String stack = """
                services:
                  a: {image: scenario/a:1, depends_on: [b]}
                  b: {image: scenario/b:1, depends_on: [c]}
                  c: {image: scenario/c:1, depends_on: [a]}
                """;
        try (var place = Workplace.of("cycle", stack)) {
            Outcome up = place.hauban("up", "-d");
            place.write("compose.yaml", "services: {}\n");

            assertThat(up.code()).isEqualTo(3);
            assertThat(up.err()).contains("a -> b -> c -> a");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_before_anything_starts() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String stack = Stacks.one(
                    "touch @/started; exec sleep 1000", "ports: [\"127.0.0.1:" + taken.getLocalPort() + ":80\"]");
            try (var place = Workplace.of("port-taken", stack)) {
                Outcome up = place.hauban("up", "-d");

                assertThat(place.instances()).isEmpty();
                assertThat(place.file("started")).doesNotExist();
                assertThat(up.code()).isEqualTo(4);
                assertThat(up.err())
                        .contains("compose.yaml:2:3: services.one.ports[0]: port 127.0.0.1:" + taken.getLocalPort())
                        .contains("is taken by process");
            }
        }
    }

    @Test
    void a_folder_that_a_database_may_not_go_through_is_told_before_anything_starts() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "only root's services turn themselves into somebody else");
        try (var place = Workplace.of("closed", "services: {cache: {image: redis:7}}\n")) {
            place.set("HAUBAN_RUNG", "3");
            Files.setPosixFilePermissions(place.file("."), PosixFilePermissions.fromString("rwx------"));

            Outcome up = place.hauban("up", "-d");

            assertThat(up.code()).as(up.toString()).isEqualTo(4);
            assertThat(up.err())
                    .contains("compose.yaml:1:12: service cache can't get at its data: it runs as redis")
                    .contains("chmod o+x");
            assertThat(place.instances()).isEmpty();
        }
    }

    @Test
    void an_image_that_cannot_be_run_here_is_told_with_its_line_and_the_ways_out() throws Exception {
        String stack = """
                services:
                  odd:
                    image: nobody/knows-this:3
                """;
        try (var place = Workplace.of("odd-image", stack)) {
            Outcome up = place.hauban("up", "-d");

            assertThat(place.instances()).isEmpty();
            assertThat(up.code()).isEqualTo(4);
            assertThat(up.err())
                    .contains("compose.yaml:2:3: services.odd")
                    .contains("nobody/knows-this:3")
                    .contains("x-hauban: {local:");
        }
    }

    @Test
    void a_service_that_is_not_there_is_told_with_the_nearest() throws Exception {
        try (var place = Workplace.of("no-service", Stacks.THREE)) {
            Outcome logs = place.hauban("logs", "wbe");

            assertThat(logs.code()).isEqualTo(2);
            assertThat(logs.err()).isEqualTo("no such service: wbe\n  Did you mean \"web\"?\n");
        }
    }

    @Test
    void a_folder_without_a_compose_file_is_told() throws Exception {
        try (var place = Workplace.of("no-file", "services: {}\n")) {
            place.write("elsewhere/empty", "");
            Outcome ps = place.hauban("--project-directory", "elsewhere", "-f", "elsewhere/none.yaml", "ps");

            assertThat(ps.code()).isEqualTo(3);
            assertThat(ps.err()).contains("none.yaml").doesNotContain("Exception");
        }
    }
}
