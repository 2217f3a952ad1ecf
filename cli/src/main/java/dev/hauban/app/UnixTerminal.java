package dev.hauban.app;

import dev.hauban.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Asks the system what the standard streams are. On Linux that costs a look into `/proc`; elsewhere nobody is thought
/// to look, and `--progress tty` says otherwise.
final class UnixTerminal implements Terminal {
    private static final int USUAL_WIDTH = 80;

    @Override
    public boolean showsOutput() {
        return isTerminal(1);
    }

    @Override
    public boolean showsErrors() {
        return isTerminal(2);
    }

    @Override
    public boolean takesInput() {
        return isTerminal(0);
    }

    @Override
    public int width() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.isEmpty() ? widthOfTerminal() : number(columns);
    }

    @Override
    public Optional<String> line() throws IOException {
        return line(System.in);
    }

    private static Optional<String> line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = input.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = input.read();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    /// By the terminal itself: the standard streams may be something else.
    @Override
    public Optional<String> hidden(String question) throws IOException {
        Path terminal = Path.of("/dev/tty");
        String before;
        try {
            before = stty("-g");
        } catch (IOException noTerminal) {
            return Optional.empty();
        }
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var back = new Thread(() -> echoAgain(before));
        Runtime.getRuntime().addShutdownHook(back);
        try (var out = Files.newOutputStream(terminal);
                var in = Files.newInputStream(terminal)) {
            stty("-echo");
            out.write(question.getBytes(StandardCharsets.UTF_8));
            Optional<String> line = line(in);
            out.write('\n');
            return line;
        } finally {
            stty(before);
            Runtime.getRuntime().removeShutdownHook(back);
        }
    }

    private static void echoAgain(String before) {
        try {
            stty(before);
        } catch (IOException gone) {
            // Then there is no terminal whose echo anybody could miss.
            return;
        }
    }

    /// What it says; nothing where there is no terminal.
    private static String stty(String word) throws IOException {
        Process stty = new ProcessBuilder("stty", word)
                .redirectInput(Path.of("/dev/tty").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException noSuchStream) {
            return false;
        }
    }

    private static int widthOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(said.substring(said.indexOf(' ') + 1));
        } catch (IOException noTerminal) {
            return USUAL_WIDTH;
        }
    }

    private static int number(String text) {
        try {
            int width = Integer.parseInt(text.strip());
            return width < 20 ? USUAL_WIDTH : width;
        } catch (NumberFormatException notOne) {
            return USUAL_WIDTH;
        }
    }
}
