package dev.hauban.engine.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks for many things at once; the answers come in the order of the questions.
final class Together {
    /// Below, asking one after the other takes no longer than beginning to ask together.
    private static final int WORTH_IT = 4;

    private Together() {}

    interface Asking<Q, A> {
        A ask(Q question) throws IOException, InterruptedException;
    }

    /// @throws IOException the first failure, once all have ended
    static <Q, A> List<A> of(List<Q> questions, Asking<Q, A> asking) throws IOException, InterruptedException {
        var answers = new ArrayList<A>();
        if (questions.size() < WORTH_IT) {
            for (Q question : questions) {
                answers.add(asking.ask(question));
            }
            return answers;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<A>>();
            for (Q question : questions) {
                Callable<A> task = () -> asking.ask(question);
                futures.add(threads.submit(task));
            }
            for (Future<A> future : futures) {
                answers.add(answer(future));
            }
        }
        return answers;
    }

    private static <A> A answer(Future<A> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IOException(failed);
            }
        }
    }
}
