package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.catalog.Product;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Fetches for real, on a machine whose PATH has nothing.
class FetchingTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needs_a_network() {
        assumeTrue(isReachable("repo.maven.apache.org"), "Maven Central can't be reached from here");
    }

    private Machine machine() {
        return new Machine(
                Map.of("PATH", "/nonexistent"),
                Path.of(System.getProperty("user.home")),
                folder.resolve("cache"),
                "amd64");
    }

    @Test
    void brings_the_very_version_of_postgresql_from_maven_central_and_needs_no_network_afterwards() throws Exception {
        Need need = Need.version(Product.POSTGRESQL_SERVER, 16);
        assertThat(new Supply(machine()).origin(need).isReady()).isFalse();
        Tools tools = new Supply(machine()).get(need, Progress.ignored());
        assertThat(output(tools.bin().orElseThrow().resolve("postgres"))).contains("(PostgreSQL) 16.");
        assertThat(new Supply(machine()).origin(need).isReady()).isTrue();
        assertThat(new Supply(offline()).get(need, Progress.ignored())).isEqualTo(tools);
    }

    private Machine offline() {
        return machine().with(Map.of("https_proxy", "http://127.0.0.1:9", "http_proxy", "http://127.0.0.1:9"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL_CLIENT", "MYSQL_SERVER", "MYSQL_CLIENT", "REDIS", "CURL", "WGET", "NETCAT", "JQ"})
    void brings_programs_from_the_distributions_packages_that_run_from_the_cache(Product product) throws Exception {
        assumeTrue(Files.isExecutable(DebianPackages.APT), "this is not a Debian-like machine");
        Need need = Need.any(product);
        Tools tools = new Supply(machine()).get(need, Progress.ignored());
        assertThat(tools.origin()).startsWith("the packages of");
        String flag = product == Product.NETCAT ? "-h" : "--version";
        Path program = tools.bin().orElseThrow().resolve(product.programs().getFirst());
        assertThat(output(program, flag)).matches("(?s).*\\d+\\.\\d+.*|(?s).*usage: nc.*");
        assertThat(new Supply(offline()).get(need, Progress.ignored())).isEqualTo(tools);
    }

    @Test
    void two_at_once_fetch_once() throws Exception {
        Need need = Need.program(Product.NETCAT, "nc");
        var results = new java.util.concurrent.ConcurrentLinkedQueue<Tools>();
        var threads = java.util.stream.IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    try {
                        results.add(new Supply(machine()).get(need, Progress.ignored()));
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results).hasSize(2);
        assertThat(List.copyOf(results).get(0)).isEqualTo(List.copyOf(results).get(1));
    }

    private static String output(Path program, String... words) throws IOException, InterruptedException {
        var all = new java.util.ArrayList<>(List.of(program.toString()));
        all.addAll(words.length == 0 ? List.of("--version") : List.of(words));
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    static boolean isReachable(String host) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, 443), 3000);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
