package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerfileWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\nRUN --mount=type=cache,target=/c make",
                "from a\nrun   --network=none true",
                "FROM a\nRUN --mount=type=cache,target=/a \\\n # words\n --mount=type=bind,target=/b \\\n make",
                "FROM a\nRUN <<EOF\necho a\nEOF\n",
                "FROM a\nRUN cat <<-'end' > /a\na\nend",
                "FROM a\nCOPY <<EOF /a\nb\nEOF",
                "FROM a\nCOPY --chmod=755 a b",
                "FROM a\nCOPY --from=b --link a b",
                "FROM a\nADD --checksum=sha256:00 https://a /b"
            })
    void what_only_buildkit_understands_is_seen(String dockerfile) {
        assertThat(DockerfileWords.needBuildKit(dockerfile)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# syntax=docker/dockerfile:1\nFROM a\nRUN make --mount=5",
                "FROM a\nCOPY --from=b --chown=1:1 a b",
                "FROM a\nRUN cat <<< word",
                "FROM a\nRUN echo $((1<<2)) $((1 << 3))",
                "FROM a\n# RUN --mount=type=cache,target=/c make",
                "FROM a\nENV A=\"<<EOF\"\nHEALTHCHECK CMD true"
            })
    void what_the_classic_builder_understands_is_left_to_it(String dockerfile) {
        assertThat(DockerfileWords.needBuildKit(dockerfile)).isFalse();
    }
}
