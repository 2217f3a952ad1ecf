package dev.hauban.engine.local.shim;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/// A command that goes on with this program's streams, but finds pipes where these are a terminal.
final class WithoutTerminal {
    private final ProcessBuilder builder;

    WithoutTerminal(ProcessBuilder builder) {
        this.builder = builder;
    }

    int run() throws IOException, InterruptedException {
        boolean hasInput = isTerminal(0);
        if (isTerminal(1)) {
            builder.redirectOutput(Redirect.PIPE);
        }
        if (isTerminal(2)) {
            builder.redirectError(Redirect.PIPE);
        }
        if (!hasInput) {
            return shown(builder.start());
        }
        // Reading from a terminal can't be ended here, but a process that reads from it can.
        var reader = new ProcessBuilder("cat").redirectInput(Redirect.INHERIT);
        builder.redirectInput(Redirect.PIPE);
        List<Process> both = ProcessBuilder.startPipeline(List.of(reader, builder));
        try {
            return shown(both.getLast());
        } finally {
            both.getFirst().destroy();
        }
    }

    private static int shown(Process process) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> show(process.getInputStream(), FileDescriptor.out));
            threads.execute(() -> show(process.getErrorStream(), FileDescriptor.err));
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /// Without closing this program's own stream.
    private static void show(InputStream from, FileDescriptor to) {
        try {
            from.transferTo(new FileOutputStream(to));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return file.matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException unknown) {
            return false;
        }
    }
}
