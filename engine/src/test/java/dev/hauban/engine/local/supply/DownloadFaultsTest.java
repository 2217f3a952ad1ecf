package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mirror that the user's Maven settings name, and what it may do wrong.
class DownloadFaultsTest {
    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private final List<String> asked = new ArrayList<>();
    private HttpServer mirror;
    private Artifact artifact;

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange, int attempt) throws IOException;
    }

    @BeforeEach
    void open_a_mirror() throws Exception {
        new Random(7).nextBytes(content);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        artifact = Artifact.parse("REDIS 7 amd64 org.example:thing:1.0 " + sum + " 300000 file a redis-server");
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.start();
        String url = "http://127.0.0.1:" + mirror.getAddress().getPort() + "/maven";
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.writeString(folder.resolve("home/.m2/settings.xml"), """
                <settings><mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                <servers><server><id>ours</id><username>ann</username><password>${env.WORD}</password></server></servers>
                </settings>
                """.formatted(url));
        Files.createDirectories(folder.resolve("to"));
    }

    @AfterEach
    void close_it() {
        mirror.stop(0);
    }

    private void answer(Answer answer) {
        mirror.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answer.to(exchange, asked.size());
            exchange.close();
        });
    }

    private void send(HttpExchange exchange, byte[] bytes, int length) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, length);
    }

    private Path fetch() throws InterruptedException {
        var machine = new Machine(Map.of("WORD", "open"), folder.resolve("home"), folder.resolve("cache"), "amd64");
        return new MavenRepository(machine).fetch(artifact, folder.resolve("to"), Progress.ignored());
    }

    @Test
    void takes_the_users_mirror_with_the_login_that_belongs_to_it() throws Exception {
        answer((exchange, _) -> send(exchange, content, content.length));
        assertThat(Files.readAllBytes(fetch())).isEqualTo(content);
        assertThat(asked).containsExactly("/maven/org/example/thing/1.0/thing-1.0.jar Basic YW5uOm9wZW4=");
    }

    @Test
    void fetches_again_once_when_the_download_was_cut() throws Exception {
        answer((exchange, attempt) -> send(exchange, content, attempt == 1 ? 100_000 : content.length));
        assertThat(Files.readAllBytes(fetch())).isEqualTo(content);
        assertThat(asked).hasSize(2);
    }

    @Test
    void refuses_what_is_not_the_pinned_file_and_leaves_nothing_of_it() throws Exception {
        byte[] other = content.clone();
        other[1234] ^= 1;
        answer((exchange, _) -> send(exchange, other, other.length));
        assertThatThrownBy(this::fetch).hasMessageContaining("SHA-256").hasMessageContaining("settings.xml");
        assertThat(asked).hasSize(2);
        try (var left = Files.list(folder.resolve("to"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void says_what_a_mirror_without_it_answers() {
        answer((exchange, _) -> exchange.sendResponseHeaders(404, -1));
        assertThatThrownBy(this::fetch)
                .hasMessageContaining("org.example:thing:1.0")
                .hasMessageContaining("404");
    }

    @Test
    void uses_the_users_own_copy_if_it_is_whole() throws Exception {
        answer((exchange, _) -> send(exchange, content, content.length));
        Path own = folder.resolve("home/.m2/repository/org/example/thing/1.0/thing-1.0.jar");
        Files.createDirectories(own.getParent());
        Files.write(own, content);
        assertThat(fetch()).isEqualTo(own);
        assertThat(asked).isEmpty();
        byte[] torn = content.clone();
        torn[9] ^= 1;
        Files.write(own, torn);
        assertThat(fetch()).isNotEqualTo(own);
        assertThat(asked).hasSize(1);
    }
}
