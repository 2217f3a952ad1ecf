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

    /// Whether an operator is there that is this very program. One of another version is another one's to replace.
    public boolean isOf(Program program) throws IOException {
        Optional<Matcher> holder = read();
        return holder.isPresent()
                && (isThisProcess(holder.get().group(1))
                        || commandLine(holder.get().group(1)).contains("\0-Dhauban.build=" + program.build() + "\0"));
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

    /// The number may be another process's by now.
    private static boolean isOperator(String process) throws IOException {
        return isThisProcess(process) || commandLine(process).contains("\0operator\0run");
    }

    /// An operator inside this very program, where the program is trained, is not to be known by its words.
    private static boolean isThisProcess(String process) {
        return process.equals(Long.toString(ProcessHandle.current().pid()));
    }

    /// The words with a NUL behind each; empty where there is no such process.
    private static String commandLine(String process) throws IOException {
        try {
            return Files.readString(Path.of("/proc", process, "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }
}
