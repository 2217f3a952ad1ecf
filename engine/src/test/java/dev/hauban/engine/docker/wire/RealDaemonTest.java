package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The wire to real daemons, with containers of one static program.
@Timeout(120)
@ParameterizedClass
@MethodSource("dev.hauban.engine.docker.wire.RealDaemons#addresses")
final class RealDaemonTest {
    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
    private static final String IMAGE = "hauban-wire-test:1";

    private final String address;
    private final List<String> containers = new ArrayList<>();
    private DockerDaemon daemon;

    RealDaemonTest(String address) {
        this.address = address;
    }

    @BeforeEach
    void bringImage() throws IOException, InterruptedException {
        assumeTrue(!address.isEmpty(), RealDaemons.NONE);
        assumeTrue(Files.isExecutable(BUSYBOX), "there is no static " + BUSYBOX + " (package busybox-static)");
        var environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", address);
        daemon = new DockerDaemon(DockerEndpoint.of(environment, Path.of("/nonexistent")));
        if (daemon.ask(DockerRequest.get("/images/{}/json", IMAGE)).status() == 404) {
            importImage();
        }
    }

    @AfterEach
    void takeAway() throws IOException, InterruptedException {
        for (String container : containers) {
            daemon.call(DockerRequest.delete("/containers/{}", container).query("force", true));
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void speaks_a_version_that_both_know() throws IOException, InterruptedException {
        assertThat(daemon.version().isAtLeast(1, 41)).isTrue();
        assertThat(ApiVersion.NEWEST.compareTo(daemon.version())).isNotNegative();
        assertThat(daemon.call(DockerRequest.get("/containers/json").query("all", true)))
                .isInstanceOf(Json.Array.class);
    }

    @Test
    void a_process_in_a_container_is_spoken_with() throws IOException, InterruptedException {
        String container = started("sleep", "1000");
        String exec = execution(container, false, "sh", "-c", "wc -c; echo to-err >&2; exit 7");

        try (DockerConversation conversation = converse("/exec/{}/start", exec, false)) {
            try (OutputStream input = conversation.input()) {
                for (int round = 0; round < 12_000; round++) {
                    input.write("a line of input\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(all(conversation.output(false))).isEqualTo("192000\n|to-err\n");
        }
        Json.Members inspected = members(daemon.call(DockerRequest.get("/exec/{}/json", exec)));
        assertThat(inspected.wholeNumber("ExitCode")).isEqualTo(7);
    }

    @Test
    void a_terminal_is_spoken_with() throws IOException, InterruptedException {
        String container = started("sleep", "1000");
        String exec = execution(container, true, "sh", "-c", "test -t 0 && read line && echo \"heard $line\"");

        try (DockerConversation conversation = converse("/exec/{}/start", exec, true)) {
            conversation.input().write("words\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(all(conversation.output(true))).isEqualTo("words\r\nheard words\r\n|");
        }
    }

    @Test
    void logs_are_followed_until_the_container_ends() throws IOException, InterruptedException {
        String container = started("sh", "-c", "echo one; echo two >&2; mkfifo /go; read line < /go; echo \"$line\"");
        DockerRequest logs = DockerRequest.get("/containers/{}/logs", container)
                .query("follow", true)
                .query("stdout", true)
                .query("stderr", true);

        try (DockerStream stream = daemon.open(logs)) {
            OutputReader output = stream.output(false);
            String first = text(output.next()) + text(output.next());
            assertThat(first).contains("one\n").contains("two\n");
            daemon.call(DockerRequest.post(
                            "/exec/{}/start",
                            execution(
                                    container,
                                    false,
                                    "sh",
                                    "-c",
                                    "until test -p /go; do sleep 0.1; done; echo three > /go"))
                    .body(Json.object().with("Detach", true).build()));
            assertThat(all(output)).isEqualTo("three\n|");
        }
    }

    @Test
    void many_followers_need_few_threads() throws Exception {
        String container = started("sh", "-c", "mkfifo /go; read line < /go; echo \"$line\"");
        DockerRequest logs = DockerRequest.get("/containers/{}/logs", container)
                .query("follow", true)
                .query("stdout", true);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var followers = new ArrayList<Future<String>>();
            for (int number = 0; number < 100; number++) {
                DockerStream stream = daemon.open(logs);
                followers.add(threads.submit(() -> {
                    try (stream) {
                        return all(stream.output(false));
                    }
                }));
            }
            daemon.call(DockerRequest.post(
                            "/exec/{}/start",
                            execution(
                                    container,
                                    false,
                                    "sh",
                                    "-c",
                                    "until test -p /go; do sleep 0.1; done; echo go > /go"))
                    .body(Json.object().with("Detach", true).build()));
            for (Future<String> follower : followers) {
                assertThat(follower.get()).isEqualTo("go\n|");
            }
        }
    }

    @Test
    void events_come_until_the_stream_is_closed() throws Exception {
        String container = created("sleep", "1000");
        DockerRequest events = DockerRequest.get("/events")
                .query(
                        "filters",
                        Json.object()
                                .with("container", Json.texts(List.of(container)))
                                .with("event", Json.texts(List.of("start")))
                                .build());

        DockerStream stream = daemon.open(events);
        assertThat(daemon.ask(DockerRequest.post("/containers/{}/start", container))
                        .status())
                .isEqualTo(204);
        assertThat(stream.nextObject().orElseThrow().text("Action")).isEqualTo("start");
        var next = new FutureTask<>(stream::nextObject);
        Thread.ofVirtual().start(next);
        stream.close();

        assertThat(next.get()).isEmpty();
    }

    @Test
    void an_archive_goes_in_and_comes_out() throws IOException, InterruptedException {
        String container = created("true");
        byte[] content = new byte[500_000];
        new java.util.Random(3).nextBytes(content);

        daemon.call(DockerRequest.put("/containers/{}/archive", container)
                .query("path", "/")
                .tar(out -> tar(out, "data with blanks", content)));

        try (DockerStream down = daemon.open(
                DockerRequest.get("/containers/{}/archive", container).query("path", "/data with blanks"))) {
            assertThat(down.header("X-Docker-Container-Path-Stat")).isPresent();
            byte[] archive = down.bytes().readAllBytes();
            assertThat(java.util.Arrays.copyOfRange(archive, 512, 512 + content.length))
                    .isEqualTo(content);
        }
        assertThatThrownBy(() -> daemon.call(DockerRequest.put("/containers/{}/archive", container)
                        .query("path", "/not/there")
                        .tar(out -> tar(out, "data", new byte[20_000_000]))))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.isNotFound()).isTrue());
    }

    @Test
    void refusals_can_be_told_apart() throws IOException, InterruptedException {
        String container = started("sleep", "1000");

        assertThat(daemon.ask(DockerRequest.post("/containers/{}/start", container))
                        .status())
                .as("started again")
                .isEqualTo(304);
        assertThatThrownBy(() -> daemon.call(DockerRequest.get("/containers/{}/json", "nobody-has-this-name")))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.isNotFound()).isTrue())
                .hasMessageContaining("nobody-has-this-name");
        assertThatThrownBy(() -> daemon.call(DockerRequest.delete("/containers/{}", container)))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.isConflict()).isTrue());
        assertThatThrownBy(() -> daemon.converse(DockerRequest.post("/exec/{}/start", "nothing")))
                .isInstanceOf(DockerRefusal.class);
    }

    @Test
    void a_wait_without_an_end_is_given_up() throws IOException, InterruptedException {
        String container = started("sleep", "1000");
        DockerRequest wait =
                DockerRequest.post("/containers/{}/wait", container).silence(Duration.ofMillis(200));

        assertThatThrownBy(() -> daemon.call(wait))
                .isInstanceOfSatisfying(
                        DockerTrouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.slow"));
    }

    private void importImage() throws IOException, InterruptedException {
        DockerRequest request = DockerRequest.post("/images/create")
                .query("fromSrc", "-")
                .query("repo", "hauban-wire-test")
                .query("tag", "1")
                .tar(out -> {
                    var tar = new TarWriter(out);
                    tar.file(entry("bin/busybox"), Files.readAllBytes(BUSYBOX));
                    for (String name : List.of("sh", "sleep", "true", "wc", "mkfifo")) {
                        tar.link(entry("bin/" + name), "busybox");
                    }
                    tar.end();
                });
        try (DockerStream progress = daemon.open(request)) {
            for (var next = progress.nextObject(); next.isPresent(); next = progress.nextObject()) {
                assertThat(next.get().findText("error")).isEmpty();
            }
        }
    }

    private String started(String... command) throws IOException, InterruptedException {
        String container = created(command);
        daemon.call(DockerRequest.post("/containers/{}/start", container));
        return container;
    }

    private String created(String... command) throws IOException, InterruptedException {
        Json.Members answer = members(daemon.call(DockerRequest.post("/containers/create")
                .body(Json.object()
                        .with("Image", IMAGE)
                        .with("Cmd", Json.texts(List.of(command)))
                        .with("StopSignal", "SIGKILL")
                        .with("Env", Json.texts(List.of("PATH=/bin")))
                        .with(
                                "HostConfig",
                                Json.object().with("NetworkMode", "none").build())
                        .build())));
        String container = answer.text("Id");
        containers.add(container);
        return container;
    }

    private String execution(String container, boolean isTerminal, String... command)
            throws IOException, InterruptedException {
        return members(daemon.call(DockerRequest.post("/containers/{}/exec", container)
                        .body(Json.object()
                                .with("AttachStdin", true)
                                .with("AttachStdout", true)
                                .with("AttachStderr", true)
                                .with("Tty", isTerminal)
                                .with("Cmd", Json.texts(List.of(command)))
                                .build())))
                .text("Id");
    }

    private DockerConversation converse(String path, String id, boolean isTerminal)
            throws IOException, InterruptedException {
        return daemon.converse(DockerRequest.post(path, id)
                .body(Json.object()
                        .with("Detach", false)
                        .with("Tty", isTerminal)
                        .build()));
    }

    private static Json.Members members(Json json) {
        assertThat(json).isInstanceOf(Json.Members.class);
        return (Json.Members) json;
    }

    private static String all(OutputReader output) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        for (Optional<OutputPiece> next = output.next(); next.isPresent(); next = output.next()) {
            OutputPiece piece = next.get();
            (piece.source() == OutputPiece.Source.STANDARD_OUTPUT ? out : err).writeBytes(piece.bytes());
        }
        return out.toString(StandardCharsets.UTF_8) + "|" + err.toString(StandardCharsets.UTF_8);
    }

    private static String text(Optional<OutputPiece> piece) {
        return new String(piece.orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static TarWriter.Entry entry(String name) {
        return new TarWriter.Entry(name, 0755, 0, 0, Instant.EPOCH);
    }

    private static void tar(OutputStream out, String name, byte[] content) throws IOException {
        var tar = new TarWriter(out);
        tar.file(entry(name), content);
        tar.end();
    }
}
