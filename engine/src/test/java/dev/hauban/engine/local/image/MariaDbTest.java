package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// MariaDB standing for MySQL, with fetched programs and an empty PATH.
class MariaDbTest {
    @BeforeAll
    static void needs_a_network() {
        assumeTrue(Reachable.mavenCentral(), "Maven Central can't be reached from here");
    }

    private static Provisioned provisioned(Map<String, String> environment, String... more) throws Exception {
        var words = new java.util.ArrayList<>(List.of("--port=" + Sandbox.freePort(), "--bind-address=127.0.0.1"));
        words.addAll(List.of(more));
        return Sandbox.provision(Services.of("mysql:8.0")
                .environment(environment)
                .command(words.toArray(new String[0]))
                .service());
    }

    private static String port(LocalProgram program) {
        return program.start().words().get(1).substring("--port=".length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makes_what_the_variables_ask_for_and_keeps_it(boolean asOrdinaryUser) throws Exception {
        LocalProgram program = provisioned(Map.of(
                        "MYSQL_ROOT_PASSWORD",
                        "r'o\\ot",
                        "MYSQL_DATABASE",
                        "shop_1",
                        "MYSQL_USER",
                        "ann",
                        "MYSQL_PASSWORD",
                        "p\"w"))
                .program();
        try (Sandbox sandbox = asOrdinaryUser ? Sandbox.ofOrdinaryUser() : Sandbox.open()) {
            Process server = sandbox.start(program);
            String[] ping = {"mysqladmin", "ping", "-h", "127.0.0.1", "-P", port(program)};
            sandbox.await(() -> sandbox.isAnswering(program, ping));
            String ann = "mysql -h 127.0.0.1 -P " + port(program) + " -uann -p'p\"w' shop_1 -Ne ";
            assertThat(sandbox.ask(program, "sh", "-c", ann + "'create table t as select 7 as n'"))
                    .startsWith("0:");
            assertThat(sandbox.ask(program, "sh", "-c", "mysql -uroot -p\"r'o\\\\ot\" -Ne 'select n from shop_1.t'"))
                    .isEqualTo("0: 7");
            assertThat(sandbox.ask(program, "mysql", "-uroot", "-Ne", "select 1"))
                    .contains("Access denied");
            assertThat(sandbox.ask(program, "mysql", "-ustranger", "-Ne", "select 1"))
                    .contains("Access denied");
            server.destroy();
            sandbox.exitCode(server);
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, ping));
            assertThat(sandbox.ask(program, "sh", "-c", ann + "'select n from t'"))
                    .isEqualTo("0: 7");
            assertThat(sandbox.output()).doesNotContain("o\\ot").doesNotContain("p\"w");
        }
    }

    @Test
    void runs_init_files_once_and_begins_anew_when_killed_half_way() throws Exception {
        LocalProgram program = provisioned(Map.of("MYSQL_ROOT_PASSWORD", "x", "MYSQL_DATABASE", "shop"))
                .program();
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "create table t (n int); insert into t values (1);");
            sandbox.put(
                    "/docker-entrypoint-initdb.d/2.sh",
                    "#!/bin/sh\n[ -e " + sandbox.folder + "/go ] || { echo waiting; exec sleep 60; }\n");
            Process first = sandbox.start(program);
            sandbox.await(() -> sandbox.isSaid("waiting"));
            assertThat(sandbox.isAnswering(program, "mysqladmin", "ping")).isFalse();
            first.destroyForcibly().waitFor();
            assertThat(Files.exists(sandbox.inside("/var/lib/mysql/mysql"))).isFalse();
            sandbox.put("/go", "");
            Process second = sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, "mysqladmin", "ping"));
            assertThat(sandbox.ask(program, "mysql", "-uroot", "-px", "-Ne", "select n from shop.t"))
                    .isEqualTo("0: 1");
            second.destroy();
            sandbox.exitCode(second);
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, "mysqladmin", "ping"));
            assertThat(sandbox.ask(program, "mysql", "-uroot", "-px", "-Ne", "select n from shop.t"))
                    .isEqualTo("0: 1");
        }
    }

    @Test
    void refuses_to_begin_without_a_password_and_says_what_to_do() throws Exception {
        LocalProgram program = provisioned(Map.of()).program();
        try (Sandbox sandbox = Sandbox.open()) {
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(1);
            assertThat(sandbox.output()).contains("no root password").contains("Set MYSQL_ROOT_PASSWORD");
        }
    }

    @Test
    void a_failed_init_file_is_the_services_exit_code() throws Exception {
        LocalProgram program = provisioned(Map.of("MYSQL_ROOT_PASSWORD", "x")).program();
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "select * from nothing.at_all;");
            sandbox.put("/docker-entrypoint-initdb.d/2.sql", "select 1;");
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(1);
            assertThat(sandbox.output()).contains("ERROR 1146").contains("begins anew");
            assertThat(Files.exists(sandbox.inside("/var/lib/mysql/mysql"))).isFalse();
        }
    }

    @Test
    void runs_without_options_that_only_mysql_knows_and_says_so() throws Exception {
        Provisioned provisioned = provisioned(
                Map.of("MYSQL_ALLOW_EMPTY_PASSWORD", "yes"),
                "--default-authentication-plugin=mysql_native_password",
                "--collation-server=utf8mb4_0900_ai_ci",
                "--max-connections=17");
        assertThat(provisioned.remarks())
                .extracting(Problem::code)
                .contains("image.stand-in", "image.option-without-meaning");
        assertThat(provisioned.remarks())
                .allSatisfy(remark -> assertThat(remark.place()).isPresent());
        assertThat(Sandbox.check(Services.of("mysql:8.0")
                        .command("--default-authentication-plugin=mysql_native_password")
                        .service()))
                .as("before anything is started")
                .extracting(Problem::code)
                .contains("image.stand-in", "image.option-without-meaning");
        LocalProgram program = provisioned.program();
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, "mysqladmin", "ping"));
            assertThat(sandbox.ask(program, "mysql", "-uroot", "-Ne", "select @@max_connections, @@collation_server"))
                    .isEqualTo("0: 17\tutf8mb4_0900_ai_ci");
        }
    }

    @Test
    void reads_the_configuration_that_the_service_mounts() throws Exception {
        var mount = new Mount.Bind(Path.of("/x/my.cnf"), "/etc/mysql/conf.d/my.cnf", true, false);
        LocalProgram program = Sandbox.program(Services.of("mariadb:10.11")
                .environment(Map.of("MARIADB_ROOT_PASSWORD", "x"))
                .command("--port=" + Sandbox.freePort(), "--bind-address=127.0.0.1")
                .service(mount));
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/etc/mysql/conf.d/my.cnf", "[mysqld]\nmax_connections = 23\n");
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, "healthcheck.sh", "--connect", "--innodb_initialized"));
            assertThat(sandbox.ask(program, "mysql", "-uroot", "-px", "-Ne", "select @@max_connections"))
                    .isEqualTo("0: 23");
        }
    }
}
