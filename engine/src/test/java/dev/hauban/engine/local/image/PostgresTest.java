package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL's first start and later ones, with fetched programs and an empty PATH.
class PostgresTest {
    private static final String[] READY = {"pg_isready", "-q"};

    @BeforeAll
    static void needs_a_network() {
        assumeTrue(Reachable.mavenCentral(), "Maven Central can't be reached from here");
    }

    private static LocalProgram program(Map<String, String> environment) throws Exception {
        return Sandbox.program(Services.of("postgres:17")
                .environment(environment)
                .command("postgres", "-p", "" + Sandbox.freePort(), "-c", "fsync=off")
                .service());
    }

    private static LocalProgram withPort(LocalProgram program) {
        var environment = new java.util.LinkedHashMap<>(program.start().environment());
        environment.put("PGPORT", program.start().words().get(3));
        environment.put("HAUBAN_LISTEN", "127.0.0.1");
        return new LocalProgram(
                new LocalProgram.Start(program.start().words(), environment, "/"),
                program.account(),
                program.pieces(),
                program.traits());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makes_what_the_variables_ask_for_and_runs_init_files_once_in_order(boolean asOrdinaryUser) throws Exception {
        LocalProgram program = withPort(
                program(Map.of("POSTGRES_USER", "ann", "POSTGRES_PASSWORD", "s3cret' x", "POSTGRES_DB", "shop")));
        try (Sandbox sandbox = asOrdinaryUser ? Sandbox.ofOrdinaryUser() : Sandbox.open()) {
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "create table t (n int); insert into t values (1);");
            sandbox.put("/docker-entrypoint-initdb.d/2.sh", "#!/bin/sh\npsql -c 'insert into t values (2)'\n");
            sandbox.put("/docker-entrypoint-initdb.d/3.sh", "psql -c \"insert into t values (3)\"\n");
            Process server = sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, READY));
            String question = "select string_agg(n::text, ',' order by n) from t";
            assertThat(sandbox.ask(program, "psql", "-U", "ann", "-d", "shop", "-Atc", question))
                    .isEqualTo("0: 1,2,3");
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, READY));
            assertThat(sandbox.ask(program, "psql", "-U", "ann", "-d", "shop", "-Atc", question))
                    .isEqualTo("0: 1,2,3");
            String overTcp = "psql -h 127.0.0.1 -U ann -d shop -Atc 'select 1'";
            assertThat(sandbox.ask(program, "sh", "-c", "PGPASSWORD=\"s3cret' x\" " + overTcp))
                    .isEqualTo("0: 1");
            assertThat(sandbox.ask(program, "sh", "-c", "PGPASSWORD=wrong " + overTcp))
                    .contains("password authentication");
            assertThat(sandbox.output()).doesNotContain("s3cret");
        }
    }

    @Test
    void refuses_to_begin_without_a_password_and_says_what_to_do() throws Exception {
        LocalProgram program = program(Map.of());
        try (Sandbox sandbox = Sandbox.open()) {
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(1);
            assertThat(sandbox.output()).contains("no superuser password").contains("Set POSTGRES_PASSWORD");
        }
    }

    @Test
    void begins_anew_after_it_was_killed_half_way() throws Exception {
        LocalProgram program = withPort(program(Map.of("POSTGRES_PASSWORD", "x")));
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "create table t as select 1 as n;");
            sandbox.put(
                    "/docker-entrypoint-initdb.d/2.sh",
                    "#!/bin/sh\n[ -e " + sandbox.folder + "/go ] || { echo waiting; exec sleep 60; }\n");
            Process first = sandbox.start(program);
            sandbox.await(() -> sandbox.isSaid("waiting"));
            first.destroyForcibly().waitFor();
            assertThat(Files.exists(sandbox.inside("/var/lib/postgresql/data/PG_VERSION")))
                    .isFalse();
            sandbox.put("/go", "");
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, READY));
            assertThat(sandbox.ask(program, "psql", "-U", "postgres", "-Atc", "select n from t"))
                    .isEqualTo("0: 1");
            assertThat(sandbox.output()).contains("first start was interrupted");
        }
    }

    @Test
    void a_failed_init_file_is_the_services_exit_code_and_not_taken_for_done() throws Exception {
        LocalProgram program = withPort(program(Map.of("POSTGRES_PASSWORD", "x")));
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "select * from nothing;");
            sandbox.put("/docker-entrypoint-initdb.d/2.sql", "select 1;");
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(3);
            assertThat(sandbox.output())
                    .contains("relation \"nothing\" does not exist")
                    .contains("begins anew");
            sandbox.put("/docker-entrypoint-initdb.d/1.sql", "select 1;");
            sandbox.put("/docker-entrypoint-initdb.d/2.sh", "set -x\nfalse\ntrue\n");
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(1);
            Files.delete(sandbox.inside("/docker-entrypoint-initdb.d/2.sh"));
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, READY));
        }
    }

    @Test
    void never_touches_files_that_are_not_a_database() throws Exception {
        LocalProgram program = program(Map.of("POSTGRES_PASSWORD", "x"));
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/var/lib/postgresql/data/letter.txt", "dear");
            assertThat(sandbox.exitCode(sandbox.start(program))).isEqualTo(1);
            assertThat(sandbox.output()).contains("is not empty and not a database");
            assertThat(Files.readString(sandbox.inside("/var/lib/postgresql/data/letter.txt")))
                    .isEqualTo("dear");
        }
    }

    @Test
    void takes_the_password_from_a_file() throws Exception {
        LocalProgram program = withPort(program(Map.of("POSTGRES_PASSWORD_FILE", "/run/secrets/password")));
        try (Sandbox sandbox = Sandbox.open()) {
            sandbox.put("/run/secrets/password", "from a file\n");
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, READY));
            assertThat(sandbox.ask(
                            program,
                            "sh",
                            "-c",
                            "PGPASSWORD='from a file' psql -h 127.0.0.1 -U postgres -Atc 'select 1'"))
                    .isEqualTo("0: 1");
        }
    }
}
