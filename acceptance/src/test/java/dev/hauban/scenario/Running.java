package dev.hauban.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A run of the program that goes on while the scenario does other things.
final class Running implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;
    private final long begun = System.nanoTime();

    Running(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /// As Ctrl-C in its terminal.
    void interrupt() throws Exception {
        signal("INT");
    }

    /// Ctrl-C as it is typed: the terminal makes a signal of it, for everybody on it.
    void typeCtrlC() throws IOException {
        process.getOutputStream().write(3);
        process.getOutputStream().flush();
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
        kill.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    Outcome end(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the program did not end within " + limit + "\n" + out() + err());
        }
        return new Outcome(process.exitValue(), out(), err(), Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError("what the program said can't be read", unreadable);
        }
    }
}
