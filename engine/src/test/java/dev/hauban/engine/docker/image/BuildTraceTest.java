package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Messages as BuildKit makes them: fields by number, kind and length.
final class BuildTraceTest {
    private static byte[] field(int number, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(number << 3 | 2);
        int length = content.length;
        while (length > 127) {
            bytes.write(length & 127 | 128);
            length >>>= 7;
        }
        bytes.write(length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] both(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] step(String name, boolean isOver) {
        byte[] moment = {8, 1};
        byte[] begun = both(text(1, "sha256:ab"), text(2, "sha256:cd"), text(3, name), field(5, moment));
        return field(1, isOver ? both(begun, field(6, moment)) : begun);
    }

    private static byte[] output(String step, String said) {
        return field(3, both(text(1, step), new byte[] {24, 1}, text(4, said)));
    }

    private static Json.Members message(byte[]... parts) {
        return Json.object()
                .with("id", "moby.buildkit.trace")
                .with("aux", Base64.getEncoder().encodeToString(both(parts)))
                .build();
    }

    @Test
    void steps_and_what_they_write_are_told_line_by_line() throws Exception {
        var lines = new ArrayList<String>();
        var output = new BuildOutput("web", lines::add);

        assertThat(output.heard(message(step("[internal] load metadata", false))))
                .isFalse();
        assertThat(output.heard(message(step("[build 2/3] RUN make \\\n all", false), output("a", "one\ntw"))))
                .isTrue();
        assertThat(output.progress().what()).isEqualTo("building web: build, step 2 of 3: RUN make \\\n all");
        assertThat(output.progress().done()).isBetween(0.33, 0.34);
        output.heard(message(output("b", "between\n"), output("a", "o\nthree")));
        assertThat(output.heard(message(step("[3/3] COPY a b", true)))).isFalse();
        String last = output.last();
        assertThat(lines).containsExactly("[build 2/3] RUN make \\", " all", "one", "between", "two", "three");
        assertThat(last).isEqualTo(String.join("\n", lines));
    }

    @Test
    void what_is_no_trace_is_malformed_and_nothing_else() {
        var random = new Random(7);
        int malformed = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                BuildTrace.of(Base64.getEncoder().encodeToString(bytes));
            } catch (MalformedJson refused) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(500, 1_999);
        assertThatThrownBy(() -> BuildTrace.of("no base64!")).isInstanceOf(MalformedJson.class);
    }
}
