package dev.hauban.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known of images besides how they run: programs, roles, files for secrets, users.
final class ImagePropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "nginx:1.27,                        curl,          PRESENT",
        "nginx:1.27,                        wget,          ABSENT",
        "nginx:alpine,                      curl,          PRESENT",
        "nginx:alpine,                      wget,          PRESENT",
        "nginx:1.27-alpine-slim,            curl,          ABSENT",
        "alpine:3.20,                       curl,          ABSENT",
        "alpine:3.20,                       wget,          PRESENT",
        "node:22,                           curl,          PRESENT",
        "node:22-slim,                      curl,          ABSENT",
        "node:22-alpine,                    wget,          PRESENT",
        "python:3.13-slim,                  wget,          ABSENT",
        "postgres:17,                       pg_isready,    PRESENT",
        "postgres:17,                       curl,          ABSENT",
        "mysql:8.0,                         mysqladmin,    PRESENT",
        "mysql:5.7,                         curl,          UNKNOWN",
        "mariadb:10.11,                     mysqladmin,    PRESENT",
        "mariadb:11.4,                      mysqladmin,    ABSENT",
        "mariadb:11.4,                      mariadb-admin, PRESENT",
        "mariadb,                           mysqladmin,    UNKNOWN",
        "mongo:4.4,                         mongosh,       ABSENT",
        "mongo:5.0,                         mongosh,       PRESENT",
        "mongo:5.0,                         mongo,         PRESENT",
        "mongo:7,                           mongo,         ABSENT",
        "prom/prometheus:v2.54.1,           curl,          ABSENT",
        "prom/prometheus:v2.54.1,           wget,          PRESENT",
        "docker.io/library/redis:7-alpine,  redis-cli,     PRESENT",
        "example.com/redis:7,               curl,          UNKNOWN",
        "nginx:1.27,                        node,          UNKNOWN",
    })
    void a_program_is_in_an_image_or_not_or_nobody_knows(String image, String program, Presence expected) {
        assertThat(ImagePrograms.of(ImageReference.parse(image), program)).isEqualTo(expected);
    }

    @Test
    void what_is_there_is_offered_instead() {
        assertThat(ImagePrograms.instead(ImageReference.parse("alpine:3.20"), "curl"))
                .contains("wget");
        assertThat(ImagePrograms.instead(ImageReference.parse("nginx:1.27"), "wget"))
                .contains("curl");
        assertThat(ImagePrograms.instead(ImageReference.parse("mariadb:11"), "mysqladmin"))
                .contains("mariadb-admin");
        assertThat(ImagePrograms.instead(ImageReference.parse("redis:7"), "curl"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:17,                          DATABASE",
        "bitnami/postgresql:16,                DATABASE",
        "mcr.microsoft.com/mssql/server:2022,  DATABASE",
        "adminer,                              ADMIN_PAGE",
        "rediscommander/redis-commander:0.8,   ADMIN_PAGE",
        "prom/prometheus:v2.54.1,              OPEN_MONITORING",
        "gcr.io/cadvisor/cadvisor:v0.49.1,     OPEN_MONITORING",
        "shop/postgres-reports:1,              OTHER",
    })
    void an_image_has_a_role_whoever_publishes_it(String image, ImageRole expected) {
        assertThat(ImageRole.of(ImageReference.parse(image))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:17,             POSTGRES_PASSWORD,          POSTGRES_PASSWORD_FILE",
        "mysql:8.4,               MYSQL_ROOT_PASSWORD,        MYSQL_ROOT_PASSWORD_FILE",
        "grafana/grafana:11.2.0,  GF_SECURITY_ADMIN_PASSWORD, GF_SECURITY_ADMIN_PASSWORD__FILE",
    })
    void a_secret_can_be_in_a_file(String image, String variable, String file) {
        assertThat(FileVariables.of(ImageReference.parse(image), variable)).contains(file);
    }

    @Test
    void what_an_image_does_not_read_from_a_file_is_not_offered() {
        assertThat(FileVariables.of(ImageReference.parse("redis:7"), "REDIS_PASSWORD"))
                .isEmpty();
        assertThat(FileVariables.of(ImageReference.parse("example.com/postgres:17"), "POSTGRES_PASSWORD"))
                .isEmpty();
    }

    @Test
    void an_image_that_is_not_roots_says_whose_it_is() {
        assertThat(ImageUser.of(ImageReference.parse("grafana/grafana:11.2.0")))
                .contains(new ImageUser(472, "/var/lib/grafana"));
        assertThat(ImageUser.of(ImageReference.parse("postgres:17"))).isEmpty();
    }
}
