package dev.faildaily.web;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// The life of a program: what it owns is closed in reverse order when it is told to go (SIGTERM, Ctrl-C),
/// and it then ends with 0, because it did what it was told.
public final class Program {

    /// Wrong settings, by the convention of sysexits.h.
    private static final int CONFIGURATION = 78;

    private static final int FAILED = 1;

    private final Log log;
    private final Deque<AutoCloseable> owned = new ConcurrentLinkedDeque<>();

    public Program(Log log) {
        this.log = log;
    }

    /// The first thing that a program does.
    @FunctionalInterface
    public interface Start {
        void run() throws IOException;
    }

    public <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    /// Ends the process when the start fails, with the reason and without a trace where the reason says it all.
    public static void main(String name, Start start) {
        try {
            start.run();
        } catch (Settings.Wrong wrong) {
            System.err.println(name + " can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException problem) {
            System.err.println(name + " can't start: " + problem.getMessage());
            System.exit(FAILED);
        }
    }

    public void closeWhenTold() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
    }

    private void close() {
        log.info("going down");
        var status = 0;
        for (var part : owned) {
            try {
                part.close();
            } catch (Exception problem) {
                // The end of the program: the other parts are still to be closed.
                log.error("not closed properly", problem);
                status = FAILED;
            }
        }
        log.info("down");
        log.close();
        // After a signal the JVM would end with 143 (SIGTERM) or 130.
        Runtime.getRuntime().halt(status);
    }
}
