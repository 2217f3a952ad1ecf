import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The main story of an example application at 50 requests a second. Requests leave at their time, whether or not the ones
/// before have been answered: an answer that is late makes none of the others wait.
///
/// `bench/run story todo-list|emailight|check-in|todoapp-generator [http://127.0.0.1:3000] [seconds]`: the stack must be up;
/// only an address of this machine is asked.
final class Story {
    private static final int PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 5;

    private final Plot plot;
    private final List<Double> took = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failed = new AtomicInteger();

    private Story(Plot plot) {
        this.plot = plot;
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "";
        URI address = URI.create(arguments.length > 1 ? arguments[1] : "http://127.0.0.1:3000");
        int seconds = arguments.length > 2 ? Math.min(300, Integer.parseInt(arguments[2])) : 30;
        if (!List.of("127.0.0.1", "localhost").contains(address.getHost())) {
            System.err.println("only this machine is asked: " + address);
            System.exit(2);
        }
        var visitor = new Visitor(address);
        switch (name) {
            case "todo-list" -> new Story(new Plot.TodoList(visitor)).tell(seconds);
            case "emailight" -> new Story(new Plot.Emailight(visitor)).tell(seconds);
            case "check-in" -> new Story(new Plot.CheckIn(visitor)).tell(seconds);
            case "todoapp-generator" -> new Story(new Plot.TodoappGenerator(visitor)).tell(seconds);
            default -> {
                System.err.println("bench/run story todo-list|emailight|check-in|todoapp-generator [http://127.0.0.1:3000] [seconds]");
                System.exit(2);
            }
        }
    }

    private void tell(int seconds) throws Exception {
        plot.prepare();
        run(WARM_UP_SECONDS);
        took.clear();
        failed.set(0);
        plot.prepare();
        run(seconds);
        report(seconds);
    }

    private void run(int seconds) throws InterruptedException {
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < seconds * PER_SECOND; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                int turn = i;
                threads.submit(() -> ask(turn, due));
            }
        }
    }

    /// Measured from the moment when it was due.
    private void ask(int turn, long due) {
        try {
            var answer = plot.ask(turn);
            took.add((System.nanoTime() - due) / 1e6);
            if (answer.statusCode() >= 400) {
                failed.incrementAndGet();
            }
        } catch (IOException problem) {
            failed.incrementAndGet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(int seconds) {
        List<Double> sorted = took.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d requests in %d s, %d failed; median %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                sorted.size(), seconds, failed.get(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
    }
}
