package dev.hauban.backup.keep;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that there is for a backup. It never takes the last of it: what it copies lives on the same disk more often
/// than not, and a database without room stops.
public interface Space {
    /// What is left to others.
    long RESERVE = 64L * 1024 * 1024;

    /// Bytes that can be written in this folder.
    long free(Path folder) throws IOException;

    private static String megabytes(long bytes) {
        return (bytes + 500_000) / 1_000_000 + " MB";
    }

    static Space ofDisks() {
        return folder -> Files.getFileStore(folder).getUsableSpace();
    }

    /// @param file which is about to grow
    /// @throws ProblemException if it has to stop here
    default void check(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && free(folder) < RESERVE) {
            throw new ProblemException(Problem.error(
                            "backup.disk-full",
                            Actor.MACHINE,
                            "the backup was given up: less than " + megabytes(RESERVE) + " are left on the disk of "
                                    + folder.getParent())
                    .remedy("Make room, or put backups elsewhere (x-hauban.backup.path). Sets that were made before"
                            + " are untouched."));
        }
    }

    /// Before anything is begun.
    ///
    /// @param needed as many bytes as the last one took
    default void checkFor(Path folder, long needed) throws IOException {
        long free = free(folder);
        if (free < needed + RESERVE) {
            throw new ProblemException(Problem.error(
                            "backup.no-room",
                            Actor.MACHINE,
                            "there is no room for a backup: " + megabytes(free) + " are left on the disk of " + folder
                                    + ", and it takes " + megabytes(needed + RESERVE)
                                    + " (as much as the last one, and what has to be left to others)")
                    .remedy("Make room, or put backups elsewhere (x-hauban.backup.path)."));
        }
    }
}
