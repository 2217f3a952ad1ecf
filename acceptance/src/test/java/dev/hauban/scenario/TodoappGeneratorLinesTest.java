package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the document of TodoApp Generator's team says, line by line, of the stack as it is read. That it comes up
/// and works is [TodoappGeneratorTest]'s.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TodoappGeneratorLinesTest {
    /// The parts, with what each of them is.
    private static final Map<String, List<String>> PARTS = Map.of(
            "databases", List.of("postgres-config", "postgres-user", "postgres-intern"),
            "private-api", List.of("private-api"),
            "public-api", List.of("public-api"),
            "gateway", List.of("api-gateway"),
            "frontend", List.of("frontend"),
            "monitoring", List.of("prometheus", "alertmanager", "node-exporter"));

    private static final List<String> DATABASES = List.of("postgres-config", "postgres-user", "postgres-intern");

    private final Workplace place;
    private final StackLines stack;
    private final StackLines monitoring;

    TodoappGeneratorLinesTest() throws Exception {
        place = Workplace.copyOf("todoapp-generator", "stacks/todoapp-generator");
        stack = StackLines.of(place);
        monitoring = StackLines.of(place, "-f", file("monitoring"), "--profile", "containers");
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    private static String file(String part) {
        return "docker-compose." + part + ".yml";
    }

    @Test
    void T1_each_part_is_read_by_itself_and_all_together_in_their_order() throws Exception {
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
            assertThat(place.must("-f", "docker-compose.yml", "-f", file(part.getKey()), "config", "--services")
                            .out()
                            .lines())
                    .as(part.getKey())
                    .containsExactlyInAnyOrderElementsOf(part.getValue());
        }
        List<String> all = PARTS.entrySet().stream()
                .filter(part -> !part.getKey().equals("monitoring"))
                .flatMap(part -> part.getValue().stream())
                .toList();
        assertThat(place.must("config", "--services").out().lines()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(stack.at("services", "private-api", "depends_on"))
                .contains("\"postgres-config\":{\"condition\":\"service_healthy\"", "\"postgres-intern\"");
        assertThat(stack.at("services", "public-api", "depends_on")).contains("\"postgres-user\"", "\"private-api\"");
        assertThat(stack.at("services", "api-gateway", "depends_on")).contains("\"private-api\"", "\"public-api\"");
        assertThat(stack.at("services", "frontend", "depends_on")).contains("\"api-gateway\"");
    }

    @Test
    void T1_docker_compose_reads_every_set_of_files_as_the_same() throws Exception {
        String compose = System.getenv().getOrDefault("HAUBAN_TEST_COMPOSE", "");
        assumeTrue(
                !compose.isEmpty() && Files.isExecutable(Path.of(compose)),
                "HAUBAN_TEST_COMPOSE names no Docker Compose");
        var sets = new ArrayList<List<String>>();
        sets.add(List.of());
        for (String part : PARTS.keySet()) {
            sets.add(List.of("-f", file(part)));
            sets.add(List.of("-f", "docker-compose.yml", "-f", file(part)));
        }
        for (List<String> set : sets) {
            var words = new ArrayList<>(set);
            words.add("config");
            String ours = place.must(words.toArray(String[]::new)).out();
            words.addFirst(compose);
            Outcome theirs = place.run(words);
            assertThat(theirs.code()).as(theirs.toString()).isZero();
            assertThat(ours).as(set.toString()).isEqualTo(theirs.out());
        }
    }

    @Test
    void T2_T14_four_networks_with_fixed_subnets_and_names() {
        assertThat(stack.at("networks", "todo-db-network")).contains("\"name\":\"todo-db-network\"", "172.21.0.0/24");
        assertThat(stack.at("networks", "todo-api-network")).contains("\"name\":\"todo-api-network\"", "172.22.0.0/24");
        assertThat(monitoring.at("networks", "todo-monitoring-network"))
                .contains("\"name\":\"todo-monitoring-network\"", "172.23.0.0/24");
        assertThat(stack.at("networks", "todo-frontend-network"))
                .contains("\"name\":\"todo-frontend-network\"", "172.24.0.0/24");
        assertThat(stack.at("services", "frontend", "networks")).isEqualTo("{\"todo-frontend-network\":null}");
        assertThat(stack.at("services", "api-gateway", "networks")).doesNotContain("todo-db-network");
    }

    @Test
    void T3_three_databases_that_share_nothing_but_their_network() {
        int port = 5432;
        for (String database : DATABASES) {
            assertThat(stack.at("services", database, "image")).isEqualTo("\"postgres:17\"");
            assertThat(stack.at("services", database, "ports"))
                    .contains("\"target\":5432", "\"published\":\"" + port++ + "\"", "\"host_ip\":\"127.0.0.1\"");
            assertThat(stack.at("services", database, "volumes")).contains("\"source\":\"" + database + "-data\"");
            assertThat(stack.at("services", database, "networks")).isEqualTo("{\"todo-db-network\":null}");
        }
    }

    @Test
    void T4_T14_the_two_APIs_are_for_this_machine_the_gateway_and_the_pages_for_everybody() {
        assertThat(stack.at("services", "private-api", "ports")).contains("\"published\":\"5555\"", "127.0.0.1");
        assertThat(stack.at("services", "public-api", "ports")).contains("\"published\":\"5050\"", "127.0.0.1");
        assertThat(stack.at("services", "api-gateway", "ports"))
                .contains("\"published\":\"5000\"")
                .doesNotContain("host_ip");
        assertThat(stack.at("services", "frontend", "ports"))
                .contains("\"published\":\"3000\"")
                .doesNotContain("host_ip");
    }

    @Test
    void T9_secrets_have_no_default_and_are_made_up() throws Exception {
        List<String> names = List.of("POSTGRES_PASSWORD", "JWT_SECRET", "GRAFANA_PASSWORD");
        List<String> example = Files.readAllLines(place.file(".env.example"));
        List<String> made = Files.readAllLines(place.file(".env"));
        for (String name : names) {
            assertThat(example).contains(name + "=");
            assertThat(made).as(name).anyMatch(line -> line.matches(name + "=.{16,}"));
        }
        place.write("empty.env", "");
        Outcome without = place.hauban("--env-file", "empty.env", "-f", file("databases"), "config");
        assertThat(without.code()).isNotZero();
        assertThat(without.err()).contains("POSTGRES_PASSWORD");
    }

    @Test
    void T10_what_the_document_lets_people_set_reaches_whom_it_is_for() throws Exception {
        Path settings = place.file(".env");
        String before = Files.readString(settings);
        try {
            Files.writeString(
                    settings,
                    before.replaceAll("(?m)^MAX_CONNECTIONS=.*$", "MAX_CONNECTIONS=77")
                            .replaceAll("(?m)^RATE_LIMIT_MAX=.*$", "RATE_LIMIT_MAX=88")
                            .replaceAll("(?m)^CORS_ORIGIN=.*$", "CORS_ORIGIN=https://todo.example")
                            .replaceAll("(?m)^API_GATEWAY_URL=.*$", "API_GATEWAY_URL=https://api.todo.example"));
            StackLines changed = StackLines.of(place);
            for (String database : DATABASES) {
                assertThat(changed.at("services", database, "command")).contains("max_connections=77");
            }
            assertThat(changed.at("services", "public-api", "environment", "MAX_CONNECTIONS"))
                    .isEqualTo("\"77\"");
            assertThat(changed.at("services", "api-gateway", "environment", "RATE_LIMIT_MAX"))
                    .isEqualTo("\"88\"");
            assertThat(changed.at("services", "api-gateway", "environment", "CORS_ORIGIN"))
                    .isEqualTo("\"https://todo.example\"");
            assertThat(changed.at("services", "frontend", "environment", "API_GATEWAY_URL"))
                    .isEqualTo("\"https://api.todo.example\"");
        } finally {
            Files.writeString(settings, before);
        }
    }

    @Test
    void T13_limits_of_memory_leave_it_within_four_gigabytes() {
        long sum = 0;
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
            if (!part.getKey().equals("monitoring")) {
                for (String service : part.getValue()) {
                    String limit = stack.at("services", service, "deploy", "resources", "limits", "memory");
                    sum += Long.parseLong(limit.replace("\"", ""));
                }
            }
        }
        assertThat(sum).isBetween(1L << 30, 4L << 30);
    }

    @Test
    void T5_T14_monitoring_is_for_this_machine_and_reads_what_lies_in_configs() {
        Map<String, String> ports = Map.of(
                "prometheus",
                "9090",
                "grafana",
                "3001",
                "alertmanager",
                "9093",
                "node-exporter",
                "9100",
                "cadvisor",
                "8080");
        ports.forEach((service, port) -> assertThat(monitoring.at("services", service, "ports"))
                .as(service)
                .contains("\"published\":\"" + port + "\"", "\"host_ip\":\"127.0.0.1\""));
        assertThat(monitoring.at("services", "prometheus", "volumes"))
                .contains(place.file("configs/prometheus.yml").toString());
        assertThat(monitoring.at("services", "alertmanager", "volumes"))
                .contains(place.file("configs/alertmanager.yml").toString());
        assertThat(monitoring.at("services", "grafana", "volumes"))
                .contains(place.file("configs/grafana/provisioning").toString());
        for (String container : List.of("grafana", "cadvisor")) {
            assertThat(monitoring.at("services", container, "profiles")).contains("containers");
        }
    }

    @Test
    void T14_the_README_shows_each_command_of_the_document_beside_Hauban_s() throws Exception {
        String text = Files.readString(place.file("README.md"));
        List<String> theirs = List.of(
                "deploy.sh deploy",
                "deploy.sh monitoring",
                "deploy.sh backup",
                "make prod-build",
                "make prod-up",
                "make prod-db-up",
                "make prod-api-up",
                "make prod-frontend-up",
                "make monitoring-up",
                "make monitoring-down",
                "make monitoring-logs",
                "make prod-db-backup",
                "make prod-db-reset",
                "make prod-logs",
                "make status",
                "make prod-down",
                "make clean-all",
                "--scale public-api=3");
        for (String command : theirs) {
            assertThat(text).containsPattern("(?m)^\\|[^\\n]*" + Pattern.quote(command) + "[^\\n]*\\|");
        }
    }
}
