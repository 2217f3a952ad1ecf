package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What a command reads, and where the two things go that it writes.
public record Channels(InputStream input, OutputStream output, OutputStream error) {
    private static final int PIECE = 64 * 1024;
    private static final int PATIENCE_SECONDS = 2;

    /// Until the process has ended, and all that it wrote has been passed on.
    ///
    /// @param before what it is told in front of the input
    /// @return its exit code
    int runThrough(Process process, byte[] before) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var feeding = threads.submit(() -> feed(process, before));
            var writing = threads.submit(ended(process, process.getInputStream(), output));
            var erring = threads.submit(ended(process, process.getErrorStream(), error));
            try {
                int code = process.waitFor();
                passed(writing);
                passed(erring);
                return code;
            } finally {
                end(process);
                feeding.cancel(true);
            }
        }
    }

    /// One that can't pass on what the process writes lets it write no more.
    private static Callable<Long> ended(Process process, InputStream from, OutputStream to) {
        return () -> {
            boolean isPassed = false;
            try {
                long passed = pass(from, to);
                isPassed = true;
                return passed;
            } finally {
                if (!isPassed) {
                    process.destroy();
                }
            }
        };
    }

    private static long pass(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE];
        long passed = 0;
        for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
            to.write(piece, 0, count);
            passed += count;
        }
        to.flush();
        return passed;
    }

    /// What can't be read ends the process: it would take the half for the whole.
    private long feed(Process process, byte[] before) throws IOException {
        byte[] piece = new byte[PIECE];
        long fed = 0;
        try (OutputStream to = process.getOutputStream()) {
            if (!wasGiven(to, before, before.length)) {
                return fed;
            }
            for (int count = read(process, piece); count >= 0; count = read(process, piece)) {
                if (!wasGiven(to, piece, count)) {
                    return fed;
                }
                fed += count;
            }
        }
        return fed;
    }

    private int read(Process process, byte[] piece) throws IOException {
        try {
            return input.read(piece);
        } catch (IOException unreadable) {
            process.destroy();
            throw unreadable;
        }
    }

    /// @return false when the process reads no more, which is its right
    private static boolean wasGiven(OutputStream to, byte[] piece, int count) {
        try {
            to.write(piece, 0, count);
            to.flush();
            return true;
        } catch (IOException noMore) {
            return false;
        }
    }

    private static void passed(Future<Long> passing) throws IOException, InterruptedException {
        try {
            passing.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw failed.getCause() instanceof IOException known
                    ? known
                    : new IOException("what a command wrote can't be passed on", failed);
        }
    }

    /// The shim passes the wish on, and takes along all that was started; it is killed when that takes too long.
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hasty) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
