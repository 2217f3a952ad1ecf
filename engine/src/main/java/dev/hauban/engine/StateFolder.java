package dev.hauban.engine;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the state of one project is kept: `.hauban/<project>` beside its files, or in the user's own state directory
/// where the project's can't be written. Nobody else may look into it.
public record StateFolder(Path path) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    /// Nobody else may look, but who was told a place inside may go there.
    private static final Set<PosixFilePermission> WAY_THROUGH = PosixFilePermissions.fromString("rwx--x--x");

    public StateFolder {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    /// Where it is or would be; nothing is made.
    ///
    /// @param userState the user's state directory for all projects, such as `~/.local/state/hauban`
    public static StateFolder of(Path projectDirectory, ProjectName project, Path userState) {
        Path beside = projectDirectory.toAbsolutePath().normalize().resolve(".hauban");
        boolean isThere = Files.exists(beside, LinkOption.NOFOLLOW_LINKS);
        boolean canBeThere = isThere || Files.isWritable(projectDirectory);
        Path home = canBeThere ? beside : userState.toAbsolutePath().resolve("projects");
        return new StateFolder(home.resolve(project.text()));
    }

    /// Makes it if it isn't there.
    ///
    /// @throws ProblemException if it, or the folder that it is in, is a link, is another user's, or can't be made
    public void make() {
        Path home = path.getParent();
        try {
            if (home != null) {
                makePrivate(home);
                keepOutOfGit(home);
            }
            makePrivate(path);
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.error(
                                    "engine.state-not-made",
                                    Actor.MACHINE,
                                    "the folder " + path + " can't be made: " + failed)
                            .remedy("Make room or give yourself the right to write there."),
                    failed);
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// A folder inside, for what an engine keeps; made if it isn't there.
    public Path folder(String name) throws IOException {
        Path folder = path.resolve(name);
        makePrivate(folder);
        return folder;
    }

    /// Writes a file whole, for its owner only. Two commands and an operator may do that at once.
    public void write(String name, String content) throws IOException {
        WholeFile.writeAmongOthers(file(name), content);
    }

    /// Empty when there is no such file.
    public Optional<String> read(String name) throws IOException {
        return WholeFile.read(file(name));
    }

    private static void makePrivate(Path folder) throws IOException {
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            lookAt(folder);
        }
    }

    private static void lookAt(Path folder) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw refused(folder, "is a link or a file");
        }
        if (!attributes.owner().equals(Files.getOwner(Path.of("/proc/self")))) {
            throw refused(folder, "belongs to " + attributes.owner().getName());
        }
        if (!attributes.permissions().equals(OWNER_ONLY)
                && !attributes.permissions().equals(WAY_THROUGH)) {
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
        }
    }

    private static ProblemException refused(Path folder, String why) {
        return new ProblemException(
                Problem.error("engine.state-refused", Actor.MACHINE, folder + " " + why + "; it is not used")
                        .remedy("Move it away, or run hauban as the user who owns it."));
    }

    /// Lets other users through to what is inside, for services of root that run as somebody else without a view of
    /// their own. What is inside keeps its own rights, and nobody may list it.
    ///
    /// @param below further folders of ours on the way
    public void letThrough(List<Path> below) throws IOException {
        Path home = path.getParent();
        if (home != null) {
            Files.setPosixFilePermissions(home, WAY_THROUGH);
        }
        Files.setPosixFilePermissions(path, WAY_THROUGH);
        for (Path folder : below) {
            Files.setPosixFilePermissions(folder, WAY_THROUGH);
        }
    }

    /// What is in there is this machine's, and holds secrets.
    private static void keepOutOfGit(Path home) throws IOException {
        if (!home.endsWith(".hauban") || Files.exists(home.resolve(".gitignore"), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            WholeFile.writeAmongOthers(home.resolve(".gitignore"), "*\n");
        } catch (NoSuchFileException goneMeanwhile) {
            throw new IOException(home + " was taken away at the same time", goneMeanwhile);
        }
    }
}
