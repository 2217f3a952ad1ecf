package dev.hauban.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationPlanTest {
    @TempDir
    private Path folder;

    private List<String> plan(String compose, String name) throws IOException {
        RotationPlan plan = rotating(compose, name).plan();
        assertThat(plan.problems()).isEmpty();
        return plan.steps().stream().map(Step::text).toList();
    }

    private List<String> problems(String compose, String name) throws IOException {
        return rotating(compose, name).plan().problems().stream()
                .map(Problem::code)
                .toList();
    }

    private Rotating rotating(String compose, String name) throws IOException {
        return new Fixture(folder)
                .file("compose.yaml", "name: shop\n" + compose)
                .file(".env", "A_PASSWORD=old-password\nJWT_SECRET=old-secret\nAPI_KEY=k\nSMTP_PASSWORD=s\n")
                .file("a.txt", "old-file\n")
                .rotating(name);
    }

    @Test
    void postgresql_learns_it_first_and_is_made_anew_last() throws Exception {
        assertThat(plan("""
                        services:
                          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: "${A_PASSWORD}"}}
                          web: {image: web, environment: {DATABASE_URL: "postgres://app:${A_PASSWORD}@db:5432/shop"}}
                          other: {image: web}
                        """, "A_PASSWORD"))
                .containsExactly(
                        "give app of db the new password",
                        "write it into .env",
                        "make anew, in order: web",
                        "make anew, in order: db");
    }

    @Test
    void mysql_forgets_the_old_one_when_nobody_has_it_any_more() throws Exception {
        assertThat(plan("""
                        services:
                          db: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: r, MYSQL_USER: shop, MYSQL_PASSWORD: "${A_PASSWORD}"}}
                          web: {image: web, environment: {DB_HOST: db, DB_USER: shop, DB_PASSWORD: "${A_PASSWORD}"}}
                        """, "A_PASSWORD"))
                .containsExactly(
                        "give shop of db the new password",
                        "write it into .env",
                        "make anew, in order: web",
                        "take the old password from shop of db",
                        "make anew, in order: db");
    }

    @Test
    void redis_has_it_in_its_command() throws Exception {
        assertThat(plan("""
                        services:
                          cache: {image: "redis:7", command: "redis-server --requirepass ${A_PASSWORD}"}
                          web: {image: web, environment: {REDIS_URL: "redis://:${A_PASSWORD}@cache:6379"}}
                        """, "A_PASSWORD"))
                .startsWith("give default of cache the new password")
                .endsWith("take the old password from default of cache", "make anew, in order: cache");
    }

    @Test
    void the_user_of_an_application_is_found_by_how_it_logs_in() throws Exception {
        assertThat(plan("""
                        services:
                          mongo: {image: "mongo:7", environment: {MONGO_INITDB_ROOT_PASSWORD: r, APP_PASSWORD: "${A_PASSWORD}"}}
                          web: {image: web, environment: {MONGO_URL: "mongodb://app:${A_PASSWORD}@mongo:27017/shop"}}
                        """, "A_PASSWORD")).startsWith("give app of mongo the new password");
    }

    @Test
    void a_secret_file_is_found_by_the_variable_that_names_it() throws Exception {
        assertThat(plan("""
                        services:
                          db: {image: "mariadb:11", environment: {MARIADB_ROOT_PASSWORD_FILE: /run/secrets/root}, secrets: [root]}
                        secrets: {root: {file: ./a.txt}}
                        """, "root"))
                .containsExactly("give root of db the new password", "write it into a.txt", "make anew, in order: db");
    }

    @Test
    void what_is_no_servers_is_written_and_its_users_are_made_anew() throws Exception {
        assertThat(plan("""
                        services:
                          web: {image: web, environment: {JWT_SECRET: "${JWT_SECRET}"}}
                          api: {image: web, environment: {JWT_SECRET: "${JWT_SECRET}"}, depends_on: [web]}
                          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x}}
                        """, "JWT_SECRET")).containsExactly("write it into .env", "make anew, in order: api, web");
    }

    @Test
    void an_admin_pages_own_login_is_not_taken_for_its_databases() throws Exception {
        assertThat(plan("""
                        services:
                          mongo: {image: "mongo:7", environment: {MONGO_INITDB_ROOT_PASSWORD: r}}
                          page:
                            image: mongo-express
                            depends_on: [mongo]
                            environment: {ME_CONFIG_BASICAUTH_USERNAME: root, ME_CONFIG_BASICAUTH_PASSWORD: "${A_PASSWORD}"}
                        """, "A_PASSWORD")).containsExactly("write it into .env", "make anew, in order: page");
    }

    @Test
    void a_dump_out_of_the_servers_image_is_no_server() throws Exception {
        assertThat(plan("""
                        services:
                          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: "${A_PASSWORD}"}}
                          cache: {image: "redis:7", command: sh -c 'exec redis-server --save ""'}
                          dump:
                            image: postgres:17
                            entrypoint: [sh, -c, "pg_dump -U postgres -h db"]
                            environment: {PGHOST: db, PGUSER: postgres, PGPASSWORD: "${A_PASSWORD}"}
                        """, "A_PASSWORD"))
                .containsExactly(
                        "give postgres of db the new password",
                        "write it into .env",
                        "make anew, in order: dump",
                        "make anew, in order: db");
    }

    @Test
    void a_password_that_nobody_can_place_is_left_alone() throws Exception {
        assertThat(problems("""
                        services:
                          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: r, REPORT_PASSWORD: "${A_PASSWORD}"}}
                        """, "A_PASSWORD")).containsExactly("secret.whose-unknown");
        assertThat(problems("""
                        services:
                          web: {image: web, environment: {DATABASE_URL: "postgres://app:${A_PASSWORD}@db.example.com/shop"}}
                        """, "A_PASSWORD")).containsExactly("secret.elsewhere");
        assertThat(problems("""
                        services:
                          cache: {image: "redis:7", command: "redis-server /etc/redis.conf"}
                          web: {image: web, environment: {REDIS_URL: "redis://:${A_PASSWORD}@cache:6379"}}
                        """, "A_PASSWORD")).containsExactly("secret.whose-unknown");
        assertThat(problems("""
                        services:
                          mq: {image: "rabbitmq:4", environment: {RABBITMQ_DEFAULT_PASS: "${A_PASSWORD}"}}
                        """, "A_PASSWORD")).containsExactly("secret.first-start");
    }

    @Test
    void what_somebody_else_gives_is_not_made_up() {
        assertThatThrownBy(() -> rotating(
                        "services: {web: {image: web, environment: {SMTP_PASSWORD: \"${SMTP_PASSWORD}\"}}}",
                        "SMTP_PASSWORD"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("hauban secret set SMTP_PASSWORD");
    }
}
