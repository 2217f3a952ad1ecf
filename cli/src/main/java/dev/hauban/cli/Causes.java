package dev.hauban.cli;

import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/// What went wrong in another thread, thrown here as if it had gone wrong here.
final class Causes {
    private Causes() {}

    /// Never returns; the result is for `throw`, so that the compiler knows it.
    static IOException thrown(ExecutionException failed) throws IOException, InterruptedException {
        return switch (failed.getCause()) {
            case IOException cause -> cause;
            case InterruptedException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case null, default -> throw new DefectException("a thread ended in a way that nobody foresaw", failed);
        };
    }
}
