package dev.hauban.scenario;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// A daemon that the tests are given is one test's at a time, in whichever JVM of the tests it runs: some count what is
/// on it. A test may have several places on it.
final class Turn implements AutoCloseable {
    private static final Map<String, Turn> TURNS = new HashMap<>();

    private final String host;
    private final FileChannel lock;
    private int places = 1;

    private Turn(String host, FileChannel lock) {
        this.host = host;
        this.lock = lock;
    }

    static Turn on(String host) throws IOException {
        synchronized (TURNS) {
            Turn own = TURNS.get(host);
            if (own != null) {
                own.places++;
                return own;
            }
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "hauban-turn-" + System.getProperty("user.name") + "-" + Integer.toHexString(host.hashCode()));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // The kernel lets go of it when the channel is closed, or its process ends.
            channel.lock();
            var turn = new Turn(host, channel);
            TURNS.put(host, turn);
            return turn;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (TURNS) {
            places--;
            if (places == 0) {
                TURNS.remove(host);
                lock.close();
            }
        }
    }
}
