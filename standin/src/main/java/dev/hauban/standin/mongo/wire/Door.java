package dev.hauban.standin.mongo.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Listens, and has each question of each connection answered in turn, on a thread of the connection's own.
public final class Door implements AutoCloseable {
    private static final int MOST_WAITING = 128;

    private final Reception reception;
    private final Consumer<String> log;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final Set<SocketChannel> guests = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();

    /// @param log told what went wrong with a connection
    public Door(Reception reception, Consumer<String> log) {
        this.reception = reception;
        this.log = log;
    }

    /// Who makes the answers.
    public interface Reception {
        /// @param peer where it comes from
        Guest welcome(SocketAddress peer);
    }

    /// One connection.
    public interface Guest extends AutoCloseable {
        Message answer(int id, Message question);

        @Override
        void close();
    }

    /// @param port 0 for any that is free
    /// @return the port that it is
    public int listen(InetAddress address, int port) throws IOException {
        var listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            listener.bind(new InetSocketAddress(address, port), MOST_WAITING);
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
        begin(listener);
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    public void listen(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        begin(listener);
    }

    /// How many are connected.
    public int guests() {
        return guests.size();
    }

    private void begin(ServerSocketChannel listener) {
        listeners.add(listener);
        Thread.ofVirtual().name("door").start(() -> acceptAll(listener));
    }

    private void acceptAll(ServerSocketChannel listener) {
        while (listener.isOpen()) {
            try {
                SocketChannel guest = listener.accept();
                guests.add(guest);
                Thread.ofVirtual().name("guest").start(() -> serve(guest));
            } catch (IOException closed) {
                if (listener.isOpen()) {
                    log.accept("cannot accept a connection: " + closed.getMessage());
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            SocketAddress peer = channel.getRemoteAddress();
            if (peer instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            OutputStream out = Channels.newOutputStream(channel);
            try (Guest guest = reception.welcome(peer)) {
                converse(guest, in, out);
            }
        } catch (IOException gone) {
            if (gone.getMessage() != null && gone.getMessage().startsWith("not MongoDB's")) {
                log.accept("a connection was closed: " + gone.getMessage());
            }
        } finally {
            guests.remove(channel);
        }
    }

    private void converse(Guest guest, InputStream in, OutputStream out) throws IOException {
        while (true) {
            Optional<Message> question = Message.read(in);
            if (question.isEmpty()) {
                return;
            }
            Message answer = guest.answer(answers.incrementAndGet(), question.get());
            if (question.get().wantsAnswer()) {
                answer.write(out);
            }
        }
    }

    /// Nobody comes in any more, and whoever is in goes.
    @Override
    public void close() {
        for (ServerSocketChannel listener : listeners) {
            closeQuietly(listener);
        }
        guests.forEach(this::closeQuietly);
    }

    private void closeQuietly(java.io.Closeable channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            log.accept("a socket can't be closed: " + failed.getMessage());
        }
    }
}
