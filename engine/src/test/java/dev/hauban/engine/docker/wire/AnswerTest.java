package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How an answer's bytes are read, wherever they are cut.
final class AnswerTest {
    private static final DockerRequest REQUEST = DockerRequest.get("/x");

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\nX: y\r\n\r\n"
            + "5\r\nHello\r\n1;name=\"value\"\r\n,\r\n00c\r\n\r\n daemon\u0000 0\r\n0\r\nTrailer: field\r\n\r\n";
    private static final String FIXED = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nA: b\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nHello,\r\n daemon\u0000 0\r\n";

    private record Read(Head head, String body, boolean isOver) {}

    @Test
    void a_chunked_answer_is_the_same_wherever_it_is_cut() throws IOException, InterruptedException {
        for (Pieces pieces : Pieces.inAllWays(Pieces.bytes(CHUNKED))) {
            Read read = read(pieces);

            assertThat(read.body()).isEqualTo("Hello,\r\n daemon\u0000 0");
            assertThat(read.isOver()).isTrue();
            assertThat(read.head().persistent()).isTrue();
            assertThat(read.head().headers().find("x")).contains("y");
        }
    }

    @Test
    void an_answer_of_known_length_is_the_same_wherever_it_is_cut() throws IOException, InterruptedException {
        for (Pieces pieces : Pieces.inAllWays(Pieces.bytes(FIXED))) {
            Read read = read(pieces);

            assertThat(read.head().status()).isEqualTo(200);
            assertThat(read.body()).isEqualTo("Hello,\r\n daemon\u0000 0\r\n");
            assertThat(read.isOver()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, FIXED})
    void an_answer_that_is_torn_anywhere_is_told_as_torn(String whole) {
        byte[] bytes = Pieces.bytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> read(new Pieces(torn)))
                    .as("after %d of %d bytes", length, bytes.length)
                    .isInstanceOfSatisfying(
                            DockerTrouble.class,
                            trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.gone"));
        }
    }

    @Test
    void an_answer_without_length_ends_with_the_connection() throws IOException, InterruptedException {
        Read read = read(new Pieces(Pieces.bytes("HTTP/1.0 200 OK\n\nall of it")));

        assertThat(read.body()).isEqualTo("all of it");
        assertThat(read.isOver()).as("can carry another answer").isFalse();
        assertThat(read.head().persistent()).isFalse();
    }

    @Test
    void some_answers_have_no_body_whatever_they_say() throws IOException, InterruptedException {
        assertThat(read(new Pieces(Pieces.bytes("HTTP/1.1 204 No Content\r\n\r\n")))
                        .isOver())
                .isTrue();
        assertThat(read(new Pieces(Pieces.bytes("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")))
                        .body())
                .isEmpty();
        assertThat(read(
                                new Pieces(Pieces.bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")),
                                DockerRequest.head("/x"))
                        .isOver())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 099 Early\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"
            })
    void what_is_no_answer_is_told_as_garbled(String garbage) {
        assertThatThrownBy(() -> read(new Pieces(Pieces.bytes(garbage))))
                .isInstanceOfSatisfying(
                        DockerTrouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.garbled"));
    }

    @Test
    void an_answer_without_an_end_is_not_read_for_ever() {
        String line = "x".repeat(100_000);
        assertThatThrownBy(() -> read(new Pieces(Pieces.bytes("HTTP/1.1 200 OK\r\nA: " + line))))
                .isInstanceOf(DockerTrouble.class)
                .hasMessageContaining("a line of more than 16384 characters");
        assertThatThrownBy(() -> read(new Pieces(Pieces.bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(1000)))))
                .isInstanceOf(DockerTrouble.class)
                .hasMessageContaining("its header holds");
        assertThatThrownBy(() -> read(new Pieces(Pieces.bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)))))
                .isInstanceOf(DockerTrouble.class)
                .hasMessageContaining("interim answers without an end");
    }

    @Test
    void what_a_stranger_answers_is_shown_fit_for_a_terminal() {
        assertThatThrownBy(() -> read(new Pieces(Pieces.bytes("\u001b[31mred\u00ff\r\n\r\n"))))
                .isInstanceOf(DockerTrouble.class)
                .hasMessageStartingWith("what answers at tcp://127.0.0.1:2375 does not speak as a Docker daemon does: "
                        + "it answers \"?[31mred?\"");
    }

    /// Damages good answers in all kinds of ways; each time there is an answer or a trouble, and an end.
    @Test
    void no_damage_does_more_than_trouble() throws IOException, InterruptedException {
        var random = new Random(7);
        int answers = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Pieces.bytes(random.nextBoolean() ? CHUNKED : FIXED);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                read(new Pieces(bytes));
                answers++;
            } catch (DockerTrouble trouble) {
                assertThat(trouble.problem().code()).isIn("docker.garbled", "docker.gone");
            }
        }
        assertThat(answers).as("answers among 20000").isBetween(1000, 19_000);
    }

    private static Read read(Pieces pieces) throws IOException, InterruptedException {
        return read(pieces, REQUEST);
    }

    private static Read read(Pieces pieces, DockerRequest request) throws IOException, InterruptedException {
        Connection connection = pieces.connection();
        Head head = new Exchange(connection, request).answer("/v1.41", "localhost", false);
        Body body = Body.after(head, request.method() == DockerRequest.Method.HEAD, connection);
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[7];
        for (int count = body.read(buffer, 0, 7); count >= 0; count = body.read(buffer, 0, 7)) {
            bytes.write(buffer, 0, count);
        }
        return new Read(head, bytes.toString(StandardCharsets.ISO_8859_1), body.isOver());
    }
}
