package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import dev.hauban.problem.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class DockerDaemonTest {
    private static final DockerRequest LIST = DockerRequest.get("/containers/json");
    private static final DockerRequest EVENTS = DockerRequest.get("/events");
    private static final DockerRequest START = DockerRequest.post("/containers/{}/start", "db");
    private static final String EMPTY_LIST = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final FakeDaemon.Script SILENCE = FakeDaemon.Peer::rest;

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
        fake.when("/containers/json", EMPTY_LIST);

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

    @ParameterizedTest
    @CsvSource({"1.41, 1.41", "1.51, 1.51", "1.52, 1.51", "2.0, 1.51"})
    void speaks_the_newest_version_that_both_know(String theirs, String spoken)
            throws IOException, InterruptedException {
        fake.when("/_ping", "HTTP/1.1 200 OK\r\nApi-Version: " + theirs + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(daemon.version()).hasToString(spoken);
    }

    @Test
    void a_daemon_that_is_too_old_is_told() {
        fake.when("/_ping", "HTTP/1.1 200 OK\r\nApi-Version: 1.40\r\nContent-Length: 0\r\n\r\n");

        assertTrouble(LIST, "docker.too-old", "speaks version 1.40 of its API, and Hauban needs 1.41\n  Install");
    }

    @Test
    void a_version_that_was_asked_for_is_taken_without_a_question() throws IOException, InterruptedException {
        fake.when("/containers/json", EMPTY_LIST);
        var endpoint = new DockerEndpoint(fake.address(), Optional.empty(), Optional.of(new ApiVersion(1, 43)), "");

        try (var insisting = new DockerDaemon(endpoint)) {
            insisting.call(LIST);
        }

        assertThat(fake.asked())
                .extracting(FakeDaemon.Asked::line)
                .containsExactly("GET /v1.43/containers/json HTTP/1.1");
    }

    @Test
    void something_else_than_a_daemon_is_told() {
        fake.when("/_ping", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");

        assertTrouble(LIST, "docker.garbled", "it does not say which version of the Docker Engine API it has");
    }

    @Test
    void a_refusal_is_told_in_the_daemons_words() {
        fake.when("/containers/db/json", refusal("404 Not Found", "{\"message\":\"No such container: db\"}"));

        assertThatThrownBy(() -> daemon.call(DockerRequest.get("/containers/{}/json", "db")))
                .isInstanceOfSatisfying(DockerRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.isNotFound()).isTrue();
                    assertThat(refusal.reason()).isEqualTo("No such container: db");
                    assertThat(refusal.problem().text()).isEqualTo("the Docker daemon refuses: No such container: db");
                    assertThat(refusal.problem().actor()).isEqualTo(Actor.AUTHOR);
                });
    }

    @Test
    void a_refusal_without_a_message_is_told_with_its_status() {
        fake.when("/containers/json", refusal("500 Internal Server Error", "{}"));
        assertRefusal("HTTP status 500");

        fake.when("/containers/json", refusal("502 Bad Gateway", "<html>no</html>\n"));
        assertRefusal("<html>no</html> (HTTP status 502)");

        fake.when("/containers/json", refusal("503 Service Unavailable", ""));
        assertRefusal("HTTP status 503");
    }

    @Test
    void a_full_disk_is_told_with_what_to_do() {
        fake.when(
                "/containers/json",
                refusal(
                        "500 Internal Server Error",
                        "{\"message\":\"mkdir /var/lib/docker/x: no space left on device\"}"));

        assertThatThrownBy(() -> daemon.call(LIST))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("docker.disk-full"))
                .hasMessage("""
                        the Docker daemon's disk is full: mkdir /var/lib/docker/x: no space left on device
                          See what takes the space: docker system df. Free it: docker system prune, which asks first.""");
    }

    @Test
    void who_goes_by_the_status_gets_every_answer() throws IOException, InterruptedException {
        fake.when("/containers/db/start", "HTTP/1.1 304 Not Modified\r\n\r\n");
        assertThat(daemon.ask(START).status()).isEqualTo(304);
        assertThat(daemon.call(START)).isEqualTo(Json.none());

        fake.when("/containers/db/start", refusal("409 Conflict", "{\"message\":\"in the way\"}"));
        DockerAnswer conflict = daemon.ask(START);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).isEqualTo("{\"message\":\"in the way\"}");
    }

    @Test
    void a_value_goes_along() throws IOException, InterruptedException {
        fake.when("/volumes/create", "HTTP/1.1 201 Created\r\nContent-Length: 15\r\n\r\n{\"Name\":\"data\"}");

        Json answer = daemon.call(DockerRequest.post("/volumes/create")
                .query("note", "a b&c=é")
                .query("filters", Json.object().with("a", true).build())
                .header("X-Registry-Auth", "e30=")
                .body(Json.object().with("Name", "dätä").build()));

        assertThat(answer.compact()).isEqualTo("{\"Name\":\"data\"}");
        FakeDaemon.Asked asked = fake.askedInEarnest().getFirst();
        assertThat(asked.line())
                .isEqualTo("POST /v1.45/volumes/create?note=a%20b%26c%3D%C3%A9&filters=%7B%22a%22:true%7D HTTP/1.1");
        assertThat(asked.text()).isEqualTo("{\"Name\":\"dätä\"}");
        assertThat(asked.head())
                .contains("\r\nHost: localhost\r\n", "\r\nContent-Type: application/json\r\n")
                .contains("\r\nX-Registry-Auth: e30=\r\n");
    }

    @Test
    void a_json_that_is_none_is_garbled() {
        fake.when("/containers/json", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n[");

        assertTrouble(LIST, "docker.garbled", "its body is not JSON: line 1, column 2");
    }

    @Test
    void an_answer_that_comes_byte_by_byte_is_read() throws IOException, InterruptedException {
        fake.when("/containers/json", peer -> peer.sayByteByByte(STREAM + "1\r\n[\r\n1\r\n]\r\n0\r\n\r\n"));

        assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
    }

    @Test
    void each_of_several_threads_has_a_connection_of_its_own() throws Exception {
        var together = new CountDownLatch(4);
        fake.when("/containers/json", peer -> {
            together.countDown();
            together.await();
            peer.say(EMPTY_LIST);
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Json>>();
            for (int number = 0; number < 4; number++) {
                answers.add(threads.submit(() -> daemon.call(LIST)));
            }
            for (Future<Json> answer : answers) {
                assertThat(answer.get().compact()).isEqualTo("[]");
            }
        }
        assertThat(fake.connections()).isEqualTo(4);
    }

    @Test
    void a_connection_that_cant_go_on_is_not_used_again() throws IOException, InterruptedException {
        fake.when("/containers/json", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]");

        daemon.call(LIST);
        daemon.call(LIST);

        assertThat(fake.connections()).isEqualTo(2);
    }

    @Test
    void a_question_is_asked_again_where_the_daemon_left_a_resting_connection()
            throws IOException, InterruptedException {
        fake.when("/containers/json", peer -> {
            peer.say(EMPTY_LIST);
            peer.hangUp();
        });

        assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
        assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
    }

    @Test
    void what_could_have_happened_is_never_asked_for_twice() throws IOException, InterruptedException {
        fake.when("/containers/db/start", FakeDaemon.Peer::hangUp);
        daemon.version();

        assertTrouble(START, "docker.gone", """
                        the Docker daemon at unix://%s went away before its answer was complete
                          Is it being restarted? When it is back, the same command again finishes what is left.""".formatted(folder.resolve("docker.sock")));

        assertThat(fake.askedInEarnest()).hasSize(1);
    }

    @Test
    void a_daemon_that_says_nothing_is_given_up_after_the_limit() {
        fake.when("/containers/json", SILENCE);
        DockerRequest patient = LIST.silence(Duration.ofMillis(80));

        assertTrouble(patient, "docker.slow", "says nothing for 80 ms\n  Is it overloaded or stuck?");

        fake.when("/containers/json", peer -> {
            peer.say(STREAM + "5\r\n[");
            peer.rest();
        });
        assertTrouble(patient, "docker.slow", "says nothing for 80 ms");
    }

    @Test
    void limits_of_several_requests_each_count_for_themselves() throws Exception {
        fake.when("/containers/json", SILENCE);
        fake.when("/events", SILENCE);
        daemon.version();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Json> late = threads.submit(() -> daemon.call(LIST.silence(Duration.ofSeconds(50))));
            Future<Json> soon = threads.submit(() -> daemon.call(EVENTS.silence(Duration.ofMillis(50))));
            assertThatThrownBy(soon::get).hasMessageContaining("says nothing for 50 ms");
            assertThat(late.isDone()).isFalse();
            late.cancel(true);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupted_request_ends_at_once(boolean virtual) throws Exception {
        var reached = new CountDownLatch(1);
        fake.when("/containers/json", peer -> {
            reached.countDown();
            peer.rest();
        });
        var request = new FutureTask<>(() -> daemon.call(LIST));
        Thread thread = virtual
                ? Thread.ofVirtual().start(request)
                : Thread.ofPlatform().start(request);
        reached.await();

        thread.interrupt();

        assertThatThrownBy(request::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void objects_come_while_they_are_told() throws IOException, InterruptedException {
        var read = new CountDownLatch(1);
        fake.when("/events", peer -> {
            peer.say(STREAM + "b\r\n{\"id\":\"a\"}\n\r\n");
            read.await();
            peer.say("a\r\n{\"id\":\"b\"}\r\n0\r\n\r\n");
        });

        try (DockerStream events = daemon.open(EVENTS)) {
            assertThat(events.nextObject()).get().hasToString("Members[values={id=Text[value=a]}]");
            read.countDown();
            assertThat(events.nextObject()).get().hasToString("Members[values={id=Text[value=b]}]");
            assertThat(events.nextObject()).isEmpty();
        }
        fake.when("/containers/json", EMPTY_LIST);
        daemon.call(LIST);
        assertThat(fake.connections())
                .as("a stream that was read to its end leaves its connection")
                .isEqualTo(1);
    }

    @Test
    void a_stream_has_no_limit_once_it_has_begun() throws Exception {
        var read = new CountDownLatch(1);
        fake.when("/events", peer -> {
            peer.say(STREAM);
            read.await();
            peer.say("2\r\n{}\r\n0\r\n\r\n");
        });
        fake.when("/containers/json", SILENCE);

        try (DockerStream events = daemon.open(EVENTS.silence(Duration.ofMillis(50)))) {
            // Another request, begun later with the same limit, is given up; the stream is not.
            assertTrouble(LIST.silence(Duration.ofMillis(50)), "docker.slow", "50 ms");
            read.countDown();
            assertThat(events.nextObject()).isPresent();
        }
    }

    @Test
    void closing_a_stream_ends_the_wait_of_another_thread() throws Exception {
        fake.when("/events", peer -> {
            peer.say(STREAM + "2\r\n{}\r\n");
            peer.rest();
        });
        DockerStream events = daemon.open(EVENTS);
        assertThat(events.nextObject()).isPresent();
        var next = new FutureTask<>(events::nextObject);
        Thread thread = Thread.ofVirtual().start(next);

        events.close();

        assertThat(next.get()).isEmpty();
        thread.join();
    }

    @Test
    void closing_the_daemon_ends_all_that_is_under_way() throws Exception {
        fake.when("/events", peer -> {
            peer.say(STREAM);
            peer.rest();
        });
        DockerStream events = daemon.open(EVENTS);
        var next = new FutureTask<>(events::nextObject);
        Thread.ofVirtual().start(next);

        daemon.close();

        assertThat(next.get()).isEmpty();
        assertThatThrownBy(() -> daemon.call(LIST)).isInstanceOf(IllegalStateException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("docker time limits")) {
                thread.join();
            }
        }
    }

    @Test
    void a_daemon_that_dies_ends_a_stream_with_trouble() throws IOException, InterruptedException {
        fake.when("/events", peer -> {
            peer.say(STREAM + "2\r\n{}\r\n");
            peer.hangUp();
        });

        try (DockerStream events = daemon.open(EVENTS)) {
            assertThat(events.nextObject()).isPresent();
            assertThatThrownBy(events::nextObject)
                    .isInstanceOf(DockerTrouble.class)
                    .hasMessageContaining("went away before");
        }
    }

    @Test
    void an_interrupted_read_of_bytes_leaves_the_thread_interrupted() throws Exception {
        fake.when("/containers/db/archive", peer -> {
            peer.say(STREAM);
            peer.rest();
        });
        try (DockerStream archive = daemon.open(DockerRequest.get("/containers/{}/archive", "db"))) {
            var read = new FutureTask<>(() -> {
                assertThatThrownBy(archive.bytes()::read).isInstanceOf(ClosedByInterruptException.class);
                return Thread.currentThread().isInterrupted();
            });
            Thread.ofVirtual().start(read).interrupt();

            assertThat(read.get()).isTrue();
        }
    }

    @Test
    void an_archive_comes_and_goes_as_bytes() throws IOException, InterruptedException {
        byte[] archive = new byte[300_000];
        new java.util.Random(1).nextBytes(archive);
        fake.when("/containers/db/archive", peer -> {
            if (peer.asked().line().startsWith("PUT")) {
                peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            } else {
                peer.say("HTTP/1.1 200 OK\r\nX-Docker-Container-Path-Stat: e30=\r\nContent-Length: 300000\r\n\r\n");
                peer.say(archive);
            }
        });

        try (DockerStream down =
                daemon.open(DockerRequest.get("/containers/{}/archive", "db").query("path", "/data"))) {
            assertThat(down.header("x-docker-container-path-stat")).contains("e30=");
            assertThat(down.bytes().readAllBytes()).isEqualTo(archive);
        }
        daemon.call(DockerRequest.put("/containers/{}/archive", "db")
                .query("path", "/data")
                .tar(out -> {
                    out.write(archive, 0, 100_001);
                    out.write(archive[100_001]);
                    out.flush();
                    out.write(archive, 100_002, archive.length - 100_002);
                }));

        FakeDaemon.Asked up = fake.askedInEarnest().getLast();
        assertThat(up.line()).isEqualTo("PUT /v1.45/containers/db/archive?path=/data HTTP/1.1");
        assertThat(up.head()).contains("\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n");
        assertThat(up.body()).isEqualTo(archive);
    }

    @Test
    void content_that_can_not_be_written_is_never_sent_as_if_it_were_whole() throws Exception {
        fake.when("/build", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        DockerRequest build = DockerRequest.post("/build").tar(out -> {
            out.write(new byte[100_000]);
            throw new NoSuchFileException("Dockerfile");
        });

        assertThatThrownBy(() -> daemon.call(build)).isInstanceOf(NoSuchFileException.class);

        fake.when("/containers/json", EMPTY_LIST);
        daemon.call(LIST);
        assertThat(fake.askedInEarnest())
                .extracting(FakeDaemon.Asked::line)
                .containsExactly("GET /v1.45/containers/json HTTP/1.1");
    }

    @Test
    void a_refusal_in_the_middle_of_what_is_sent_is_heard() throws IOException, InterruptedException {
        try (var impatient = new ImpatientDaemon(folder.resolve("impatient.sock"))) {
            var endpoint = new DockerEndpoint(
                    new DockerEndpoint.Address.Socket(folder.resolve("impatient.sock")),
                    Optional.empty(),
                    Optional.of(new ApiVersion(1, 45)),
                    "");
            try (var other = new DockerDaemon(endpoint)) {
                DockerRequest put =
                        DockerRequest.put("/containers/{}/archive", "db").tar(DockerDaemonTest::endless);
                assertThatThrownBy(() -> other.call(put))
                        .isInstanceOf(DockerRefusal.class)
                        .hasMessageContaining("No such container: db");
            }
            assertThat(impatient.failure()).isEmpty();
        }
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] much = new byte[65_536];
        while (true) {
            out.write(much);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"
            })
    void a_conversation_goes_both_ways_until_both_have_ended(String opening) throws IOException, InterruptedException {
        fake.when("/exec/e/start", peer -> {
            peer.say(StreamTest.join(opening.getBytes(StandardCharsets.US_ASCII), StreamTest.frame(1, "ready")));
            byte[] said = peer.rest();
            peer.say(StreamTest.frame(2, "heard " + said.length));
            peer.endOutput();
        });

        try (DockerConversation conversation = daemon.converse(DockerRequest.post("/exec/{}/start", "e")
                .body(Json.object().with("Tty", false).build()))) {
            OutputReader output = conversation.output(false);
            assertThat(text(output.next())).isEqualTo("STANDARD_OUTPUT ready");
            try (OutputStream input = conversation.input()) {
                input.write(new byte[200_000]);
                input.write('\n');
            }
            assertThat(text(output.next())).isEqualTo("STANDARD_ERROR heard 200001");
            assertThat(output.next()).isEmpty();
        }
        assertThat(fake.askedInEarnest().getFirst().head()).contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n");
    }

    @Test
    void a_conversation_that_is_refused_is_a_refusal() {
        fake.when("/exec/e/start", refusal("409 Conflict", "{\"message\":\"container is paused\"}"));

        assertThatThrownBy(() -> daemon.converse(DockerRequest.post("/exec/{}/start", "e")))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.isConflict()).isTrue())
                .hasMessageContaining("container is paused");
    }

    @Test
    void closing_a_conversation_ends_both_ways() throws Exception {
        fake.when("/exec/e/start", peer -> {
            peer.say("HTTP/1.1 101 UPGRADED\r\n\r\n");
            peer.rest();
        });
        DockerConversation conversation = daemon.converse(DockerRequest.post("/exec/{}/start", "e"));
        var next = new FutureTask<>(conversation.output(true)::next);
        Thread.ofVirtual().start(next);

        conversation.close();

        assertThat(next.get()).isEmpty();
        assertThatThrownBy(() -> conversation.input().write(1)).isInstanceOf(DockerTrouble.class);
    }

    @Test
    void a_socket_that_is_not_there_is_told() {
        Path socket = folder.resolve("none.sock");

        assertTrouble(new DockerEndpoint.Address.Socket(socket), "docker.absent", """
                no Docker daemon at unix://%s: there is no such socket
                  Is it running? To look, and to start it on most systems:
                  systemctl status docker
                  sudo systemctl start docker
                  The address is from the test.""".formatted(socket));
    }

    @Test
    void a_socket_that_nobody_listens_on_is_told() throws IOException {
        Path socket = folder.resolve("left.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }

        assertTrouble(
                new DockerEndpoint.Address.Socket(socket),
                "docker.absent",
                "no Docker daemon at unix://" + socket + ": nobody listens on this socket\n  Is it running?");
    }

    @Test
    void a_file_that_is_no_socket_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertTrouble(new DockerEndpoint.Address.Socket(file), "docker.absent", "no Docker daemon at unix://" + file);
    }

    @Test
    void a_path_that_no_socket_can_have_is_told() {
        Path socket = folder.resolve("x".repeat(120));

        assertTrouble(new DockerEndpoint.Address.Socket(socket), "docker.absent", "no such socket");
    }

    @Test
    void a_port_that_nobody_listens_on_is_told() throws IOException {
        FakeDaemon gone = FakeDaemon.onPort();
        gone.close();

        assertTrouble(gone.address(), "docker.absent", """
                : Connection refused
                  Is it running, does it listen there, and does no firewall stand in between?""");
    }

    @Test
    void a_machine_that_nobody_knows_is_told() {
        assertTrouble(
                new DockerEndpoint.Address.Host("nowhere.invalid", 2375),
                "docker.unknown-host",
                "can't be found: no machine is known as nowhere.invalid");
    }

    @Test
    void speaks_over_tcp_as_well() throws IOException, InterruptedException {
        try (FakeDaemon far = FakeDaemon.onPort();
                var other = new DockerDaemon(far.endpoint())) {
            far.when("/containers/json", EMPTY_LIST);

            assertThat(other.call(LIST).compact()).isEqualTo("[]");
            assertThat(far.asked().getFirst().head()).contains("\r\nHost: 127.0.0.1:");
        }
    }

    private void assertRefusal(String reason) {
        assertThatThrownBy(() -> daemon.call(LIST))
                .isInstanceOfSatisfying(
                        DockerRefusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private void assertTrouble(DockerRequest request, String code, String words) {
        assertTrouble(daemon, request, code, words);
    }

    private static void assertTrouble(DockerEndpoint.Address address, String code, String words) {
        var endpoint = new DockerEndpoint(address, Optional.empty(), Optional.empty(), "the test");
        try (var other = new DockerDaemon(endpoint)) {
            assertTrouble(other, LIST, code, words);
        }
    }

    private static void assertTrouble(DockerDaemon daemon, DockerRequest request, String code, String words) {
        assertThatThrownBy(() -> daemon.call(request)).isInstanceOfSatisfying(DockerTrouble.class, trouble -> {
            assertThat(trouble.problem().code()).isEqualTo(code);
            assertThat(trouble.problem().text()).contains(words);
        });
    }

    private static String refusal(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String text(Optional<OutputPiece> piece) {
        OutputPiece known = piece.orElseThrow();
        return known.source() + " " + new String(known.bytes(), StandardCharsets.UTF_8);
    }

    /// Refuses after the first bytes of a body, reads no further and hangs up.
    private static final class ImpatientDaemon implements AutoCloseable {
        private final ServerSocketChannel server;
        private final FutureTask<List<String>> served;

        ImpatientDaemon(Path socket) throws IOException {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            served = new FutureTask<>(this::serve);
            Thread.ofVirtual().start(served);
        }

        private List<String> serve() throws IOException {
            try (var connection = server.accept()) {
                var first = java.nio.ByteBuffer.allocate(1000);
                connection.read(first);
                var answer = refusal("404 Not Found", "{\"message\":\"No such container: db\"}");
                connection.write(java.nio.ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            }
            return List.of();
        }

        List<String> failure() throws InterruptedException {
            try {
                return served.get();
            } catch (ExecutionException failure) {
                return List.of(String.valueOf(failure.getCause()));
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
