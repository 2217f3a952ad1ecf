package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the document of FailDaily's team says, line by line, of the stack as it is read. That it comes up and works is
/// [FailDailyTest]'s.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailDailyLinesTest {
    private final Workplace place;
    private final StackLines stack;

    FailDailyLinesTest() throws Exception {
        place = Workplace.copyOf("faildaily", "stacks/faildaily");
        stack = StackLines.of(place);
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    @Test
    void F1_three_services_that_start_in_the_order_of_health() throws Exception {
        assertThat(place.must("config", "--services").out().lines())
                .containsExactlyInAnyOrder("frontend", "backend", "database");
        assertThat(stack.at("services", "frontend", "ports"))
                .contains("\"target\":8080")
                .doesNotContain("host_ip");
        assertThat(stack.at("services", "backend", "ports")).contains("127.0.0.1", "\"target\":3000", "3001");
        assertThat(stack.at("services", "database", "ports")).contains("127.0.0.1", "\"target\":3306", "3307");
        assertThat(stack.at("services", "database", "image")).isEqualTo("\"mysql:8.0\"");
        assertThat(stack.at("services", "backend", "depends_on", "database", "condition"))
                .isEqualTo("\"service_healthy\"");
        assertThat(stack.at("services", "frontend", "depends_on", "backend", "condition"))
                .isEqualTo("\"service_healthy\"");
    }

    @Test
    void F2_one_network_with_static_addresses() throws Exception {
        assertThat(stack.at("networks", "faildaily-network", "ipam")).contains("172.20.0.0/16");
        for (List<String> service : List.of(
                List.of("database", "172.20.0.10"),
                List.of("backend", "172.20.0.20"),
                List.of("frontend", "172.20.0.30"))) {
            assertThat(stack.at("services", service.getFirst(), "networks", "faildaily-network", "ipv4_address"))
                    .isEqualTo("\"" + service.getLast() + "\"");
        }
    }

    @Test
    void F3_F11_volumes_have_fixed_names_and_the_logs_are_mounted_twice() throws Exception {
        for (String volume : List.of("mysql-data", "nginx-cache", "app-logs")) {
            assertThat(stack.at("volumes", volume, "name")).isEqualTo("\"" + volume + "\"");
        }
        assertThat(stack.at("networks", "faildaily-network", "name")).isEqualTo("\"faildaily-network\"");
        assertThat(stack.at("services", "database", "container_name")).isEqualTo("\"faildaily-db-prod\"");
        assertThat(stack.at("services", "frontend", "volumes"))
                .contains("\"source\":\"app-logs\",\"target\":\"/var/log/nginx\"");
        assertThat(stack.at("services", "backend", "volumes"))
                .contains("\"source\":\"app-logs\",\"target\":\"/app/logs\"")
                .contains(
                        place.file("data/uploads").toString(),
                        place.file("logs").toString());
    }

    @Test
    void F4_the_document_s_health_checks() throws Exception {
        assertThat(stack.at("services", "frontend", "healthcheck"))
                .contains("wget", "/health", "\"interval\":\"30s\"", "\"timeout\":\"5s\"");
        assertThat(stack.at("services", "backend", "healthcheck"))
                .contains("curl", "/api/health", "\"interval\":\"30s\"", "\"timeout\":\"10s\"");
        assertThat(stack.at("services", "database", "healthcheck"))
                .contains("mysqladmin", "ping", "\"interval\":\"30s\"", "\"timeout\":\"10s\"");
    }

    @Test
    void F5_secrets_are_made_up_and_differ() throws Exception {
        List<String> secrets = Files.readAllLines(place.file(".env")).stream()
                .filter(line -> line.matches("(JWT_SECRET|MYSQL_PASSWORD|MYSQL_ROOT_PASSWORD)=.{32,}"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .distinct()
                .toList();
        assertThat(secrets).hasSize(3);
        assertThat(stack.at("services", "backend", "environment", "CORS_ORIGIN"))
                .contains("http://localhost");
    }

    @Test
    void F6_frontend_and_backend_run_as_user_1001() throws Exception {
        for (String program : List.of("frontend", "backend")) {
            assertThat(Files.readString(place.file("app/" + program + "/Dockerfile")))
                    .as(program)
                    .contains("--uid 1001")
                    .containsPattern("(?m)^USER 1001$");
        }
    }

    @Test
    void F7_the_database_is_tuned_without_what_it_no_longer_knows() throws Exception {
        assertThat(stack.at("services", "database", "command"))
                .contains("--innodb-buffer-pool-size=256M", "--max-connections=200")
                .doesNotContain("query");
        assertThat(Files.readString(place.file("README.md"))).contains("query_cache_size");
    }
}
