package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DockerDaemonTest {
    private static final DockerRequest LIST = DockerRequest.get("/containers/json");

    @TempDir
    Path folder;

    FakeDaemon fake;
    DockerDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        fake = FakeDaemon.onSocket(folder.resolve("docker.sock"));
        daemon = new DockerDaemon(fake.endpoint());
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        fake.close();
    }

    @Test
    void asks_for_the_version_once_and_then_speaks_it() throws IOException, InterruptedException {
        fake.when("/containers/json", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");

        assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
        assertThat(daemon.call(LIST).compact()).isEqualTo("[]");

        assertThat(daemon.version()).hasToString("1.45");
        assertThat(fake.asked())
                .extracting(FakeDaemon.Asked::line)
                .containsExactly(
                        "GET /_ping HTTP/1.1",
                        "GET /v1.45/containers/json HTTP/1.1",
                        "GET /v1.45/containers/json HTTP/1.1");
        assertThat(fake.connections()).as("connections").isEqualTo(1);
    }

    @Test
    void tells_a_refusal_in_the_daemons_words() {
        fake.when(
                "/containers/db/json",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 37\r\n\r\n{\"message\":\"No such container: db\"}\r\n");

        assertThatThrownBy(() -> daemon.call(DockerRequest.get("/containers/{}/json", "db")))
                .isInstanceOfSatisfying(DockerRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.reason()).isEqualTo("No such container: db");
                    assertThat(refusal.problem().text()).isEqualTo("the Docker daemon refuses: No such container: db");
                });
    }

    @Test
    void sends_a_value_along() throws IOException, InterruptedException {
        fake.when(
                "/volumes/create",
                "HTTP/1.1 201 Created\r\nContent-Length: 14\r\n\r\n{\"Name\":\"data\"}".replace("14", "15"));

        Json answer = daemon.call(DockerRequest.post("/volumes/create")
                .query("note", "a b&c=é")
                .body(Json.object().with("Name", "data").build()));

        assertThat(answer.compact()).isEqualTo("{\"Name\":\"data\"}");
        FakeDaemon.Asked asked = fake.askedInEarnest().getFirst();
        assertThat(asked.line()).isEqualTo("POST /v1.45/volumes/create?note=a%20b%26c%3D%C3%A9 HTTP/1.1");
        assertThat(asked.text()).isEqualTo("{\"Name\":\"data\"}");
        assertThat(asked.head()).contains("\r\nContent-Type: application/json\r\n");
    }
}
