package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerEndpointTest {
    /// SHA-256 of "server".
    private static final String SERVER = "b3eacd33433b31b5252351032c9b3e7a2e7aa7738d5decdf0dd6c62680853c06";

    @TempDir
    Path home;

    @Test
    void is_this_machines_socket_where_nothing_is_said() {
        DockerEndpoint endpoint = found(Map.of());

        assertThat(endpoint.text()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(endpoint.tls()).isEmpty();
        assertThat(endpoint.version()).isEmpty();
        assertThat(endpoint.remedy("Look.")).isEqualTo("Look.");
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/user/1000/docker.sock, unix:///run/user/1000/docker.sock",
        "unix://, unix:///var/run/docker.sock",
        "tcp://10.1.2.3:4000, tcp://10.1.2.3:4000",
        "tcp://server.example, tcp://server.example:2375",
        "tcp://server.example/, tcp://server.example:2375",
        "tcp://[::1]:4000, tcp://[::1]:4000",
        "tcp://[fe80::1], tcp://[fe80::1]:2375",
        "tcp://:4000, tcp://127.0.0.1:4000",
        "10.1.2.3:4000, tcp://10.1.2.3:4000",
        "' tcp://a:1 ', tcp://a:1"
    })
    void is_where_docker_host_says(String host, String address) {
        DockerEndpoint endpoint = found(Map.of("DOCKER_HOST", host));

        assertThat(endpoint.text()).isEqualTo(address);
        assertThat(endpoint.remedy("Look.")).isEqualTo("Look.\nThe address is from DOCKER_HOST.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npipe:////./pipe/docker",
                "http://a:1",
                "fd://",
                "tcp://",
                "tcp://a:b",
                "tcp://a:0",
                "tcp://a:65536",
                "tcp://a:",
                "tcp://[::1",
                "tcp://[]:1",
                "tcp://[::1]x",
                "tcp://a:1/path",
                "tcp://user@a",
                "tcp://a b",
                "a:1:2"
            })
    void an_address_that_is_none_is_refused(String host) {
        assertProblem(
                Map.of("DOCKER_HOST", host),
                "docker.address",
                "\"" + host + "\", from DOCKER_HOST, is no address of a Docker daemon that Hauban can speak to\n"
                        + "  Write unix:///var/run/docker.sock or tcp://host:port.");
    }

    @Test
    void ssh_is_refused_with_the_way_out() {
        assertProblem(Map.of("DOCKER_HOST", "ssh://me@server"), "docker.ssh", """
                DOCKER_HOST asks for Docker at ssh://me@server, and Hauban does not speak to Docker by SSH
                  Let ssh bring the socket here, and name that:
                  ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock me@server &
                  export DOCKER_HOST=unix:///tmp/docker.sock""");
    }

    @Test
    void takes_certificates_where_verification_is_asked_for() throws IOException {
        Path keys = Files.createDirectory(home.resolve("keys"));
        Files.writeString(keys.resolve("ca.pem"), "");
        Files.writeString(keys.resolve("cert.pem"), "");
        var environment =
                Map.of("DOCKER_HOST", "tcp://a", "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", keys.toString());

        DockerEndpoint endpoint = found(environment);

        assertThat(endpoint.text()).isEqualTo("tcp://a:2376");
        assertThat(endpoint.tls())
                .contains(new DockerEndpoint.Tls(
                        Optional.of(keys.resolve("ca.pem")),
                        Optional.of(keys.resolve("cert.pem")),
                        Optional.empty(),
                        true));
    }

    @Test
    void looks_for_certificates_in_dockers_configuration() throws IOException {
        Files.writeString(Files.createDirectory(home.resolve(".docker")).resolve("key.pem"), "");

        assertThat(found(Map.of("DOCKER_HOST", "tcp://a", "DOCKER_TLS", "1")).tls())
                .contains(new DockerEndpoint.Tls(
                        Optional.empty(), Optional.empty(), Optional.of(home.resolve(".docker/key.pem")), false));
        assertThat(found(Map.of("DOCKER_HOST", "tcp://a", "DOCKER_CERT_PATH", "/x"))
                        .tls())
                .as("without being asked for TLS")
                .isEmpty();
        assertProblem(
                Map.of("DOCKER_HOST", "tcp://a", "DOCKER_TLS_VERIFY", "1"),
                "docker.tls",
                "DOCKER_TLS_VERIFY is set, but there is no " + home.resolve(".docker/ca.pem")
                        + "\n  Set DOCKER_CERT_PATH to the folder that holds ca.pem, cert.pem and key.pem.");
    }

    @Test
    void a_version_can_be_insisted_on() {
        assertThat(found(Map.of("DOCKER_API_VERSION", "1.43")).version()).contains(new ApiVersion(1, 43));
        assertThat(found(Map.of("DOCKER_API_VERSION", "v1.43")).version()).contains(new ApiVersion(1, 43));
        for (String wrong : new String[] {"1.40", "1", "1.", ".41", "a.b", "1.41.2", "1.9999999"}) {
            assertProblem(
                    Map.of("DOCKER_API_VERSION", wrong),
                    "docker.api-version",
                    "DOCKER_API_VERSION is \"" + wrong + "\", and Hauban speaks 1.41 and newer");
        }
    }

    @Test
    void is_where_the_current_context_says() throws IOException {
        configuration("{\"auths\":{},\"currentContext\":\"server\"}");
        context("{\"Name\":\"server\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"tcp://server:2376\","
                + "\"SkipTLSVerify\":false}}}");
        Path keys = Files.createDirectories(home.resolve(".docker/contexts/tls/" + SERVER + "/docker"));
        Files.writeString(keys.resolve("ca.pem"), "");

        DockerEndpoint endpoint = found(Map.of());

        assertThat(endpoint.text()).isEqualTo("tcp://server:2376");
        assertThat(endpoint.tls())
                .contains(new DockerEndpoint.Tls(
                        Optional.of(keys.resolve("ca.pem")), Optional.empty(), Optional.empty(), true));
        assertThat(endpoint.origin()).isEqualTo("the Docker context \"server\"");
    }

    @Test
    void a_context_can_do_without_verification() throws IOException {
        configuration("{\"currentContext\":\"server\"}");
        context("{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://server\",\"SkipTLSVerify\":true}}}");

        assertThat(found(Map.of()).tls())
                .contains(new DockerEndpoint.Tls(Optional.empty(), Optional.empty(), Optional.empty(), false));
        assertThat(found(Map.of()).text()).isEqualTo("tcp://server:2376");
    }

    @Test
    void the_variables_go_before_the_configuration() throws IOException {
        configuration("{\"currentContext\":\"other\"}");
        context("{\"Endpoints\":{\"docker\":{\"Host\":\"unix:///of/server.sock\"}}}");

        assertThat(found(Map.of("DOCKER_CONTEXT", "server")).text()).isEqualTo("unix:///of/server.sock");
        assertThat(found(Map.of("DOCKER_CONTEXT", "default")).text()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(found(Map.of("DOCKER_CONTEXT", "server", "DOCKER_HOST", "tcp://a:1"))
                        .text())
                .isEqualTo("tcp://a:1");
        assertThat(found(Map.of("DOCKER_CONTEXT", "server", "DOCKER_HOST", "")).text())
                .isEqualTo("unix:///of/server.sock");
    }

    @Test
    void the_configuration_can_be_elsewhere() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("config.json"), "{\"currentContext\":\"default\"}");
        configuration("{\"currentContext\":\"server\"}");

        assertThat(found(Map.of("DOCKER_CONFIG", elsewhere.toString())).text())
                .isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void a_context_that_is_not_there_is_told() throws IOException {
        configuration("{\"currentContext\":\"server\"}");

        assertProblem(
                Map.of(),
                "docker.context-absent",
                "there is no Docker context \"server\", which " + home.resolve(".docker/config.json") + " asks for\n"
                        + "  See which there are: docker context ls\n"
                        + "  Or name the daemon itself: DOCKER_HOST=unix:///var/run/docker.sock");
        assertProblem(
                Map.of("DOCKER_CONTEXT", "gone"),
                "docker.context-absent",
                "there is no Docker context \"gone\", which DOCKER_CONTEXT asks for");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                                              | line 1, column 2
                    {"Endpoints":{}}                                               | "docker" is missing
                    {"Endpoints":{"docker":{"Host":5}}}                            | "Host" must be a string
                    {"Endpoints":{"docker":{"Host":"unix:///x","SkipTLSVerify":1}}}| "SkipTLSVerify" must be
                    """)
    void a_context_that_is_broken_is_told(String text, String what) throws IOException {
        context(text);

        assertProblem(
                Map.of("DOCKER_CONTEXT", "server"),
                "docker.context-broken",
                "the Docker context \"server\" can't be read: ",
                SERVER,
                what,
                "Make it anew: docker context rm server, docker context create server");
    }

    @Test
    void a_context_that_names_no_daemon_is_told() throws IOException {
        context("{\"Endpoints\":{\"docker\":{\"Host\":\"\"}}}");

        assertProblem(
                Map.of("DOCKER_CONTEXT", "server"),
                "docker.address",
                "\"\", from the Docker context \"server\", is no address of a Docker daemon");
    }

    @Test
    void a_configuration_that_is_broken_is_told() throws IOException {
        configuration("{\"currentContext\":");

        assertProblem(
                Map.of(),
                "docker.configuration-broken",
                "Docker's configuration " + home.resolve(".docker/config.json") + " can't be read: line 1",
                "Mend it. Or name the daemon itself: DOCKER_HOST=unix:///var/run/docker.sock");
    }

    private DockerEndpoint found(Map<String, String> environment) {
        return DockerEndpoint.of(environment, home);
    }

    private void assertProblem(Map<String, String> environment, String code, String... words) {
        assertThatThrownBy(() -> found(environment)).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problems()).hasSize(1);
            assertThat(failure.problems().getFirst().code()).isEqualTo(code);
            assertThat(failure.problems().getFirst().text()).contains(words);
        });
    }

    private void configuration(String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".docker")).resolve("config.json"), text);
    }

    private void context(String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".docker/contexts/meta/" + SERVER));
        Files.writeString(folder.resolve("meta.json"), text);
    }
}
