package dev.hauban.engine.docker.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Listens on a socket and says, byte for byte, what a test wants to have said.
public final class FakeDaemon implements AutoCloseable {
    static final Script PING = peer -> peer.say("HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nContent-Length: 2\r\n\r\nOK");

    private final ServerSocketChannel server;
    private final DockerEndpoint.Address address;
    private final Optional<SSLContext> tls;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final Thread accepting;

    /// What happens after a request was read.
    public interface Script {
        void play(Peer peer) throws IOException, InterruptedException;
    }

    /// @param connection which one it came on, from 0
    public record Asked(int connection, String head, byte[] body) {
        public String line() {
            return head.substring(0, head.indexOf('\r'));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private FakeDaemon(ServerSocketChannel server, DockerEndpoint.Address address, Optional<SSLContext> tls) {
        this.server = server;
        this.address = address;
        this.tls = tls;
        when("/_ping", PING);
        this.accepting = Thread.ofVirtual().name("fake daemon").start(this::accept);
    }

    public static FakeDaemon onSocket(Path socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new FakeDaemon(server, new DockerEndpoint.Address.Socket(socket), Optional.empty());
    }

    public static FakeDaemon onPort() throws IOException {
        return onPort(Optional.empty());
    }

    public static FakeDaemon onPort(Optional<SSLContext> tls) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        SocketAddress local = server.getLocalAddress();
        int port = ((InetSocketAddress) local).getPort();
        return new FakeDaemon(server, new DockerEndpoint.Address.Host("127.0.0.1", port), tls);
    }

    DockerEndpoint.Address address() {
        return address;
    }

    public DockerEndpoint endpoint() {
        return new DockerEndpoint(address, Optional.empty(), Optional.empty(), "");
    }

    /// @param path without the version in front and without the query
    public FakeDaemon when(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    public FakeDaemon when(String path, String answer) {
        return when(path, peer -> peer.say(answer));
    }

    public List<Asked> asked() {
        return asked;
    }

    /// What was asked besides the version.
    public List<Asked> askedInEarnest() {
        return asked.stream().filter(one -> !one.line().contains("/_ping")).toList();
    }

    /// How conversations broke: most tests break some.
    List<Exception> failures() {
        return failures;
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            // Only then does nobody listen any more.
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }

    void hangUp() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                int number = connections.size() - 1;
                Thread.ofVirtual().name("fake daemon " + number).start(() -> serve(connection, number));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SocketChannel connection, int number) {
        try (connection) {
            Peer peer = tls.isPresent() ? Peer.over(connection.socket(), tls.get()) : Peer.over(connection);
            while (peer.reads(number)) {
                asked.add(peer.asked());
                Script script = scripts.get(peer.path());
                if (script == null) {
                    peer.say(
                            "HTTP/1.1 404 Not Found\r\nContent-Length: 31\r\n\r\n{\"message\":\"page not found\"}\n  ");
                } else {
                    script.play(peer);
                }
            }
        } catch (IOException | InterruptedException clientLeft) {
            failures.add(clientLeft);
        }
    }

    private void converse(Peer peer, int number) throws IOException, InterruptedException {
        while (peer.reads(number)) {
            asked.add(peer.asked());
            Script script = scripts.get(peer.path());
            if (script == null) {
                peer.say("HTTP/1.1 404 Not Found\r\nContent-Length: 31\r\n\r\n{\"message\":\"page not found\"}\n  ");
            } else {
                script.play(peer);
            }
        }
    }

    /// A connection that is closed with bytes unread loses what was said last.
    private static void hearOut(SocketChannel connection) throws IOException {
        var unread = ByteBuffer.allocate(1000);
        while (connection.read(unread.clear()) >= 0) {
            continue;
        }
    }

    /// The client of one connection, as the daemon sees it.
    public static final class Peer {
        private final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;
        private final Optional<SSLSocket> safe;
        private Asked asked = new Asked(0, "\r", new byte[0]);

        private Peer(SocketChannel channel, InputStream in, OutputStream out, Optional<SSLSocket> safe) {
            this.channel = channel;
            this.in = in;
            this.out = out;
            this.safe = safe;
        }

        static Peer over(SocketChannel channel) {
            return new Peer(
                    channel, Channels.newInputStream(channel), Channels.newOutputStream(channel), Optional.empty());
        }

        static Peer over(Socket socket, SSLContext tls) throws IOException {
            var safe = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
            safe.setUseClientMode(false);
            safe.setNeedClientAuth(true);
            return new Peer(socket.getChannel(), safe.getInputStream(), safe.getOutputStream(), Optional.of(safe));
        }

        public Asked asked() {
            return asked;
        }

        String path() {
            String target = asked.line().split(" ")[1];
            String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
            return path.replaceFirst("^/v[0-9.]+/", "/");
        }

        public void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.UTF_8));
        }

        public void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /// So that each byte arrives alone, as far as a socket allows.
        void sayByteByByte(String text) throws IOException, InterruptedException {
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                say(new byte[] {one});
                Thread.sleep(0, 200_000);
            }
        }

        public void hangUp() throws IOException {
            channel.close();
        }

        /// With TLS's own farewell where it is spoken.
        void endOutput() throws IOException {
            if (safe.isPresent()) {
                safe.get().shutdownOutput();
            } else {
                channel.shutdownOutput();
            }
        }

        /// Until the client says no more.
        public byte[] rest() throws IOException {
            return in.readAllBytes();
        }

        boolean reads(int number) throws IOException {
            String head = head();
            if (head.isEmpty()) {
                return false;
            }
            asked = new Asked(number, head, body(head));
            return true;
        }

        private String head() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            return head.toString();
        }

        private byte[] body(String head) throws IOException {
            int length = head.indexOf("Content-Length: ");
            if (length >= 0) {
                int from = length + "Content-Length: ".length();
                return in.readNBytes(Integer.parseInt(head.substring(from, head.indexOf('\r', from))));
            }
            return head.contains("Transfer-Encoding: chunked") ? chunks() : new byte[0];
        }

        private byte[] chunks() throws IOException {
            var body = new ByteArrayOutputStream();
            while (true) {
                var line = new StringBuilder();
                while (line.indexOf("\r\n") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        throw new IOException("the body ends too early");
                    }
                    line.append((char) next);
                }
                int size = Integer.parseInt(line.toString().strip(), 16);
                body.write(in.readNBytes(size));
                in.readNBytes(2);
                if (size == 0) {
                    return body.toByteArray();
                }
            }
        }
    }
}
