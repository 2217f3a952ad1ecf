package dev.hauban.scenario;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a command and a real daemon, and does something when the daemon has carried out the n-th request that
/// changes anything, before the command hears of it.
final class CuttingDaemon implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path daemon;
    private final int cutAt;
    private final Runnable cut;
    private final AtomicInteger changes = new AtomicInteger();
    private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /// @param socket where the command finds it
    /// @param cutAt which request; 1 is the first
    CuttingDaemon(Path socket, String host, int cutAt, Runnable cut) throws IOException {
        this.daemon = Path.of(host.substring("unix://".length()));
        this.cutAt = cutAt;
        this.cut = cut;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        begin(this::serve);
    }

    private void begin(Runnable work) {
        threads.add(Thread.ofVirtual().start(work));
    }

    private void serve() {
        try {
            while (true) {
                meet(server.accept());
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void meet(SocketChannel command) {
        try {
            SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(daemon));
            open.addAll(List.of(command, there));
            var answers = new Answers(command, there);
            begin(answers::pass);
            begin(() -> ask(command, there, answers));
        } catch (IOException nobodyThere) {
            close(List.of(command));
        }
    }

    private void ask(SocketChannel command, SocketChannel there, Answers answers) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (command.read(buffer) >= 0) {
                buffer.flip();
                if (changesSomething(buffer) && changes.incrementAndGet() == cutAt) {
                    answers.isCut = true;
                }
                while (buffer.hasRemaining()) {
                    there.write(buffer);
                }
                buffer.clear();
            }
            there.shutdownOutput();
        } catch (IOException gone) {
            close(List.of(command, there));
        }
    }

    /// A request's head comes in one piece.
    private static boolean changesSomething(ByteBuffer piece) {
        byte[] begin = new byte[Math.min(piece.remaining(), 8)];
        piece.get(piece.position(), begin);
        String text = new String(begin, StandardCharsets.US_ASCII);
        return text.startsWith("POST /") || text.startsWith("PUT /") || text.startsWith("DELETE /");
    }

    private final class Answers {
        private final SocketChannel command;
        private final SocketChannel there;
        private volatile boolean isCut;

        Answers(SocketChannel command, SocketChannel there) {
            this.command = command;
            this.there = there;
        }

        void pass() {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            try {
                while (there.read(buffer) >= 0) {
                    if (isCut) {
                        cut.run();
                        return;
                    }
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        command.write(buffer);
                    }
                    buffer.clear();
                }
            } catch (IOException gone) {
                return;
            } finally {
                CuttingDaemon.close(List.of(command, there));
            }
        }
    }

    private static void close(List<SocketChannel> channels) {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        close(List.copyOf(open));
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
