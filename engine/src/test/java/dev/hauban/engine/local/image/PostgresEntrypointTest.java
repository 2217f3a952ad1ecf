package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresEntrypointTest {
    private static final String PASSWORD = "it's a \\ secret; $(id) \"quoted\"";

    private EntrypointStage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Map<String, String> programs = TestPrograms.environment(
                List.of("postgres", "initdb", "psql"),
                List.of("postgresql-15", "postgresql-client-15", "libpq5", "libllvm14", "libz3-4", "libxslt1.1"));
        stage = EntrypointStage.open("postgres", programs)
                .with("POSTGRES_PASSWORD", PASSWORD)
                .with("POSTGRES_USER", "the owner")
                .with("POSTGRES_DB", "my \"app\"");
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Process start(String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("postgres", "-c", "listen_addresses=127.0.0.1", "-c", "port=" + stage.port));
        words.addAll(List.of(more));
        return stage.start(words.toArray(String[]::new));
    }

    private String as(String user, String password, String sql) throws IOException, InterruptedException {
        String escaped = password.replace("\\", "\\\\").replace(":", "\\:");
        var login = stage.put("pgpass", "*:*:*:*:" + escaped + "\n");
        Files.setPosixFilePermissions(login, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        stage.with("PGPASSFILE", login.toString());
        return stage.ask(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--tuples-only",
                "--no-align",
                "--quiet",
                "--host=127.0.0.1",
                "--port=" + stage.port,
                "--username=" + user,
                "--dbname=my \"app\"",
                "--command=" + sql);
    }

    private String asOwner(String sql) throws IOException, InterruptedException {
        return as("the owner", PASSWORD, sql);
    }

    private Process ready(String... more) throws IOException, InterruptedException {
        Process service = start(more);
        stage.await(service, () -> asOwner("SELECT 1").equals("0: 1"));
        return service;
    }

    @Test
    void makes_the_database_and_keeps_what_it_holds() throws Exception {
        Process first = ready();
        assertThat(asOwner("CREATE TABLE things (a INT); INSERT INTO things VALUES (7)"))
                .isEqualTo("0: ");
        assertThat(asOwner("SELECT current_user || ' ' || current_database() || ' ' || rolsuper FROM pg_roles"
                        + " WHERE rolname = current_user"))
                .isEqualTo("0: the owner my \"app\" true");
        stage.stop(first);
        ready();
        assertThat(asOwner("SELECT a FROM things")).isEqualTo("0: 7");
        assertThat(stage.output()).containsOnlyOnce("initialising the database");
    }

    @Test
    void lets_in_who_knows_the_password_and_nobody_else() throws Exception {
        ready();
        assertThat(as("the owner", "wrong", "SELECT 1")).contains("password authentication failed");
        assertThat(as("nobody", PASSWORD, "SELECT 1")).contains("password authentication failed");
        assertThat(asOwner("SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = current_user"))
                .isEqualTo("0: SCRAM-SHA-256");
    }

    @Test
    void is_reached_by_its_socket_as_commands_beside_it_expect() throws Exception {
        ready();
        stage.with("PGHOST", stage.folder.resolve("run").toString());
        assertThat(stage.ask("psql", "-p", "" + stage.port, "-U", "the owner", "-Atc", "SELECT 1", "postgres"))
                .isEqualTo("0: 1");
    }

    @Test
    void lets_everybody_in_when_told_and_says_so() throws Exception {
        stage.without("POSTGRES_PASSWORD").with("POSTGRES_HOST_AUTH_METHOD", "trust");
        stage.await(start(), () -> as("the owner", "none", "SELECT 1").equals("0: 1"));
        assertThat(stage.output()).contains("gets in without a password");
    }

    @Test
    void takes_secrets_from_files_and_its_folder_from_pgdata() throws Exception {
        stage.without("POSTGRES_PASSWORD")
                .with(
                        "POSTGRES_PASSWORD_FILE",
                        stage.put("secret", PASSWORD + "\n").toString())
                .with("PGDATA", stage.folder.resolve("data/18/docker").toString());
        ready();
        assertThat(stage.data().resolve("18/docker/PG_VERSION")).exists();
    }

    @Test
    void a_missing_password_is_said_with_what_to_do() throws Exception {
        stage.without("POSTGRES_PASSWORD");
        assertThat(stage.run("postgres")).isEqualTo(1);
        assertThat(stage.output()).contains("no superuser password", "Set POSTGRES_PASSWORD");
    }

    @Test
    void passes_on_what_initdb_is_told() throws Exception {
        stage.with("POSTGRES_INITDB_ARGS", "--data-checksums --locale=C --encoding='UTF8'")
                .with("POSTGRES_INITDB_WALDIR", stage.folder.resolve("wal").toString());
        ready();
        assertThat(asOwner("SHOW data_checksums")).isEqualTo("0: on");
        assertThat(asOwner("SELECT datcollate FROM pg_database LIMIT 1")).isEqualTo("0: C");
        assertThat(stage.folder.resolve("wal")).isNotEmptyDirectory();
    }

    @Test
    void says_when_the_machine_lacks_the_locale() throws Exception {
        stage.with("LANG", "tlh_QO.utf8");
        Process service = start();
        // Clients have their own complaints about it.
        stage.without("LANG");
        stage.await(service, () -> asOwner("SELECT 1").equals("0: 1"));
        assertThat(stage.output()).contains("the machine has no locale tlh_QO.utf8");
        assertThat(asOwner("SHOW server_encoding")).isEqualTo("0: UTF8");
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void runs_init_files_of_every_kind_in_order_and_once() throws Exception {
        stage.put("init/1-table.sql", "CREATE TABLE seen (n SERIAL, a TEXT);");
        stage.put(
                "init/2-program.sh",
                "#!/bin/sh\npsql -v ON_ERROR_STOP=1 --username \"$POSTGRES_USER\" --dbname \"$POSTGRES_DB\" <<E\n"
                        + "INSERT INTO seen (a) VALUES ('program');\nE\n");
        stage.put(
                "init/3-read in.sh",
                "docker_process_sql -c \"INSERT INTO seen (a) VALUES ('read in')\"\n"
                        + "echo \"work_mem = '7MB'\" >> \"$PGDATA/postgresql.conf\"\n");
        stage.put("init/4-packed.sql.gz", packed("INSERT INTO seen (a) VALUES ('packed');\n"));
        stage.put("init/5-select.sql", "SELECT 'visible ' || count(*) FROM seen;");
        Process service = ready();
        String seen = "SELECT string_agg(a, ',' ORDER BY n) FROM seen";
        assertThat(asOwner(seen)).isEqualTo("0: program,read in,packed");
        assertThat(asOwner("SHOW work_mem")).isEqualTo("0: 7MB");
        assertThat(stage.output()).contains("visible 3");
        stage.stop(service);
        ready();
        assertThat(asOwner(seen)).isEqualTo("0: program,read in,packed");
        assertThat(asOwner("SHOW fsync"))
                .as("only the first start does without")
                .isEqualTo("0: on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init/2.sh:false\necho went on",
                "init/2.sql:NONSENSE;\n\\echo went on\n",
                "init/2.sql.gz:not packed at all"
            })
    void a_failing_init_file_fails_the_service_and_the_next_start_begins_anew(String file) throws Exception {
        String[] parts = file.split(":", 2);
        stage.with("POSTGRES_INITDB_WALDIR", stage.folder.resolve("wal").toString());
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        stage.put(parts[0], parts[1]);
        stage.put("init/3.sh", "echo went on\n");
        assertThat(stage.run("postgres")).isNotZero();
        assertThat(stage.output())
                .contains("initialising the database has failed")
                .doesNotContain("went on");
        assertThat(stage.folder.resolve("tmp")).isEmptyDirectory();
        Files.delete(stage.folder.resolve(parts[0]));
        ready();
        assertThat(asOwner("SELECT count(*) FROM one")).isEqualTo("0: 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400, 900})
    void killed_at_any_moment_it_begins_anew(int moment) throws Exception {
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        Process killed = start();
        Thread.sleep(moment);
        // Only the script, as an out-of-memory killer might: a server of the first start goes on.
        killed.destroyForcibly();
        stage.ended(killed);
        ready();
        assertThat(asOwner("SELECT count(*) FROM one")).isEqualTo("0: 1");
        assertThat(stage.folder.resolve("tmp")).isEmptyDirectory();
        assertThat(stage.data().resolve(".hauban-new")).doesNotExist();
    }

    @Test
    void killed_within_an_init_file_it_begins_anew() throws Exception {
        stage.with("POSTGRES_INITDB_WALDIR", stage.folder.resolve("wal").toString());
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        stage.put("init/2.sh", "#!/bin/sh\necho arrived\n[ -e \"$HOME/again\" ] || exec sleep 60\n");
        Process killed = start();
        stage.await(killed, () -> stage.output().contains("arrived"));
        killed.destroyForcibly();
        stage.ended(killed);
        stage.put("again", "");
        ready();
        assertThat(asOwner("SELECT count(*) FROM one")).isEqualTo("0: 1");
    }

    @Test
    void nobody_reaches_the_server_while_it_is_being_initialised() throws Exception {
        stage.put("init/1.sh", "#!/bin/sh\necho arrived\nuntil [ -e \"$HOME/on\" ]; do sleep 0.05; done\n");
        Process service = start();
        stage.await(service, () -> stage.output().contains("arrived"));
        assertThat(asOwner("SELECT 1")).contains("Connection refused");
        assertThat(stage.folder.resolve("run")).isEmptyDirectory();
        stage.put("on", "");
        stage.await(service, () -> asOwner("SELECT 1").equals("0: 1"));
    }

    @Test
    void leaves_a_folder_alone_that_holds_something_else() throws Exception {
        var file = stage.put("data/letters/mother.txt", "Dear");
        assertThat(stage.run("postgres")).isEqualTo(1);
        assertThat(stage.output()).contains("is not empty and not a database");
        assertThat(file).hasContent("Dear");
    }

    @Test
    void uses_a_database_from_elsewhere_as_it_is() throws Exception {
        Process service = ready();
        asOwner("CREATE TABLE elsewhere (a INT)");
        stage.stop(service);
        stage.with("POSTGRES_PASSWORD", "another").with("POSTGRES_DB", "another");
        ready();
        assertThat(asOwner("SELECT count(*) FROM elsewhere")).isEqualTo("0: 0");
    }

    @Test
    void passwords_are_on_no_command_line() throws Exception {
        stage.put("init/1.sql", "SELECT pg_sleep(0.3);");
        Process service = start();
        assertThat(stage.seenWhile(
                        List.of("secret; $(id)"),
                        () -> stage.output().contains("ready to accept connections"),
                        service))
                .isEmpty();
        assertThat(stage.output()).doesNotContain("secret; $(id)");
    }

    @Test
    void options_alone_are_for_the_server_and_other_words_are_run_as_they_are() throws Exception {
        Process service = stage.start("-c", "listen_addresses=127.0.0.1", "-c", "port=" + stage.port);
        stage.await(service, () -> asOwner("SELECT 1").equals("0: 1"));
        stage.stop(service);
        assertThat(stage.run("sh", "-c", "echo \"$1\" and no more; exit 4", "sh", "two words"))
                .isEqualTo(4);
        assertThat(stage.output()).contains("two words and no more");
        assertThat(stage.run("psql", "--version")).isZero();
    }
}
