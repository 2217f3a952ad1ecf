package dev.hauban.house.bad;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Does what must not be done, so that the guards can be seen to refuse it. Nobody calls it.
public final class BadExample {
    public void speaksOutOfTurn() {
        System.out.println(System.getenv("HOME"));
        Runnable hidden = () -> System.exit(1);
        hidden.run();
    }

    public Instant looksAtTheClock() {
        return System.nanoTime() > 0 ? Instant.now() : Instant.EPOCH;
    }

    public boolean looksAtTheWorld() {
        return Files.exists(Path.of("/"));
    }
}
