package dev.hauban.api;

import java.io.IOException;
import java.time.Duration;

/// Closes a line when the time is over: a blocking socket of its own knows no limit.
final class Alarm implements AutoCloseable {
    private final Thread thread;

    Alarm(Duration limit, Line line) {
        this.thread = Thread.ofVirtual().name("alarm").start(() -> {
            try {
                Thread.sleep(limit);
                line.close();
            } catch (InterruptedException inTime) {
                return;
            } catch (IOException alreadyBroken) {
                return;
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
