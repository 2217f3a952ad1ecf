package dev.hauban.engine.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Asks for many things at once; the answers come in the order of the questions.
final class Together {
    /// Below, asking one after the other takes no longer than beginning to ask together.
    private static final int WORTH_IT = 4;

    /// More at once are answered no sooner, and each needs a connection of its own.
    private static final int AT_ONCE = 4;

    private Together() {}

    interface Asking<Q, A> {
        A ask(Q question) throws IOException, InterruptedException;
    }

    /// @throws IOException the failure of the first question that failed
    static <Q, A> List<A> of(List<Q> questions, Asking<Q, A> asking) throws IOException, InterruptedException {
        var tasks = new ArrayList<FutureTask<A>>();
        for (Q question : questions) {
            tasks.add(new FutureTask<>(() -> asking.ask(question)));
        }
        // A task is carried out by whoever comes to it first, and passed over by the others.
        Runnable work = () -> tasks.forEach(FutureTask::run);
        var others = new ArrayList<Thread>();
        for (int number = 1; number < AT_ONCE && questions.size() >= WORTH_IT; number++) {
            others.add(Threads.named("question").start(work));
        }
        try {
            work.run();
            var answers = new ArrayList<A>();
            for (FutureTask<A> task : tasks) {
                answers.add(answer(task));
            }
            return answers;
        } finally {
            others.forEach(Thread::interrupt);
        }
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
