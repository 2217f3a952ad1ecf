package dev.hauban.engine.docker.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A daemon that is spoken to by TLS, with keys and certificates as OpenSSL writes them.
@Timeout(60)
final class TlsTest {
    private static final DockerRequest LIST = DockerRequest.get("/containers/json");
    private static final String EMPTY_LIST = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";

    @TempDir
    static Path folder;

    static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        assumeTrue(Certificates.canBeMade(), "there is no openssl on PATH");
        certificates = Certificates.madeIn(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.pem", "rsa-pkcs1.pem", "ec.pem", "ec-sec1.pem", "ed25519.pem"})
    void both_prove_who_they_are(String key) throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.1")))) {
            fake.when("/containers/json", EMPTY_LIST);
            Path certificate = certificates.client(key);
            var tls = new DockerEndpoint.Tls(
                    Optional.of(certificates.authority()),
                    Optional.of(certificate),
                    Optional.of(folder.resolve(key)),
                    true);
            try (var daemon = new DockerDaemon(endpoint(fake.address(), tls))) {
                assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
                assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
            }
            assertThat(fake.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_conversation_goes_both_ways_until_both_have_ended() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.1")));
                var daemon = new DockerDaemon(endpoint(fake.address(), known()))) {
            fake.when("/exec/e/start", peer -> {
                peer.say("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                int heard = peer.rest().length;
                peer.say(StreamTest.frame(1, "heard " + heard));
                peer.endOutput();
            });

            try (DockerConversation conversation = daemon.converse(DockerRequest.post("/exec/{}/start", "e"))) {
                try (OutputStream input = conversation.input()) {
                    input.write(new byte[100_000]);
                }
                OutputReader output = conversation.output(false);
                assertThat(output.next())
                        .get()
                        .extracting(piece -> new String(piece.bytes()))
                        .isEqualTo("heard 100000");
                assertThat(output.next()).isEmpty();
            }
        }
    }

    @Test
    void limits_and_interruptions_hold_as_well() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.1")));
                var daemon = new DockerDaemon(endpoint(fake.address(), known()))) {
            fake.when("/containers/json", FakeDaemon.Peer::rest);
            assertTrouble(daemon, LIST.silence(Duration.ofMillis(100)), "docker.slow", "says nothing for 100 ms");

            var reached = new CountDownLatch(1);
            fake.when("/containers/json", peer -> {
                reached.countDown();
                peer.rest();
            });
            var request = new FutureTask<>(() -> daemon.call(LIST));
            Thread thread = Thread.ofVirtual().start(request);
            reached.await();
            thread.interrupt();
            assertThatThrownBy(request::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void closing_a_stream_ends_the_wait_of_another_thread() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.1")));
                var daemon = new DockerDaemon(endpoint(fake.address(), known()))) {
            fake.when("/events", peer -> {
                peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                peer.rest();
            });
            DockerStream events = daemon.open(DockerRequest.get("/events"));
            assertThat(events.nextObject()).isPresent();
            var next = new FutureTask<>(events::nextObject);
            Thread.ofVirtual().start(next);

            events.close();

            assertThat(next.get()).isEmpty();
        }
    }

