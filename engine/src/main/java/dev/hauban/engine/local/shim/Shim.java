package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The shim's program and what can be asked of it. May be used from several threads at once.
public final class Shim {
    private final Path program;

    private Shim(Path program) {
        this.program = program;
    }

    /// Takes the program out of this one, into the cache, unless it is there.
    ///
    /// @param architecture as the system property `os.arch` gives it
    public static Shim in(Path cache, String architecture) throws IOException {
        return new Shim(ShimProgram.in(cache, architecture));
    }

    public Path program() {
        return program;
    }

    /// Starts an instance of a service. It goes on when this program ends.
    public Start run(Spec spec) throws IOException, InterruptedException {
        return Start.parse(ask(spec.bytes(), "run"));
    }

    /// Sends a signal to exactly this process.
    ///
    /// @return false when it has ended
    public boolean signal(ProcessMark process, int signal) throws IOException, InterruptedException {
        String answer = ask(
                new byte[0],
                "signal",
                Long.toString(process.pid()),
                Long.toString(process.startTime()),
                Integer.toString(signal));
        return answer.isEmpty();
    }

    private String ask(byte[] input, String... words) throws IOException, InterruptedException {
        Process process =
                process(List.of(words)).redirectError(Redirect.DISCARD).start();
        try {
            give(process, input);
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return answer;
        } finally {
            process.destroy();
        }
    }

    /// The shim's own environment is empty: nothing of the operator's may reach a service by accident.
    private ProcessBuilder process(List<String> words) {
        var command = new java.util.ArrayList<String>();
        command.add(program.toString());
        command.addAll(words);
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        return builder;
    }

    /// A shim that refuses its spec early has closed its end; its answer says why.
    private static void give(Process process, byte[] input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            if (process.isAlive() && !String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw e;
            }
        }
    }
}
