package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// This process's terminal, handed over to a process inside a container: every key goes there, Ctrl-C too, and the size
/// of the window with it. Closing it gives the terminal back as it was.
final class RawTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final long LOOK = 250;

    private final Optional<String> before;
    private final Optional<Thread> sizing;

    private RawTerminal(Optional<String> before, Optional<Thread> sizing) {
        this.before = before;
        this.sizing = sizing;
    }

    static RawTerminal none() {
        return new RawTerminal(Optional.empty(), Optional.empty());
    }

    /// @param path where the process is told of the window's size, with a place for its id
    static RawTerminal of(DockerDaemon daemon, String path, String id) throws IOException, InterruptedException {
        Optional<String> before = stty("-g");
        if (before.isEmpty()) {
            return none();
        }
        Thread sizing = Threads.named("window").start(() -> followSize(daemon, path, id));
        stty("raw", "-echo");
        return new RawTerminal(before, Optional.of(sizing));
    }

    @Override
    public void close() throws IOException {
        sizing.ifPresent(Thread::interrupt);
        if (before.isPresent()) {
            giveBack(before.get());
        }
    }

    /// Even when whoever has it is being interrupted: a terminal left raw is of no use to anybody.
    private static void giveBack(String settings) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            stty(settings);
        } catch (InterruptedException again) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The size is asked for four times a second: a signal for it can be had only through classes that are not the
    /// platform's.
    private static void followSize(DockerDaemon daemon, String path, String id) {
        String told = "";
        try {
            while (!Thread.currentThread().isInterrupted()) {
                String size = stty("size").orElse("");
                int space = size.indexOf(' ');
                if (space > 0 && !size.equals(told) && resize(daemon, path, id, size)) {
                    told = size;
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The process has ended, and its terminal with it.
            return;
        }
    }

    /// @return false while the process hasn't begun
    private static boolean resize(DockerDaemon daemon, String path, String id, String size)
            throws IOException, InterruptedException {
        int space = size.indexOf(' ');
        try {
            daemon.call(DockerRequest.post(path, id)
                    .query("h", size.substring(0, space))
                    .query("w", size.substring(space + 1)));
            return true;
        } catch (DockerRefusal notYet) {
            return false;
        }
    }

    /// What `stty` says; empty where there is no terminal.
    private static Optional<String> stty(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    }
}
