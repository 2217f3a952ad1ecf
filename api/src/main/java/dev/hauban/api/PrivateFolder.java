package dev.hauban.api;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A folder that nobody else may look into.
public final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /// Makes the folder if it isn't there, and takes others' rights away if they have any.
    ///
    /// @throws ProblemException if it is a link or another user's, or can't be made
    public static void make(Path folder) {
        try {
            makeUnlessThere(folder);
            PosixFileAttributes attributes =
                    Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                throw refused(folder, "is not a folder");
            }
            if (!attributes.owner().equals(Peer.ownUser())) {
                throw refused(folder, "belongs to " + attributes.owner().getName());
            }
            if (!attributes.permissions().equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            }
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.error(
                                    "operator.folder-not-made",
                                    Actor.MACHINE,
                                    "the folder " + folder + " can't be made: " + failed.getMessage())
                            .remedy(ELSEWHERE),
                    failed);
        }
    }

    private static final String ELSEWHERE =
            "Set HAUBAN_RUNTIME_DIR and HAUBAN_STATE_DIR to folders of your own, or mend its owner.";

    private static void makeUnlessThere(Path folder) throws IOException {
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            // Looked at by the caller: it may be anything.
            return;
        }
    }

    private static ProblemException refused(Path folder, String why) {
        return new ProblemException(
                Problem.error("operator.folder-refused", Actor.MACHINE, folder + " " + why + "; it is not used")
                        .remedy(ELSEWHERE));
    }
}
