package dev.hauban.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the lock tells of the operator that was there last. One that ended by itself or by a user's word empties the
/// file; one that was killed leaves its name in it. Cheap enough for commands that only look: it asks nobody.
public record LastOperator(OperatorPlaces places) {
    private static final Pattern HOLDER = Pattern.compile("process ([0-9]{1,18}), listens on (/.+)");

    /// What an operator writes into its lock.
    public static String holder(long process, Path socket) {
        return "process " + process + ", listens on " + socket;
    }

    /// Nobody supervises, and nobody has said that nobody should.
    public boolean wasKilled() throws IOException {
        Optional<Matcher> holder = read();
        return holder.isPresent() && !isOperator(holder.get().group(1));
    }

    /// Where it listens. That need not be where this program would: who comes from cron or `su` has no folder for
    /// sockets in the environment, and the same state all the same.
    Optional<Path> socket() throws IOException {
        return read().map(holder -> Path.of(holder.group(2)));
    }

    private Optional<Matcher> read() throws IOException {
        try {
            Matcher holder = HOLDER.matcher(
                    Files.readString(places.lock(), StandardCharsets.UTF_8).strip());
            return holder.matches() ? Optional.of(holder) : Optional.empty();
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException none) {
            return Optional.empty();
        }
    }

    /// The number may be another process's by now. An operator inside this very program, where the program is trained,
    /// is not to be known by its words.
    private static boolean isOperator(String process) throws IOException {
        if (process.equals(Long.toString(ProcessHandle.current().pid()))) {
            return true;
        }
        try {
            return Files.readString(Path.of("/proc", process, "cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("\0operator\0run");
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
