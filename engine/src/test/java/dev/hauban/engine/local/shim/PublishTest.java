package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The service's side of a published port is played by the test itself: the relay doesn't ask whose port it is.
@Timeout(60)
class PublishTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int SIGTERM = 15;

    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        workshop.endAll();
    }

    private Spec publish(String protocol, int published, int port) throws IOException {
        return workshop.shell("a", "exec sleep 100")
                .with(
                        "publish",
                        protocol,
                        "127.0.0.1",
                        Integer.toString(published),
                        "127.0.0.1",
                        Integer.toString(port));
    }

    @Test
    void refuses_a_port_that_is_taken_by_its_name() throws Exception {
        try (var taken = new ServerSocket(0, 1, HERE)) {
            int port = taken.getLocalPort();
            assertThat(workshop.refusal(publish("tcp", port, 1)))
                    .startsWith("publish tcp 127.0.0.1 " + port + ": ")
                    .containsIgnoringCase("in use");
        }
    }

    @Test
    void passes_every_byte_on_both_ways_and_half_closed() throws Exception {
        try (var service = new ServerSocket(0, 10, HERE)) {
            int published = Neighbors.freePort();
            workshop.start(publish("tcp", published, service.getLocalPort()));
            byte[] data = new byte[20_000_000];
            new Random(7).nextBytes(data);
            try (var client = new Socket(HERE, published);
                    var other = service.accept()) {
                var sender = Thread.ofVirtual().start(() -> send(client, data));
                byte[] received = other.getInputStream().readAllBytes();
                assertThat(received).isEqualTo(data);
                // The client has said that it is done; the answer comes all the same.
                var answerer = Thread.ofVirtual().start(() -> send(other, received));
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(data);
                sender.join();
                answerer.join();
            }
        }
    }

    private static void send(Socket socket, byte[] data) {
        try {
            socket.getOutputStream().write(data);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_reader_that_stops_reading_stops_the_writer() throws Exception {
        try (var service = new ServerSocket(0, 10, HERE)) {
            int published = Neighbors.freePort();
            workshop.start(publish("tcp", published, service.getLocalPort()));
            try (var client = java.nio.channels.SocketChannel.open(new InetSocketAddress(HERE, published));
                    var other = service.accept()) {
                assertThat(other.isConnected()).isTrue();
                client.configureBlocking(false);
                var data = java.nio.ByteBuffer.allocate(1 << 20);
                long sent = 0;
                for (int idle = 0; idle < 20; ) {
                    int written = client.write(data.clear());
                    sent += written;
                    idle = written == 0 ? idle + 1 : 0;
                    Thread.sleep(written == 0 ? 10 : 0);
                    assertThat(sent)
                            .as("what the relay swallows for a reader that doesn't read")
                            .isLessThan(64L << 20);
                }
            }
        }
    }

    @Test
    void resets_when_the_service_does_not_listen() throws Exception {
        int published = Neighbors.freePort();
        workshop.start(publish("tcp", published, Neighbors.freePort()));
        try (var client = new Socket(HERE, published)) {
            assertThat(client.getInputStream().read()).as("an end, not a reset").isEqualTo(Integer.MIN_VALUE);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void holds_a_thousand_connections_at_once() throws Exception {
        var sockets = new ArrayList<Socket>();
        try (var service = new ServerSocket(0, 1000, HERE)) {
            int published = Neighbors.freePort();
            workshop.start(publish("tcp", published, service.getLocalPort()));
            for (int i = 0; i < 1000; i++) {
                sockets.add(new Socket(HERE, published));
                sockets.add(service.accept());
            }
            for (int i = 0; i < 1000; i++) {
                sockets.get(2 * i).getOutputStream().write(i % 100);
            }
            int sum = 0;
            for (int i = 0; i < 1000; i++) {
                sum += sockets.get(2 * i + 1).getInputStream().read();
            }
            assertThat(sum).isEqualTo(49_500);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void passes_datagrams_on_and_their_answers_back() throws Exception {
        try (var service = new DatagramSocket(0, HERE);
                var client = new DatagramSocket(0, HERE)) {
            int published = freeDatagramPort();
            workshop.start(publish("udp", published, service.getLocalPort()));
            client.setSoTimeout(10_000);
            service.setSoTimeout(10_000);
            client.send(new DatagramPacket("ping".getBytes(StandardCharsets.UTF_8), 4, HERE, published));
            var packet = new DatagramPacket(new byte[100], 100);
            service.receive(packet);
            service.send(new DatagramPacket("pong!".getBytes(StandardCharsets.UTF_8), 5, packet.getSocketAddress()));
            client.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo("pong!");
            assertThat(packet.getPort()).isEqualTo(published);
        }
    }

    private static int freeDatagramPort() throws SocketException {
        try (var socket = new DatagramSocket(0, HERE)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void the_port_is_free_when_the_shim_has_ended() throws Exception {
        int published = Neighbors.freePort();
        var running = workshop.start(publish("tcp", published, 1));
        workshop.shim().signal(running.main(), SIGTERM);
        workshop.end("a", running);
        try (var again = new ServerSocket()) {
            again.bind(new InetSocketAddress(HERE, published));
            assertThat(again.isBound()).isTrue();
        }
    }
}
