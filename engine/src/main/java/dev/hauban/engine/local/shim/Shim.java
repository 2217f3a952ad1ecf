package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The shim's program and what can be asked of it. May be used from several threads at once.
public final class Shim {
    private static final int OUTPUT_LIMIT = 64 * 1024;
    /// A single environment variable may have 128 KiB.
    private static final int SPEC_PART = 30 * 1024;

    private final Path program;
    private final List<String> before;

    /// @param before words in front of the program's: how tests run it as somebody else, or with system calls denied
    Shim(Path program, List<String> before) {
        this.program = program;
        this.before = List.copyOf(before);
    }

    /// Takes the program out of this one, into the cache, unless it is there.
    ///
    /// @param architecture as the system property `os.arch` gives it
    public static Shim in(Path cache, String architecture) throws IOException {
        return new Shim(ShimProgram.in(cache, architecture), List.of());
    }

    public Path program() {
        return program;
    }

    /// Starts an instance of a service. It goes on when this program ends.
    public Start run(Spec spec) throws IOException, InterruptedException {
        return Start.parse(ask(spec.bytes(), "run").output());
    }

    /// Starts the process that holds a stack's networks on rung 1.
    public Start hold(Spec spec) throws IOException, InterruptedException {
        return Start.parse(ask(spec.bytes(), "net").output());
    }

    /// Gives the process that holds a stack's networks further ones, while services run.
    ///
    /// @param spec with its `holder`
    /// @return why not; empty when they are there
    public Optional<String> holdMore(Spec spec) throws IOException, InterruptedException {
        Executed answer = ask(spec.bytes(), "net-more");
        return answer.code() == 0
                ? Optional.empty()
                : Optional.of(answer.output().strip());
    }

    /// Sends a signal to exactly this process.
    ///
    /// @return false when it has ended
    public boolean signal(ProcessMark process, int signal) throws IOException, InterruptedException {
        return ask(new byte[0], "signal", pid(process), start(process), Integer.toString(signal))
                        .code()
                == 0;
    }

    /// What this user can have on this machine: tried, which takes some milliseconds.
    public Rungs rungs() throws IOException, InterruptedException {
        return Rungs.parse(ask(new byte[0], "probe-rungs").output());
    }

    /// Runs a command inside the service whose main process this is, and waits for it. It should have a `timeout`.
    public Executed execute(ProcessMark main, Spec spec) throws IOException, InterruptedException {
        return ask(spec.bytesWithLength(), "exec", pid(main), start(main));
    }

    /// Runs a command inside the service with this program's own standard streams.
    ///
    /// @param isTerminal whether the command may find a terminal where there is one
    /// @return its exit code
    public int executeHere(ProcessMark main, Spec spec, boolean isTerminal) throws IOException, InterruptedException {
        ProcessBuilder builder = process("exec", pid(main), start(main), "env").inheritIO();
        byte[] bytes = spec.bytes();
        for (int part = 0; part * SPEC_PART < bytes.length; part++) {
            int from = part * SPEC_PART;
            int to = Math.min(from + SPEC_PART, bytes.length);
            builder.environment().put("HAUBAN_SPEC_" + part, HexFormat.of().formatHex(bytes, from, to));
        }
        if (!isTerminal) {
            return new WithoutTerminal(builder).run();
        }
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /// Runs a command inside the service with these streams, and waits for it.
    ///
    /// @return its exit code
    public int execute(ProcessMark main, Spec spec, Channels channels) throws IOException, InterruptedException {
        Process process = process("exec", pid(main), start(main)).start();
        return channels.runThrough(process, spec.bytesWithLength());
    }

    private static String pid(ProcessMark process) {
        return Long.toString(process.pid());
    }

    private static String start(ProcessMark process) {
        return Long.toString(process.startTime());
    }

    /// Reading can't be interrupted, waiting can: so one thread reads while this one waits.
    private Executed ask(byte[] input, String... words) throws IOException, InterruptedException {
        Process process = process(words).redirectErrorStream(true).start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var output = threads.submit(() -> beginning(process.getInputStream()));
                give(process, input);
                return new Executed(process.waitFor(), output.get());
            } catch (ExecutionException e) {
                throw new IOException("the shim's answer can't be read", e);
            } finally {
                process.destroy();
            }
        }
    }

    private static String beginning(InputStream stream) {
        try {
            byte[] kept = stream.readNBytes(OUTPUT_LIMIT);
            stream.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The shim's own environment is empty: nothing of ours may reach a service by accident.
    private ProcessBuilder process(String... words) {
        var command = new ArrayList<>(before);
        command.add(program.toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectInput(Redirect.PIPE);
        builder.environment().clear();
        return builder;
    }

    /// A shim that refuses its spec early closes its end: then its answer says why, and the broken pipe nothing.
    private static void give(Process process, byte[] input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw e;
            }
        }
    }
}
