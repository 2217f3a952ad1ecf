package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.Engine;
import dev.hauban.json.JsonReader;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The words about images: policies, platforms, what a daemon says of them and of a registry.
final class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "'', Missing[]",
        "missing, Missing[]",
        "if_not_present, Missing[]",
        "always, Always[]",
        "never, Never[]",
        "build, Build[]",
        "refresh, Refresh[age=PT0S]",
        "daily, Refresh[age=PT24H]",
        "weekly, Refresh[age=PT168H]",
        "every_12h, Refresh[age=PT12H]",
        "every_1w2d3h4m5s, Refresh[age=PT219H4M5S]"
    })
    void a_policy_is_understood(String text, String policy) {
        assertThat(PullPolicy.parse(text)).get().hasToString(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "every_", "every_5", "every_h", "every_5y", "every_99999999999h", "every_-5h"})
    void what_is_no_policy_is_none(String text) {
        assertThat(PullPolicy.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "amd64, linux/amd64",
        "linux/amd64/v2, linux/amd64/v2",
        "linux/arm64/v8, linux/arm64",
        "Linux/AArch64, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "linux/armel, linux/arm/v6",
        "linux/i386, linux/386",
        "windows/amd64, windows/amd64",
        "linux/riscv64, linux/riscv64"
    })
    void a_platform_is_understood(String text, String platform) {
        assertThat(Platform.parse(text)).get().hasToString(platform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "linux/", "/amd64", "a/b/c/d"})
    void what_is_no_platform_is_none(String text) {
        assertThat(Platform.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, postgres",
        "postgres:17, postgres",
        "localhost:5000/a/b, localhost:5000/a/b",
        "localhost:5000/a/b:1@sha256:0123, localhost:5000/a/b",
        "a@sha256:0123, a"
    })
    void a_name_has_no_tag(String image, String name) {
        assertThat(Pulling.name(ImageReference.parse(image))).isEqualTo(name);
    }

    @Test
    void an_image_is_read() throws IOException {
        LocalImage image = LocalImage.read(JsonReader.readObject("{\"Id\":\"sha256:ab\",\"RepoTags\":[\"a:1\"],"
                + "\"RepoDigests\":null,\"Os\":\"linux\",\"Architecture\":\"arm64\",\"Variant\":\"v8\",\"Size\":12,"
                + "\"Metadata\":{\"LastTagTime\":\"2026-11-29T02:27:15.832121653+01:00\"}}"));

        assertThat(image.id()).isEqualTo("sha256:ab");
        assertThat(image.tags()).containsExactly("a:1");
        assertThat(image.digests()).isEmpty();
        assertThat(image.platform()).hasToString("linux/arm64");
        assertThat(image.tagged()).contains(Instant.parse("2026-11-29T01:27:15.832121653Z"));
        assertThat(LocalImage.read(JsonReader.readObject(
                                "{\"Id\":\"x\",\"Metadata\":{\"LastTagTime\":\"0001-01-01T00:00:00Z\"}}"))
                        .tagged())
                .isEmpty();
    }

    @Test
    void the_way_of_a_pull_is_told() throws IOException {
        var layers = new Layers("pulling a:1");
        assertProgress(layers.progress(), "pulling a:1", -1);

        assertThat(heard(layers, "{\"status\":\"Pulling from lab/a\",\"id\":\"1\"}"))
                .isFalse();
        heard(layers, "{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"x\"}");
        heard(layers, "{\"status\":\"Already exists\",\"progressDetail\":{},\"id\":\"y\"}");
        assertProgress(layers.progress(), "pulling a:1: 1 of 2 layers", 0.5);
        heard(
                layers,
                "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1000000,\"total\":4000000},"
                        + "\"id\":\"x\"}");
        assertProgress(layers.progress(), "pulling a:1: 1 of 2 layers, 1.0 of 4.0 MB", 0.5625);
        heard(layers, "{\"status\":\"Download complete\",\"progressDetail\":{},\"id\":\"x\"}");
        assertProgress(layers.progress(), "pulling a:1: 1 of 2 layers, 4.0 of 4.0 MB", 0.75);
        heard(
                layers,
                "{\"status\":\"Extracting\",\"progressDetail\":{\"current\":2000000,\"total\":4000000},"
                        + "\"id\":\"x\"}");
        assertProgress(layers.progress(), "pulling a:1: 1 of 2 layers, 4.0 of 4.0 MB", 0.875);
        assertThat(heard(
                        layers,
                        "{\"status\":\"Extracting\",\"progressDetail\":{\"current\":3,\"units\":\"s\"},"
                                + "\"id\":\"x\"}"))
                .as("without a total")
                .isTrue();
        heard(layers, "{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"x\"}");
        assertThat(heard(layers, "{\"status\":\"Status: Downloaded newer image for a:1\"}"))
                .isFalse();
        assertProgress(layers.progress(), "pulling a:1: 2 of 2 layers, 4.0 of 4.0 MB", 1);
    }

    @Test
    void the_way_of_a_push_is_told() throws IOException {
        var layers = new Layers("pushing a:1");
        heard(layers, "{\"status\":\"Preparing\",\"progressDetail\":{},\"id\":\"x\"}");
        heard(layers, "{\"status\":\"Mounted from lab/b\",\"progressDetail\":{},\"id\":\"y\"}");
        heard(layers, "{\"status\":\"Pushing\",\"progressDetail\":{\"current\":512,\"total\":3},\"id\":\"x\"}");
        assertProgress(layers.progress(), "pushing a:1: 1 of 2 layers, 0.0 of 0.0 MB", 0.9995);
        heard(layers, "{\"status\":\"Pushed\",\"progressDetail\":{},\"id\":\"x\"}");
        assertProgress(layers.progress(), "pushing a:1: 2 of 2 layers, 0.0 of 0.0 MB", 1);
    }

    /// What daemons and registries really said.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    docker.image-unknown        | manifest for r.io/c2:nope not found: manifest unknown: manifest unknown
                    docker.image-denied         | pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
                    docker.registry-denied      | Head "http://r.io/v2/lab/c2/manifests/1": no basic auth credentials
                    docker.registry-denied      | unauthorized: authentication required
                    docker.registry-unreachable | Get "http://127.0.0.1:25009/v2/": dial tcp 127.0.0.1:25009: connect: connection refused
                    docker.registry-unreachable | Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host
                    docker.registry-unreachable | Get "https://r.io/v2/": x509: certificate signed by unknown authority
                    docker.registry-insecure    | Get "https://r.io/v2/": http: server gave HTTP response to HTTPS client
                    docker.registry-limit       | toomanyrequests: You have reached your pull rate limit.
                    docker.platform-missing     | no matching manifest for linux/arm64/v8 in the manifest list entries
                    docker.disk-full            | failed to register layer: write /x: no space left on device
                    docker.not-pulled           | something that nobody has seen yet, of geofence
                    """)
    void what_a_registry_says_is_understood(String code, String said) {
        var registry = new Registry("r.io", "r.io");
        var problem = ImageProblems.notCarried("r.io/c2:1", registry, "pulled", said);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).endsWith(": " + said);
    }

    private static boolean heard(Layers layers, String message) throws IOException {
        return layers.heard(JsonReader.readObject(message));
    }

    private static void assertProgress(Engine.Progress progress, String what, double done) {
        assertThat(progress.what()).isEqualTo(what);
        assertThat(progress.done()).isCloseTo(done, org.assertj.core.data.Offset.offset(0.0001));
    }
}
