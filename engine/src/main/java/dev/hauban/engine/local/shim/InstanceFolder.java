package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a shim leaves in its instance's state folder. A file that is torn or from elsewhere counts as not there.
public record InstanceFolder(Path folder) {
    /// Who runs, or ran.
    public record Processes(ProcessMark shim, ProcessMark main) {}

    /// How the main process ended.
    ///
    /// @param code as a shell gives it: 128 + signal when a signal ended it
    /// @param signal 0 when none did
    public record Ended(int code, int signal, Instant at) {}

    public Optional<Processes> processes() throws IOException {
        Map<String, String> lines = read("pid");
        try {
            return Optional.of(new Processes(mark(lines, "shim"), mark(lines, "main")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public Optional<Ended> ended() throws IOException {
        Map<String, String> lines = read("exit");
        try {
            int code = Integer.parseInt(lines.getOrDefault("code", ""));
            int signal = Integer.parseInt(lines.getOrDefault("signal", ""));
            return Optional.of(new Ended(code, signal, Instant.parse(lines.getOrDefault("time", ""))));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static ProcessMark mark(Map<String, String> lines, String name) {
        String[] words = lines.getOrDefault(name, "").split(" ");
        if (words.length != 2) {
            throw new IllegalArgumentException("no process: " + name);
        }
        return new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    private Map<String, String> read(String name) throws IOException {
        var lines = new HashMap<String, String>();
        try {
            for (String line : Files.readAllLines(folder.resolve(name))) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    lines.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        } catch (NoSuchFileException _) {
            return Map.of();
        } catch (java.nio.charset.CharacterCodingException _) {
            return Map.of();
        }
        return lines;
    }
}