    @Test
    void a_daemon_that_another_authority_vouches_for_is_not_spoken_to() throws Exception {
        Certificates others = Certificates.madeIn(Files.createDirectory(folder.resolve("others")));
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(others.server("127.0.0.1")));
                var daemon = new DockerDaemon(endpoint(fake.address(), known()))) {
            assertTrouble(
                    daemon,
                    LIST,
                    "docker.tls",
                    "it does not prove who it is (",
                    "Is ca.pem the authority of this daemon, is its certificate made for this host name, and is it "
                            + "still valid?\n  The address is from the test.");
            assertThat(fake.asked()).isEmpty();
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.9")));
                var daemon = new DockerDaemon(endpoint(fake.address(), known()))) {
            assertTrouble(daemon, LIST, "docker.tls", "it does not prove who it is (", "127.0.0.1");
            assertThat(fake.asked()).isEmpty();
        }
    }

    @Test
    void whoever_asks_for_no_verification_gets_none() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.9")))) {
            fake.when("/containers/json", EMPTY_LIST);
            var tls = new DockerEndpoint.Tls(
                    Optional.empty(),
                    Optional.of(certificates.client("rsa.pem")),
                    Optional.of(folder.resolve("rsa.pem")),
                    false);
            try (var daemon = new DockerDaemon(endpoint(fake.address(), tls))) {
                assertThat(daemon.call(LIST).compact()).isEqualTo("[]");
            }
        }
    }

    @Test
    void a_client_without_certificate_is_told_so() throws Exception {
        var tls =
                new DockerEndpoint.Tls(Optional.of(certificates.authority()), Optional.empty(), Optional.empty(), true);
        try (FakeDaemon fake = FakeDaemon.onPort(Optional.of(certificates.server("127.0.0.1")));
                var daemon = new DockerDaemon(endpoint(fake.address(), tls))) {
            assertTrouble(daemon, LIST, "docker.tls", "Does it want a certificate of ours?");
        }
    }

    @Test
    void a_daemon_that_does_not_speak_tls_is_told() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(new FutureTask<>(() -> {
                try (Socket client = plain.accept()) {
                    client.getInputStream().read(new byte[10_000]);
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n400".getBytes(US_ASCII));
                }
                return null;
            }));
            var address = new DockerEndpoint.Address.Host("127.0.0.1", plain.getLocalPort());
            try (var daemon = new DockerDaemon(endpoint(address, known()))) {
                assertTrouble(
                        daemon,
                        LIST,
                        "docker.tls",
                        "it does not speak TLS",
                        "Is it the port for TLS, which is usually 2376? Without TLS: unset DOCKER_TLS_VERIFY.");
            }
        }
    }

    @Test
    void a_daemon_that_speaks_only_tls_is_told() throws Exception {
        try (FakeDaemon fake = FakeDaemon.onPort();
                var daemon = new DockerDaemon(fake.endpoint())) {
            fake.when("/_ping", peer -> {
                peer.say("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
                peer.hangUp();
            });

            assertTrouble(
                    daemon,
                    LIST,
                    "docker.tls",
                    "it speaks only TLS",
                    "Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem");
        }
    }

    @Test
    void a_key_with_a_passphrase_is_told_with_the_way_out() throws Exception {
        assertUnusable(
                certificates.encryptedKey(),
                "is protected by a passphrase",
                "Take the passphrase off: openssl pkey -in");
    }

    @Test
    void a_file_without_a_key_is_told() throws Exception {
        assertUnusable(
                Files.writeString(folder.resolve("empty.pem"), ""), "holds no private key", "Ask for the file anew");
        assertUnusable(folder.resolve("none.pem"), "none.pem can't be read", "Ask for the file anew");
        for (String kind : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
            for (String damage : new String[] {"", "MA", "MIIB", "!!!", "AAAAAAAAAAAA"}) {
                String text = "-----BEGIN " + kind + "-----\n" + damage + "\n-----END " + kind + "-----\n";
                assertUnusable(Files.writeString(folder.resolve("damaged.pem"), text), "damaged.pem holds");
            }
        }
    }

    @Test
    void a_file_without_a_certificate_is_told() throws Exception {
        Path empty = Files.writeString(folder.resolve("nothing.pem"), "nothing\n");
        var tls = new DockerEndpoint.Tls(Optional.of(empty), Optional.empty(), Optional.empty(), true);
        try (FakeDaemon fake = FakeDaemon.onPort();
                var daemon = new DockerDaemon(endpoint(fake.address(), tls))) {
            assertTrouble(daemon, LIST, "docker.tls", "nothing.pem holds no certificate\n  Ask for the file anew");
        }
    }

    private void assertUnusable(Path key, String... words) throws Exception {
        var tls = new DockerEndpoint.Tls(
                Optional.of(certificates.authority()),
                Optional.of(certificates.client("rsa.pem")),
                Optional.of(key),
                true);
        try (FakeDaemon fake = FakeDaemon.onPort();
                var daemon = new DockerDaemon(endpoint(fake.address(), tls))) {
            assertTrouble(daemon, LIST, "docker.tls", words);
        }
    }

    private DockerEndpoint.Tls known() throws Exception {
        return new DockerEndpoint.Tls(
                Optional.of(certificates.authority()),
                Optional.of(certificates.client("rsa.pem")),
                Optional.of(folder.resolve("rsa.pem")),
                true);
    }

    private static DockerEndpoint endpoint(DockerEndpoint.Address address, DockerEndpoint.Tls tls) {
        return new DockerEndpoint(address, Optional.of(tls), Optional.empty(), "the test");
    }

    private static void assertTrouble(DockerDaemon daemon, DockerRequest request, String code, String... words) {
        assertThatThrownBy(() -> daemon.call(request)).isInstanceOfSatisfying(DockerTrouble.class, trouble -> {
            assertThat(trouble.problem().code()).as(trouble.getMessage()).isEqualTo(code);
            assertThat(trouble.problem().text()).contains(words);
        });
    }
}
