package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

class MysqlEntrypointTest {
    private static final String ROOT_PASSWORD = "r'o\\o`t \"$HOME\" ;#%é";
    private static final String PASSWORD = "it's a \\ secret; $(id) \"quoted\"";

    private EntrypointStage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Map<String, String> programs = TestPrograms.environment(
                List.of("mariadbd", "mariadb"),
                List.of(
                        "mariadb-server-core",
                        "mariadb-client-core",
                        "libmariadb3",
                        "liburing2",
                        "libaio1",
                        "libnuma1"));
        stage = EntrypointStage.open("mysql", programs)
                .with("MYSQL_ROOT_PASSWORD", ROOT_PASSWORD)
                .with("MYSQL_DATABASE", "my_app")
                .with("MYSQL_USER", "app")
                .with("MYSQL_PASSWORD", PASSWORD);
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Process start(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("mysqld", "--bind-address=127.0.0.1", "--port=" + stage.port));
        words.addAll(List.of(more));
        return stage.start(words.toArray(String[]::new));
    }

    private String as(String user, String password, String sql) throws IOException, InterruptedException {
        String escaped = password.replace("\\", "\\\\").replace("\"", "\\\"");
        var login = stage.put(
                "login.cnf",
                "[client]\nuser=" + user + "\npassword=\"" + escaped + "\"\nhost=127.0.0.1\nport=" + stage.port + "\n");
        return stage.ask("mariadb", "--defaults-file=" + login, "--skip-column-names", "--batch", "-e", sql);
    }

    private String asApp(String sql) throws IOException, InterruptedException {
        return as("app", PASSWORD, "USE my_app; " + sql);
    }

    private boolean isReady() throws IOException, InterruptedException {
        return as("root", ROOT_PASSWORD, "SELECT 1").equals("0: 1");
    }

    private Process ready(String... more) throws IOException, InterruptedException {
        Process service = start(more);
        stage.await(service, this::isReady);
        return service;
    }

    @Test
    void makes_the_database_and_its_user_and_keeps_what_they_hold() throws Exception {
        Process first = ready();
        assertThat(asApp("CREATE TABLE things (a INT); INSERT INTO things VALUES (7)"))
                .isEqualTo("0: ");
        stage.stop(first);
        ready();
        assertThat(asApp("SELECT a FROM things")).isEqualTo("0: 7");
        assertThat(stage.output()).containsOnlyOnce("initialising the database");
    }

    @Test
    void lets_in_who_knows_the_password_and_nobody_else() throws Exception {
        ready();
        assertThat(asApp("SELECT CURRENT_USER()")).isEqualTo("0: app@%");
        assertThat(as("app", "wrong", "SELECT 1")).startsWith("1: ").contains("Access denied");
        assertThat(as("app", "", "SELECT 1")).contains("Access denied");
        assertThat(as("root", "", "SELECT 1")).contains("Access denied");
        assertThat(as("", "", "SELECT 1")).contains("Access denied");
        assertThat(asApp("CREATE DATABASE other")).contains("Access denied");
        assertThat(asApp("CREATE DATABASE myxapp"))
                .as("the underline stands for nothing but itself")
                .contains("Access denied");
        String socket = stage.folder.resolve("run/mysqld.sock").toString();
        assertThat(stage.ask("mariadb", "--no-defaults", "--socket=" + socket, "--user=root", "-e", "SELECT 1"))
                .contains("Access denied");
    }

    @Test
    void speaks_utf8mb4_unless_told_otherwise() throws Exception {
        Process service = ready();
        assertThat(asApp("SELECT @@character_set_database")).isEqualTo("0: utf8mb4");
        stage.stop(service);
        stage.put("conf/my.cnf", "[mysqld]\ncharacter-set-server = latin1\ncollation-server = latin1_swedish_ci\n");
        stage.with("HAUBAN_CONFIG", stage.folder.resolve("conf").toString());
        ready();
        assertThat(asApp("SELECT @@character_set_server")).isEqualTo("0: latin1");
    }

    @Test
    void takes_secrets_from_files() throws Exception {
        stage.put("secrets/root", ROOT_PASSWORD + "\n");
        stage.put("secrets/app", PASSWORD);
        stage.without("MYSQL_ROOT_PASSWORD")
                .without("MYSQL_PASSWORD")
                .with("MARIADB_ROOT_PASSWORD_FILE", stage.folder + "/secrets/root")
                .with("MYSQL_PASSWORD_FILE", stage.folder + "/secrets/app");
        ready();
        assertThat(asApp("SELECT 1")).isEqualTo("0: 1");
    }

    @Test
    void begun_by_root_it_becomes_its_account_and_writes_where_a_link_leads_to() throws Exception {
        assumeTrue(EntrypointStage.IS_ROOT, "only root can become somebody else");
        Process service = stage.startAsRoot("mysqld", "--bind-address=127.0.0.1", "--port=" + stage.port);
        stage.await(service, this::isReady);
        assertThat(stage.folder.resolve("elsewhere/run/my.cnf")).content().contains("socket=");
        assertThat(stage.output()).doesNotContain("Permission denied");
    }

    @Test
    void says_when_a_secret_is_given_twice() throws Exception {
        stage.with("MYSQL_PASSWORD_FILE", stage.put("secret", "x").toString());
        assertThat(stage.run("mysqld")).isEqualTo(1);
        assertThat(stage.output()).contains("both MYSQL_PASSWORD and MYSQL_PASSWORD_FILE are set");
    }

    @Test
    void takes_the_hash_of_a_password() throws Exception {
        Process service = ready();
        String hash = as("root", ROOT_PASSWORD, "SELECT PASSWORD('hashed')").substring(3);
        stage.stop(service);
        close();
        open();
        stage.put("init/1.sql", "CREATE TABLE hashed (a INT);");
        stage.without("MYSQL_ROOT_PASSWORD").with("MARIADB_ROOT_PASSWORD_HASH", hash);
        stage.await(start(), () -> as("root", "hashed", "SELECT 1").equals("0: 1"));
        assertThat(asApp("SHOW TABLES")).isEqualTo("0: hashed");
    }

    @Test
    void a_missing_password_is_said_with_what_to_do() throws Exception {
        stage.without("MYSQL_ROOT_PASSWORD");
        assertThat(stage.run("mysqld")).isEqualTo(1);
        assertThat(stage.output()).contains("no root password", "Set MYSQL_ROOT_PASSWORD");
    }

    @Test
    void makes_up_a_password_when_asked() throws Exception {
        stage.without("MYSQL_ROOT_PASSWORD").with("MYSQL_RANDOM_ROOT_PASSWORD", "yes");
        stage.await(start(), () -> asApp("SELECT 1").equals("0: 1"));
        String password = stage.output().split("GENERATED ROOT PASSWORD: ")[1].split("\n")[0];
        assertThat(as("root", password, "SELECT 1")).isEqualTo("0: 1");
        assertThat(as("root", "", "SELECT 1")).contains("Access denied");
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
        stage.put("init/1-table.sql", "CREATE TABLE seen (a VARCHAR(20), n INT AUTO_INCREMENT PRIMARY KEY);");
        stage.put(
                "init/2-program.sh",
                "#!/bin/sh\nmariadb -uroot -p\"$MYSQL_ROOT_PASSWORD\" my_app -e \"INSERT INTO seen (a) VALUES ('program')\"\n");
        stage.put(
                "init/3-read in.sh",
                "echo \"INSERT INTO seen (a) VALUES ('read in')\" | docker_process_sql\necho from a script\n");
        stage.put("init/4-packed.sql.gz", packed("INSERT INTO seen (a) VALUES ('packed');\n"));
        stage.put("init/5-select.sql", "SELECT CONCAT('visible ', COUNT(*)) FROM seen;");
        stage.put("init/readme.md", "Nothing to be run.");
        Process service = ready();
        String seen = "SELECT GROUP_CONCAT(a ORDER BY n) FROM seen";
        assertThat(asApp(seen)).isEqualTo("0: program,read in,packed");
        assertThat(stage.output()).contains("from a script", "visible 3", "readme.md is not run");
        stage.stop(service);
        ready();
        assertThat(asApp(seen)).isEqualTo("0: program,read in,packed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init/2.sh:#!/bin/sh\nexit 3",
                "init/2.sh:false\necho went on",
                "init/2.sql:SELECT 1;\nNONSENSE;",
                "init/2.sql.gz:not packed at all"
            })
    void a_failing_init_file_fails_the_service_and_the_next_start_begins_anew(String file) throws Exception {
        String[] parts = file.split(":", 2);
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        stage.put(parts[0], parts[1]);
        stage.put("init/3.sh", "echo went on\n");
        assertThat(stage.run("mysqld")).isNotZero();
        assertThat(stage.output())
                .contains("initialising the database has failed")
                .doesNotContain("went on");
        assertThat(stage.folder.resolve("tmp")).isEmptyDirectory();
        Files.delete(stage.folder.resolve(parts[0]));
        ready();
        assertThat(asApp("SELECT COUNT(*) FROM one")).isEqualTo("0: 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 250, 450, 700})
    void killed_at_any_moment_it_begins_anew(int moment) throws Exception {
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        Process killed = start();
        Thread.sleep(moment);
        // Only the script, as an out-of-memory killer might: a server of the first start goes on.
        killed.destroyForcibly();
        stage.ended(killed);
        ready();
        assertThat(asApp("SELECT COUNT(*) FROM one")).isEqualTo("0: 1");
        assertThat(stage.folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void killed_within_an_init_file_it_begins_anew() throws Exception {
        stage.put("init/1.sql", "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);");
        stage.put("init/2.sh", "#!/bin/sh\necho arrived\n[ -e \"$HOME/again\" ] || exec sleep 60\n");
        Process killed = start();
        stage.await(killed, () -> stage.output().contains("arrived"));
        killed.destroyForcibly();
        stage.ended(killed);
        stage.put("again", "");
        ready();
        assertThat(asApp("SELECT COUNT(*) FROM one")).isEqualTo("0: 1");
        assertThat(stage.folder.resolve("tmp")).isEmptyDirectory();
        assertThat(stage.data().resolve(".hauban-new")).doesNotExist();
    }

    @Test
    void nobody_reaches_the_server_while_it_is_being_initialised() throws Exception {
        stage.put("init/1.sh", "#!/bin/sh\necho arrived\nuntil [ -e \"$HOME/on\" ]; do sleep 0.05; done\n");
        Process service = start();
        stage.await(service, () -> stage.output().contains("arrived"));
        assertThat(as("root", ROOT_PASSWORD, "SELECT 1")).contains("Can't connect");
        assertThat(stage.folder.resolve("run/mysqld.sock")).doesNotExist();
        stage.put("on", "");
        stage.await(service, this::isReady);
    }

    @Test
    void leaves_a_folder_alone_that_holds_something_else() throws Exception {
        var file = stage.put("data/letters/mother.txt", "Dear");
        assertThat(stage.run("mysqld")).isEqualTo(1);
        assertThat(stage.output()).contains("is not empty and not a database");
        assertThat(file).hasContent("Dear");
        assertThat(stage.data()).isDirectoryNotContaining("glob:**hauban*");
    }

    @Test
    void uses_a_database_from_elsewhere_as_it_is() throws Exception {
        Process service = ready();
        asApp("CREATE TABLE elsewhere (a INT)");
        stage.stop(service);
        stage.with("MYSQL_ROOT_PASSWORD", "another").with("MYSQL_DATABASE", "another");
        ready();
        assertThat(asApp("SHOW TABLES")).isEqualTo("0: elsewhere");
        assertThat(as("root", ROOT_PASSWORD, "SHOW DATABASES LIKE 'another'")).isEqualTo("0: ");
    }

    @Test
    void does_not_touch_the_data_of_a_mysql() throws Exception {
        stage.put("data/mysql.ibd", "");
        stage.put("data/mysql/x", "");
        assertThat(stage.run("mysqld")).isEqualTo(1);
        assertThat(stage.output()).contains("which MariaDB can't read");
        assertThat(Files.list(stage.data()).count()).isEqualTo(2);
    }

    @Test
    void passwords_are_on_no_command_line() throws Exception {
        stage.put("init/1.sql", "SELECT SLEEP(0.3);");
        Process service = start();
        assertThat(stage.seenWhile(
                        List.of("secret; $(id)", "o\\o`t"),
                        () -> stage.output().contains("ready for connections"),
                        service))
                .isEmpty();
        assertThat(stage.output()).doesNotContain("secret; $(id)");
    }

    @Test
    void what_is_meant_for_mysql_does_not_stop_a_mariadb() throws Exception {
        stage.put("conf/my.cnf", "[mysqld]\nmysqlx_port=33060\nmax_connections = 77\n");
        stage.with("HAUBAN_INCLUDE_1", stage.folder.resolve("conf/my.cnf").toString());
        stage.with("HAUBAN_IMAGE", "mysql");
        ready("--default-authentication-plugin=mysql_native_password", "--collation_server=utf8mb4_0900_ai_ci");
        assertThat(asApp("SELECT @@max_connections, @@collation_server")).isEqualTo("0: 77\tutf8mb4_0900_ai_ci");
        assertThat(stage.output())
                .contains("MariaDB has no mysqlx-port", "MariaDB has no default-authentication-plugin");
    }

    @Test
    void a_dump_of_a_mysql_finds_its_collations() throws Exception {
        stage.with("HAUBAN_IMAGE", "mysql");
        stage.put("init/dump.sql", """
                CREATE TABLE t (
                  a varchar(9) COLLATE utf8mb4_0900_ai_ci,
                  b varchar(9) COLLATE utf8mb4_0900_as_ci,
                  c varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs
                ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
                INSERT INTO t VALUES ('É', 'É', 'É'), ('e', 'e', 'e'), ('e ', 'e ', 'E');
                """);
        ready();
        assertThat(asApp("SELECT SUM(a = 'E'), SUM(b = 'E'), SUM(c = 'E'), @@collation_server FROM t"))
                .isEqualTo("0: 2\t1\t1\tutf8mb4_0900_ai_ci");
        assertThat(stage.output()).contains("dump.sql gets utf8mb4_bin");
    }

    @Test
    void options_alone_are_for_the_server_and_other_words_are_run_as_they_are() throws Exception {
        Process service = stage.start("--bind-address=127.0.0.1", "--port=" + stage.port);
        stage.await(service, this::isReady);
        stage.stop(service);
        assertThat(stage.run("sh", "-c", "echo \"$1\" and no more; exit 4", "sh", "two words"))
                .isEqualTo(4);
        assertThat(stage.output()).contains("two words and no more");
        assertThat(stage.run("mariadb", "--version")).isZero();
    }
}
