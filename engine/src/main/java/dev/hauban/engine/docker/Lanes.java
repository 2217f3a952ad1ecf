package dev.hauban.engine.docker;

import java.io.IOException;
import java.time.Duration;

/// Lets a daemon stop and remove so many containers at once, and removes first. One that is given fifty to stop has
/// stopped all of them before it removes the first; in lanes the one goes on while the other waits, and both are over a
/// quarter sooner (docs/decisions/0048).
///
/// Nobody waits for long: where nothing has come to its end for a while, the daemon is waiting for containers that take
/// their time to end, and everybody goes on.
final class Lanes {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final int width;
    private final long patience;
    private int taken;
    private int removing;
    private long lastEnd = System.nanoTime();

    /// @param patience how long nothing comes to its end before everybody goes on
    Lanes(int width, Duration patience) {
        this.width = width;
        this.patience = patience.toNanos();
    }

    /// As many as keep this machine's daemon busy.
    static Lanes ofMachine() {
        return new Lanes(4 * Runtime.getRuntime().availableProcessors(), PATIENCE);
    }

    interface Work<R> {
        R carryOut() throws IOException, InterruptedException;
    }

    <R> R stop(Work<R> work) throws IOException, InterruptedException {
        return carryOut(work, false);
    }

    <R> R remove(Work<R> work) throws IOException, InterruptedException {
        return carryOut(work, true);
    }

    private <R> R carryOut(Work<R> work, boolean isRemoval) throws IOException, InterruptedException {
        take(isRemoval);
        try {
            return work.carryOut();
        } finally {
            leave();
        }
    }

    private synchronized void take(boolean isRemoval) throws InterruptedException {
        removing += isRemoval ? 1 : 0;
        try {
            if (taken == 0) {
                lastEnd = System.nanoTime();
            }
            long left = patience;
            while ((taken >= width || !isRemoval && removing > 0) && left > 0) {
                wait(left / 1_000_000 + 1);
                left = patience - (System.nanoTime() - lastEnd);
            }
            taken++;
        } finally {
            removing -= isRemoval ? 1 : 0;
            notifyAll();
        }
    }

    private synchronized void leave() {
        taken--;
        lastEnd = System.nanoTime();
        notifyAll();
    }
}
