package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the document of Check-in's team says, line by line, of the stack as it is read. That it comes up and works is
/// [CheckInTest]'s.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CheckInLinesTest {
    private static final List<String> SECRETS = List.of(
            "JWT_SECRET", "FRONTEND_KEY", "MONGO_INITDB_ROOT_PASSWORD", "MONGO_APP_PASSWORD", "MONGO_EXPRESS_PASSWORD");

    private final Workplace place;
    private final StackLines stack;

    CheckInLinesTest() throws Exception {
        place = Workplace.copyOf("check-in", "stacks/check-in");
        place.set("COMPOSE_PROFILES", "admin");
        stack = StackLines.of(place);
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    @Test
    void C1_the_services_of_development_with_their_images_and_ports() throws Exception {
        assertThat(place.must("config", "--services").out().lines())
                .containsExactlyInAnyOrder("mongodb", "redis", "backend", "frontend", "mongo-express");
        assertThat(stack.at("services", "mongodb", "image")).isEqualTo("\"mongo:7.0\"");
        assertThat(stack.at("services", "redis", "image")).isEqualTo("\"redis:7-alpine\"");
        isPublished("mongodb", 27017, true);
        isPublished("redis", 6379, true);
        isPublished("backend", 3001, true);
        isPublished("frontend", 3000, false);
        isPublished("mongo-express", 8081, true);
        assertThat(stack.at("services", "mongodb", "volumes")).contains("\"source\":\"mongodb-data\"");
    }

    private void isPublished(String service, int port, boolean onlyHere) {
        String ports = stack.at("services", service, "ports");
        assertThat(ports).as(service).contains("\"target\":" + port, "\"published\":\"" + port + "\"");
        assertThat(ports.contains("127.0.0.1")).as(service).isEqualTo(onlyHere);
    }

    @Test
    void C1_the_backend_waits_for_both_databases_and_the_frontend_for_the_backend() {
        for (List<String> wait :
                List.of(List.of("backend", "mongodb"), List.of("backend", "redis"), List.of("frontend", "backend"))) {
            assertThat(stack.at("services", wait.getFirst(), "depends_on", wait.getLast(), "condition"))
                    .as(wait.toString())
                    .isEqualTo("\"service_healthy\"");
        }
    }

    @Test
    void C1_every_service_has_a_health_check_in_the_document_s_rhythm() {
        assertThat(stack.at("services", "backend", "healthcheck", "test"))
                .isEqualTo("[\"CMD\",\"curl\",\"-f\",\"http://localhost:3001/api/v1/health\"]");
        for (String service : List.of("mongodb", "redis", "backend", "frontend", "mongo-express")) {
            assertThat(stack.at("services", service, "healthcheck"))
                    .as(service)
                    .contains(
                            "\"interval\":\"30s\"", "\"timeout\":\"10s\"", "\"retries\":5", "\"start_period\":\"30s\"");
        }
    }

    @Test
    void C1_mongo_express_is_there_only_for_who_asks_for_it() throws Exception {
        place.set("COMPOSE_PROFILES", "");
        try {
            assertThat(place.must("config", "--services").out().lines())
                    .containsExactlyInAnyOrder("mongodb", "redis", "backend", "frontend");
        } finally {
            place.set("COMPOSE_PROFILES", "admin");
        }
        assertThat(stack.at("services", "mongo-express", "profiles")).isEqualTo("[\"admin\"]");
    }

    @Test
    void C1_backend_and_frontend_are_built_in_stages_and_run_as_user_1001() throws Exception {
        for (String program : List.of("backend", "frontend")) {
            String file = Files.readString(place.file(program + "/Dockerfile"));
            assertThat(file).as(program).contains("--uid 1001").containsPattern("(?m)^USER 1001$");
            assertThat(Pattern.compile("(?m)^FROM ").matcher(file).results().count())
                    .as(program)
                    .isGreaterThan(1);
            assertThat(file.substring(file.lastIndexOf("FROM "))).as(program).doesNotContain("-jdk");
        }
    }

    @Test
    void C12_no_secret_is_in_the_repository_and_each_is_made_up() throws Exception {
        List<String> made = Files.readAllLines(place.file(".env"));
        String example = Files.readString(place.file(".env.example"));
        List<String> values = SECRETS.stream()
                .map(secret -> made.stream()
                        .filter(line -> line.startsWith(secret + "="))
                        .findFirst()
                        .orElseThrow()
                        .substring(secret.length() + 1))
                .distinct()
                .toList();
        assertThat(values).hasSize(SECRETS.size()).allMatch(value -> value.length() >= 24);
        for (String secret : SECRETS) {
            assertThat(example).containsPattern("(?m)^" + secret + "=$");
        }
        // Nothing but the variables' names stands in the file that everybody sees.
        String compose = Files.readString(place.file("compose.yaml"));
        assertThat(compose).doesNotContainPattern("(PASSWORD|SECRET|KEY): [^$\\s]");
        // The application's own user of the database is not its root.
        assertThat(stack.at("services", "backend", "environment", "MONGODB_URI"))
                .contains("mongodb://checkin:", "@mongodb:27017/checkin");
        assertThat(stack.at("services", "backend", "environment")).doesNotContain("MONGO_INITDB_ROOT");
    }

    @Test
    void C12_logs_are_structured_unless_somebody_wants_lines() {
        for (String program : List.of("backend", "frontend")) {
            assertThat(stack.at("services", program, "environment", "LOG_FORMAT"))
                    .as(program)
                    .isEqualTo("\"json\"");
        }
    }

    @Test
    void C13_another_database_may_be_named_whole() throws Exception {
        place.set("MONGODB_URI", "mongodb://me:secret@elsewhere:27017/checkin");
        try {
            assertThat(StackLines.of(place).at("services", "backend", "environment", "MONGODB_URI"))
                    .isEqualTo("\"mongodb://me:secret@elsewhere:27017/checkin\"");
        } finally {
            place.set("MONGODB_URI", "");
        }
    }

    @Test
    void docker_compose_reads_the_same() throws Exception {
        String compose = System.getenv().getOrDefault("HAUBAN_TEST_COMPOSE", "");
        assumeTrue(
                !compose.isEmpty() && Files.isExecutable(Path.of(compose)),
                "HAUBAN_TEST_COMPOSE names no Docker Compose");
        Outcome theirs = place.run(List.of(compose, "config"));
        assertThat(theirs.code()).as(theirs.toString()).isZero();
        assertThat(place.must("config").out()).isEqualTo(theirs.out());
    }
}
