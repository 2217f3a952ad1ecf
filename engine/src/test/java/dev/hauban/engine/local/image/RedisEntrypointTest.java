package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisEntrypointTest {
    private EntrypointStage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = EntrypointStage.open(
                        "redis",
                        TestPrograms.environment(
                                List.of("redis-server", "redis-cli"),
                                List.of("redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1")))
                .with("HAUBAN_LISTEN", "127.0.0.1");
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private String client(String... words) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of("redis-cli", "-p", "" + stage.port));
        all.addAll(List.of(words));
        return stage.ask(all.toArray(String[]::new));
    }

    private Process answering(String answer, String... words) throws IOException, InterruptedException {
        Process service = stage.start(words);
        stage.await(service, () -> client("PING").contains(answer));
        return service;
    }

    @Test
    void keeps_its_data_in_its_folder() throws Exception {
        Process service =
                answering("PONG", "redis-server", "--port", "" + stage.port, "--save", "60 1", "--appendonly", "yes");
        client("SET", "a", "two words");
        stage.stop(service);
        assertThat(stage.data().resolve("appendonlydir")).isDirectory();
        answering("PONG", "--port", "" + stage.port, "--save", "60 1", "--appendonly", "yes");
        assertThat(client("GET", "a")).isEqualTo("0: two words");
        assertThat(client("CONFIG", "GET", "protected-mode")).contains("no");
    }

    @Test
    void asks_for_the_password_it_was_given() throws Exception {
        answering("NOAUTH", "redis-server", "--port", "" + stage.port, "--requirepass", "it's $1 \"x\"");
        assertThat(client("--no-auth-warning", "-a", "wrong", "PING")).contains("NOAUTH");
        assertThat(client("--no-auth-warning", "-a", "it's $1 \"x\"", "PING")).isEqualTo("0: PONG");
    }

    @Test
    void takes_a_configuration_file() throws Exception {
        var file = stage.put(
                "conf/my redis.conf",
                "port " + stage.port + "\nbind 127.0.0.2\nrequirepass secret\nprotected-mode yes");
        Process service = stage.start(file.toString(), "--maxmemory", "77mb");
        stage.await(
                service, () -> client("-h", "127.0.0.2", "-a", "secret", "PING").contains("PONG"));
        assertThat(client("-h", "127.0.0.2", "-a", "secret", "CONFIG", "GET", "maxmemory"))
                .contains("80740352");
        assertThat(client("-h", "127.0.0.2", "-a", "secret", "CONFIG", "GET", "protected-mode"))
                .contains("yes");
        assertThat(client("PING")).contains("refused");
    }

    @Test
    void a_configuration_file_that_names_the_images_folder_of_data_means_ours() throws Exception {
        var file = stage.put(
                "conf/redis.conf", "port " + stage.port + "\ndir /data\nrequirepass /data\npidfile \"/data/pid\"\n");
        answering("NOAUTH", "redis-server", file.toString(), "--save", "60 1");
        assertThat(client("-a", "/data", "CONFIG", "GET", "dir"))
                .contains(stage.data().toString());
        assertThat(stage.data().resolve("pid")).exists();
        assertThat(Files.getPosixFilePermissions(stage.data().resolve(".hauban-redis.conf")))
                .as("it holds a password")
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file).content().contains("dir /data\n");
    }

    @Test
    void a_missing_configuration_file_is_said() throws Exception {
        assertThat(stage.run("redis-server", "/nowhere/redis.conf")).isEqualTo(1);
        assertThat(stage.output()).contains("/nowhere/redis.conf can't be read");
    }

    @Test
    void other_words_are_run_as_they_are() throws Exception {
        assertThat(stage.run("sh", "-c", "echo \"$1\" and no more; exit 4", "sh", "two words"))
                .isEqualTo(4);
        assertThat(stage.output()).contains("two words and no more");
        assertThat(stage.run("redis-cli", "--version")).isZero();
        assertThat(stage.run("redis-server", "--version")).isZero();
    }

    @Test
    void stands_for_valkey() throws Exception {
        answering("PONG", "valkey-server", "--port", "" + stage.port);
    }
}
