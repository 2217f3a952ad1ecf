package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the document of Emailight's team says, line by line, of the stack as it is read. That it comes up and works is
/// [EmailightTest]'s.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmailightLinesTest {
    private static final List<String> INFRASTRUCTURE = List.of("mongodb", "redis", "postgres", "glitchtip-redis");
    private static final List<String> ADMIN = List.of("mongo-express", "redis-commander");
    private static final List<String> MONITORING =
            List.of("postgres", "glitchtip-redis", "glitchtip-web", "glitchtip-worker", "glitchtip-migrate");

    private final Workplace place;
    private final StackLines stack;

    EmailightLinesTest() throws Exception {
        place = Workplace.copyOf("emailight", "stacks/emailight");
        // COMPOSE_PROFILES in .env leaves most of it out.
        place.must("setup");
        Files.writeString(
                place.file(".env"),
                Files.readString(place.file(".env"))
                        .replaceAll("(?m)^COMPOSE_PROFILES=.*$", "COMPOSE_PROFILES=development,admin,monitoring"));
        stack = StackLines.of(place);
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    @Test
    void E1_services_with_the_document_s_images_and_ports() throws Exception {
        Map<String, List<String>> services = new TreeMap<>(Map.of(
                "mongodb", List.of("mongo:7.0", "27018", "27017"),
                "redis", List.of("redis:7.2-alpine", "6390", "6379"),
                "postgres", List.of("postgres:17", "5433", "5432"),
                "glitchtip-redis", List.of("redis:7.2-alpine", "6381", "6379"),
                "mongo-express", List.of("mongo-express:1.0.2", "8082", "8081"),
                "redis-commander", List.of("rediscommander/redis-commander:latest", "8081", "8081"),
                "glitchtip-web", List.of("glitchtip/glitchtip:v4.2", "8090", "8000")));
        for (var service : services.entrySet()) {
            assertThat(stack.at("services", service.getKey(), "image"))
                    .isEqualTo("\"" + service.getValue().getFirst() + "\"");
            assertThat(stack.at("services", service.getKey(), "ports"))
                    .as(service.getKey())
                    .contains("\"published\":\"" + service.getValue().get(1) + "\"")
                    .contains("\"target\":" + service.getValue().get(2))
                    .contains("127.0.0.1");
        }
        assertThat(stack.at("services", "mongodb", "environment"))
                .contains(
                        "\"MONGO_INITDB_ROOT_USERNAME\":\"emailight_admin\"",
                        "\"MONGO_INITDB_DATABASE\":\"emailight\"");
        assertThat(stack.at("services", "mongodb", "volumes")).contains("docker/mongodb/init-mongo.js");
        assertThat(stack.at("services", "redis", "volumes")).contains("docker/redis/redis.conf");
        assertThat(stack.at("services", "mongo-express", "environment")).contains("\"ME_CONFIG_BASICAUTH\":\"true\"");
        assertThat(Files.readString(place.file("docker/redis/redis.conf")))
                .contains("tcp-keepalive", "maxmemory ", "appendonly yes", "loglevel ");
    }

    @Test
    void E1_migrations_run_once_and_the_others_wait_for_them() throws Exception {
        assertThat(stack.at("services", "glitchtip-migrate", "restart")).isEqualTo("\"no\"");
        for (String waiting : List.of("glitchtip-web", "glitchtip-worker")) {
            assertThat(stack.at("services", waiting, "depends_on", "glitchtip-migrate", "condition"))
                    .isEqualTo("\"service_completed_successfully\"");
        }
        assertThat(stack.at("services", "glitchtip-migrate", "depends_on", "postgres", "condition"))
                .isEqualTo("\"service_healthy\"");
    }

    @Test
    void E2_groups_may_overlap_and_one_is_started_without_the_others() throws Exception {
        for (var group : Map.of("infrastructure", INFRASTRUCTURE, "admin", ADMIN, "monitoring", MONITORING)
                .entrySet()) {
            assertThat(stack.at("x-hauban", "groups", group.getKey()))
                    .isEqualTo("[\"" + String.join("\",\"", group.getValue()) + "\"]");
        }
        String plan = place.must("up", "--dry-run", "infrastructure").out();
        assertThat(plan).contains("start mongodb-1", "start redis-1", "start postgres-1", "start glitchtip-redis-1");
        assertThat(plan).doesNotContain("app-1", "worker-1", "mail-1", "glitchtip-web", "mongo-express");
    }

    @Test
    void E3_one_bridge_network_and_named_volumes() throws Exception {
        assertThat(stack.at("networks", "emailight-network", "driver")).isEqualTo("\"bridge\"");
        for (String service : place.must("config", "--services").out().lines().toList()) {
            assertThat(stack.at("services", service, "networks")).as(service).isEqualTo("{\"emailight-network\":null}");
        }
        for (var volume : Map.of(
                        "mongodb", "\"source\":\"mongodb_data\",\"target\":\"/data/db\"",
                        "redis", "\"source\":\"redis_data\",\"target\":\"/data\"",
                        "postgres", "\"source\":\"postgres_data\",\"target\":\"/var/lib/postgresql/data\"",
                        "glitchtip-web", "\"source\":\"glitchtip_uploads\"")
                .entrySet()) {
            assertThat(stack.at("services", volume.getKey(), "volumes")).contains(volume.getValue());
        }
    }

    @Test
    void E4_setup_makes_up_secrets_of_the_document_s_lengths_and_shows_what_to_look_after() throws Exception {
        Map<String, String> settings = settings(place.file(".env"));
        for (String password :
                List.of("MONGO_ROOT_PASSWORD", "MONGO_APP_PASSWORD", "REDIS_PASSWORD", "GLITCHTIP_POSTGRES_PASSWORD")) {
            assertThat(settings.get(password)).as(password).matches("[A-Za-z0-9]{64}");
        }
        assertThat(settings.get("GLITCHTIP_SECRET_KEY")).matches("[0-9a-f]{64}");
        assertThat(settings.get("MONGO_EXPRESS_PASSWORD")).isNotEqualTo("admin");
        assertThat(settings.get("REDIS_COMMANDER_PASSWORD")).isNotEqualTo("admin");
        Outcome again = place.must("setup");
        assertThat(again.out()).contains("Security:", "Next:");
        assertThat(settings(place.file(".env"))).isEqualTo(settings);
    }

    @Test
    void E10_ports_and_credentials_come_from_variables_with_the_document_s_defaults() throws Exception {
        String compose = Files.readString(place.file("compose.yaml"));
        for (String variable : List.of(
                "MONGO_PORT:-27018",
                "REDIS_PORT:-6390",
                "GLITCHTIP_POSTGRES_PORT:-5433",
                "GLITCHTIP_REDIS_PORT:-6381",
                "GLITCHTIP_WEB_PORT:-8090",
                "MONGO_EXPRESS_PORT:-8082",
                "REDIS_COMMANDER_PORT:-8081",
                "NODE_ENV:-development",
                "GLITCHTIP_EMAIL_URL:-consolemail://",
                "GLITCHTIP_DOMAIN:-http://localhost:8090",
                "GLITCHTIP_FROM_EMAIL:-noreply@emailight.local",
                "MONGO_DATABASE:-emailight",
                "MONGO_APP_USERNAME:-emailight_app",
                "MONGO_EXPRESS_USER:-admin",
                "MONGO_EXPRESS_PASSWORD:-admin",
                "REDIS_COMMANDER_USER:-admin",
                "REDIS_COMMANDER_PASSWORD:-admin")) {
            assertThat(compose).contains("${" + variable + "}");
        }
        // No port and no password stands in the file itself; each variable stands in the example.
        assertThat(compose).doesNotContainPattern("- \"(127\\.0\\.0\\.1:)?\\d+:");
        Map<String, String> example = settings(place.file(".env.example"));
        var used = Pattern.compile("\\$\\{(\\w+)").matcher(compose);
        while (used.find()) {
            assertThat(example).containsKey(used.group(1));
        }
    }

    @Test
    void E14_details_and_each_of_the_document_s_commands_are_kept() throws Exception {
        for (String service : List.of("glitchtip-web", "glitchtip-worker")) {
            assertThat(stack.at("services", service, "environment"))
                    .contains("\"CELERY_WORKER_AUTOSCALE\":\"1,3\"", "\"EMAIL_URL\":\"consolemail://\"");
        }
        // What starts GlitchTip starts its stores, too; what shows its logs or restarts it means it alone.
        assertThat(stack.at("x-hauban", "groups", "glitchtip")).isEqualTo("[\"glitchtip-web\",\"glitchtip-worker\"]");
        String readme = Files.readString(place.file("README.md"));
        for (String script : List.of(
                "setup",
                "dev",
                "postdev",
                "dev:infra",
                "dev:admin",
                "dev:glitch",
                "status",
                "status:raw",
                "logs",
                "logs:mongo",
                "logs:redis",
                "logs:glitch",
                "logs:postgres",
                "clean:containers",
                "clean:volumes",
                "clean",
                "clean:all",
                "clean:force",
                "stop",
                "restart",
                "restart:glitch",
                "stop:glitch")) {
            assertThat(readme).containsPattern("\\| `npm run " + script + "`[^|]*\\| [^|]+ \\|");
        }
        assertThat(readme).contains("development`, `staging`, `production");
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

    private static Map<String, String> settings(Path file) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.matches("\\w+=.*")) {
                settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return settings;
    }
}
