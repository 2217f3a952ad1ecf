package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes piece by piece: JSON objects, and the outputs of processes.
final class StreamTest {
    private static final String OBJECTS =
            "{\"a\":\"}{\\\"\"}\r\n{\"b\":{\"c\":[{},{\"d\":\"\\\\\"}]}} {}\n\n{\"e\":\"é\"}";

    @Test
    void objects_are_found_wherever_the_stream_is_cut() throws IOException, InterruptedException {
        byte[] bytes = OBJECTS.getBytes(StandardCharsets.UTF_8);
        for (Pieces pieces : Pieces.inAllWays(bytes)) {
            assertThat(objects(pieces))
                    .containsExactly(
                            "{\"a\":\"}{\\\"\"}", "{\"b\":{\"c\":[{},{\"d\":\"\\\\\"}]}}", "{}", "{\"e\":\"é\"}");
        }
    }

    @Test
    void an_object_that_is_torn_is_told_and_never_taken_for_whole() throws IOException, InterruptedException {
        byte[] bytes = Pieces.bytes("{\"a\":{\"b\":\"}\"}}");
        for (int length = 1; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> objects(new Pieces(torn)))
                    .isInstanceOfSatisfying(
                            DockerTrouble.class,
                            trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.gone"));
        }
        assertThat(objects(new Pieces(new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{a}", "{} x", "{\"a\":1,}", "\u00ff"})
    void something_else_than_objects_is_garbled(String garbage) {
        assertThatThrownBy(() -> objects(new Pieces(Pieces.bytes(garbage))))
                .isInstanceOfSatisfying(
                        DockerTrouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.garbled"));
    }

    @Test
    void outputs_are_told_apart_wherever_the_stream_is_cut() throws IOException, InterruptedException {
        byte[] bytes = join(frame(1, "out\n"), frame(2, "err"), frame(1, ""), frame(2, "or"), frame(0, "in"));
        for (Pieces pieces : Pieces.inAllWays(bytes)) {
            assertThat(outputs(pieces, false)).isEqualTo("out\nin|error");
        }
    }

    @Test
    void a_frame_of_any_size_is_handed_on_in_pieces() throws IOException, InterruptedException {
        String much = "x".repeat(70_000);

        assertThat(outputs(new Pieces(frame(1, much)), false)).isEqualTo(much + "|");
    }

    @Test
    void a_frame_that_is_torn_is_told() {
        byte[] bytes = join(frame(1, "ab"), frame(2, "cd"));
        for (int length = 1; length < bytes.length; length++) {
            if (length != bytes.length / 2) {
                byte[] torn = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> outputs(new Pieces(torn), false))
                        .as("after %d bytes", length)
                        .isInstanceOfSatisfying(
                                DockerTrouble.class,
                                trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.gone"));
            }
        }
    }

    @Test
    void what_the_daemon_tells_inside_the_stream_is_a_refusal() {
        byte[] bytes = join(frame(1, "ab"), frame(3, "error grabbing logs: unexpected EOF\n"));

        assertThatThrownBy(() -> outputs(new Pieces(bytes), false))
                .isInstanceOf(DockerRefusal.class)
                .hasMessage("the Docker daemon refuses: error grabbing logs: unexpected EOF");
    }

    @Test
    void output_without_frames_is_garbled_unless_it_is_a_terminals() throws IOException, InterruptedException {
        byte[] bytes = Pieces.bytes("plain words\r\n");

        assertThat(outputs(new Pieces(bytes), true)).isEqualTo("plain words\r\n|");
        assertThatThrownBy(() -> outputs(new Pieces(bytes), false))
                .isInstanceOfSatisfying(
                        DockerTrouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo("docker.garbled"));
    }

    private static List<String> objects(Pieces pieces) throws IOException, InterruptedException {
        var reader = new JsonObjects(Body.untilTheEnd(pieces.connection()));
        var objects = new ArrayList<String>();
        for (Optional<Json.Members> next = reader.next(); next.isPresent(); next = reader.next()) {
            objects.add(next.get().compact());
        }
        assertThat(reader.next()).as("after the end").isEmpty();
        return objects;
    }

    private static String outputs(Pieces pieces, boolean isTerminal) throws IOException, InterruptedException {
        var reader = new OutputReader(Body.untilTheEnd(pieces.connection()), isTerminal);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        for (Optional<OutputPiece> next = reader.next(); next.isPresent(); next = reader.next()) {
            OutputPiece piece = next.get();
            (piece.source() == OutputPiece.Source.STANDARD_OUTPUT ? out : err).writeBytes(piece.bytes());
        }
        return out.toString(StandardCharsets.UTF_8) + "|" + err.toString(StandardCharsets.UTF_8);
    }

    static byte[] frame(int kind, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        int length = content.length;
        byte[] header = {
            (byte) kind, 0, 0, 0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        };
        return join(header, content);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
