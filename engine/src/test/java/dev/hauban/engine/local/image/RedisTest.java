package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTest {
    @BeforeAll
    static void needs_a_network() {
        assumeTrue(Reachable.mavenCentral(), "Maven Central can't be reached from here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis:7-alpine", "docker.io/library/redis:6.2", "redis", "valkey/valkey:8"})
    void keeps_data_and_asks_for_the_password_that_its_options_set(String image) throws Exception {
        String port = "" + Sandbox.freePort();
        LocalProgram program = Sandbox.program(Services.of(image)
                .command("--port", port, "--bind", "127.0.0.1", "--requirepass", "p w", "--appendonly", "yes")
                .service());
        try (Sandbox sandbox = Sandbox.open()) {
            Process server = sandbox.start(program);
            String[] ping = {"sh", "-c", "redis-cli -p " + port + " -a 'p w' ping | grep -q PONG"};
            sandbox.await(() -> sandbox.isAnswering(program, ping));
            assertThat(sandbox.ask(program, "redis-cli", "-p", port, "get", "k"))
                    .contains("NOAUTH");
            assertThat(sandbox.ask(program, "redis-cli", "-p", port, "--no-auth-warning", "-a", "p w", "set", "k", "v"))
                    .isEqualTo("0: OK");
            server.destroy();
            sandbox.exitCode(server);
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, ping));
            assertThat(sandbox.ask(program, "redis-cli", "-p", port, "--no-auth-warning", "-a", "p w", "get", "k"))
                    .isEqualTo("0: v");
        }
    }

    @Test
    void reads_a_configuration_file() throws Exception {
        String port = "" + Sandbox.freePort();
        LocalProgram program = Sandbox.program(
                Services.of("redis:7").command("redis-server", "/data/my.conf").service());
        try (Sandbox sandbox = Sandbox.ofOrdinaryUser()) {
            sandbox.put("/data/my.conf", "bind 127.0.0.1\nmaxclients 33\nport " + port);
            sandbox.start(program);
            sandbox.await(() -> sandbox.isAnswering(program, "redis-cli", "-p", port, "ping"));
            assertThat(sandbox.ask(program, "redis-cli", "-p", port, "config", "get", "maxclients"))
                    .contains("33");
        }
    }
}
