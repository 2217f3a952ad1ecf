package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class CredentialsTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C"));

    @ParameterizedTest
    @CsvSource({
        "postgres:17, https://index.docker.io/v1/, Docker Hub",
        "docker.io/library/postgres, https://index.docker.io/v1/, Docker Hub",
        "index.docker.io/team/app, https://index.docker.io/v1/, Docker Hub",
        "ghcr.io/team/app:1, ghcr.io, ghcr.io",
        "localhost:5000/app, localhost:5000, localhost:5000"
    })
    void a_name_leads_to_a_registry(String image, String key, String name) {
        assertThat(Registry.of(ImageReference.parse(image))).isEqualTo(new Registry(key, name));
    }

    @Test
    void are_found_in_the_file() throws Exception {
        String file = "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("me:pass:word") + "\"},"
                + "\"https://index.docker.io/v1/\":{\"auth\":\"" + base64("hub:secret\0\0") + "\"},"
                + "\"https://old.example/v1/\":{\"username\":\"u\",\"password\":\"p\"},"
                + "\"token.example\":{\"auth\":\"" + base64("who:") + "\",\"identitytoken\":\"t\"},"
                + "\"empty.example\":{}}}";

        assertThat(json(file, "ghcr.io/a"))
                .contains("{\"username\":\"me\",\"password\":\"pass:word\",\"serveraddress\":\"ghcr.io\"}");
        assertThat(json(file, "postgres"))
                .contains("{\"username\":\"hub\",\"password\":\"secret\","
                        + "\"serveraddress\":\"https://index.docker.io/v1/\"}");
        assertThat(json(file, "old.example/a"))
                .contains("{\"username\":\"u\",\"password\":\"p\",\"serveraddress\":\"old.example\"}");
        assertThat(json(file, "token.example/a"))
                .contains("{\"username\":\"who\",\"serveraddress\":\"token.example\",\"identitytoken\":\"t\"}");
        assertThat(json(file, "empty.example/a")).isEmpty();
        assertThat(json(file, "unknown.example/a")).isEmpty();
        assertThat(json("{}", "ghcr.io/a")).isEmpty();
    }

    @Test
    void are_asked_of_a_key_ring_by_its_standard_input() throws Exception {
        helper("ring", """
                echo "$@" >> "$0.words"
                read -r server; echo "$server" >> "$0.input"
                echo '{"ServerURL":"ghcr.io","Username":"me","Secret":"pass"}'
                """);

        assertThat(json("{\"credsStore\":\"ring\",\"auths\":{\"ghcr.io\":{}}}", "ghcr.io/a"))
                .contains("{\"username\":\"me\",\"password\":\"pass\",\"serveraddress\":\"ghcr.io\"}");

        assertThat(folder.resolve("docker-credential-ring.words")).hasContent("get");
        assertThat(folder.resolve("docker-credential-ring.input")).hasContent("ghcr.io");
    }

    @Test
    void a_registrys_own_key_ring_goes_before_the_usual_one() throws Exception {
        helper("own", "echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");

        assertThat(json("{\"credsStore\":\"missing\",\"credHelpers\":{\"ghcr.io\":\"own\"}}", "ghcr.io/a"))
                .as("which answers without having read, and with a token")
                .contains("{\"serveraddress\":\"ghcr.io\",\"identitytoken\":\"t\"}");
    }

    @Test
    void what_a_key_ring_does_not_know_is_no_failure() throws Exception {
        helper("ring", "echo 'credentials not found in native keychain'; exit 1");

        assertThat(json("{\"credsStore\":\"ring\"}", "ghcr.io/a")).isEmpty();
    }

    @Test
    void a_key_ring_that_fails_is_told_with_how_to_try_it() throws Exception {
        helper("ring", "echo 'the key ring is locked'; echo more; exit 1");

        assertProblem("{\"credsStore\":\"ring\"}", """
                docker-credential-ring, which Docker's config.json names for credentials, says: the key ring is locked
                  Try it: echo ghcr.io | docker-credential-ring get""");
    }

    @Test
    void a_key_ring_that_answers_badly_does_not_get_its_answer_told() throws Exception {
        helper("ring", "echo '{\"Secret\":\"hunter2\"'");

        assertProblem("{\"credsStore\":\"ring\"}", """
                docker-credential-ring, which Docker's config.json names for credentials, does not answer as it should
                  Try it: echo ghcr.io | docker-credential-ring get""");
    }

    @Test
    void a_key_ring_that_is_not_there_is_told() {
        assertProblem("{\"credsStore\":\"ring\"}", """
                docker-credential-ring, which Docker's config.json names for credentials, is not on PATH
                  Install it, or take its name out of `credsStore` and `credHelpers` in Docker's config.json.""");
    }

    @Test
    void waiting_for_a_key_ring_ends_with_an_interrupt() throws Exception {
        helper("ring", "exec sleep 1000");
        var credentials = credentials("{\"credsStore\":\"ring\"}");
        var begun = new CountDownLatch(1);
        var asking = new FutureTask<>(() -> {
            begun.countDown();
            return credentials.of(new Registry("ghcr.io", "ghcr.io"));
        });
        Thread thread = Thread.ofVirtual().start(asking);
        begun.await();
        thread.interrupt();

        assertThatThrownBy(asking::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"!\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"bm9jb2xvbg==\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":5}}}",
                "{\"auths\":{\"ghcr.io\":7}}"
            })
    void what_is_broken_is_told_with_the_way_out(String file) {
        assertThatThrownBy(() -> json(file, "ghcr.io/a"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("what Docker's config.json says of ghcr.io can't be read: ")
                .hasMessageEndingWith("Say who you are once more: docker login ghcr.io");
    }

    @Test
    void a_variable_goes_before_the_file() throws Exception {
        environment.put("DOCKER_AUTH_CONFIG", "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("v:1") + "\"}}}");
        String file = "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("f:2") + "\"},\"b.io\":{\"auth\":\""
                + base64("f:3") + "\"}}}";

        assertThat(json(file, "ghcr.io/a")).get().asString().contains("\"v\"");
        assertThat(json(file, "b.io/a")).get().asString().contains("\"f\"");
    }

    @Test
    void a_build_is_told_all_of_them() throws Exception {
        helper("ring", """
                case $1 in
                list) echo '{"ring.example":"me","lost.example":"me"}' ;;
                get) read -r server
                  case $server in
                  ring.example) echo '{"Username":"r","Secret":"1"}' ;;
                  *) echo 'credentials not found in native keychain'; exit 1 ;;
                  esac ;;
                esac
                """);
        helper("own", "echo '{\"Username\":\"o\",\"Secret\":\"2\"}'");

        assertThat(credentials("{\"auths\":{\"file.example\":{}},\"credsStore\":\"ring\","
                                + "\"credHelpers\":{\"own.example\":\"own\"}}")
                        .all()
                        .compact())
                .isEqualTo(
                        "{\"own.example\":{\"username\":\"o\",\"password\":\"2\",\"serveraddress\":\"own.example\"},"
                                + "\"ring.example\":{\"username\":\"r\",\"password\":\"1\",\"serveraddress\":\"ring.example\"}}");
    }

    @Test
    void a_secret_is_in_no_text() {
        Login login = Login.ofHelper("ghcr.io", "me", "hunter2");

        assertThat(login).hasToString("Login[ghcr.io]");
    }

    private void helper(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("PATH", folder + ":/usr/bin:/bin");
    }

    private Credentials credentials(String file) throws MalformedJson {
        return new Credentials(JsonReader.readObject(file), environment);
    }

    private Optional<String> json(String file, String image) throws MalformedJson, InterruptedException {
        return credentials(file)
                .of(Registry.of(ImageReference.parse(image)))
                .map(login -> login.json().compact());
    }

    private void assertProblem(String file, String text) {
        assertThatThrownBy(() -> json(file, "ghcr.io/a"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
