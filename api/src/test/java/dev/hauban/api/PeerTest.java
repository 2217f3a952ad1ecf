package dev.hauban.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeerTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /// Knocks at a socket and waits until it is let go.
    private static final String KNOCKING = """
            import java.net.UnixDomainSocketAddress;
            import java.nio.ByteBuffer;
            import java.nio.channels.SocketChannel;
            import java.nio.file.Path;

            class Knocking {
                public static void main(String[] arguments) throws Exception {
                    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
                        channel.read(ByteBuffer.allocate(1));
                    }
                }
            }
            """;

    private Path folder;
    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        // Not a @TempDir: another user has to get in.
        folder = Files.createTempDirectory("knock");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        socket = folder.resolve("socket");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        Files.deleteIfExists(folder.resolve("Knocking.java"));
        Files.deleteIfExists(socket);
        Files.delete(folder);
    }

    @Test
    void ones_own_process_is_let_in() throws Exception {
        Process client = knock(List.of());
        try (SocketChannel channel = server.accept()) {
            assertThatCode(() -> Peer.mustBeOwn(channel)).doesNotThrowAnyException();
        }
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_of_another_user_is_refused() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV),
                "needs root and setpriv, to be another user for a moment");
        Process client = knock(List.of(SETPRIV.toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
        try (SocketChannel channel = server.accept()) {
            assertThatThrownBy(() -> Peer.mustBeOwn(channel))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("nobody");
        }
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /// Run from its source, in a folder that everybody may read: the class path may be hidden from other users.
    private Process knock(List<String> as) throws IOException {
        Path source = folder.resolve("Knocking.java");
        Files.writeString(source, KNOCKING);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-r--r--"));
        var words = new ArrayList<>(as);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", source.toString(), socket.toString()));
        return new ProcessBuilder(words).inheritIO().start();
    }
}
