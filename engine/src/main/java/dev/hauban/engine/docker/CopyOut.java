package dev.hauban.engine.docker;

import dev.hauban.engine.Copy;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.engine.docker.wire.TarReader;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Copies files out of a container, as `docker cp` does. Nothing that a container says leads out of the target.
final class CopyOut {
    private final Surroundings surroundings;
    private final String container;
    /// Folders get their rights when everything is in them.
    private final Deque<Folder> folders = new ArrayDeque<>();

    private record Folder(Path path, TarReader.Entry entry) {}

    CopyOut(Surroundings surroundings, String container) {
        this.surroundings = surroundings;
        this.container = container;
    }

    /// A tar for the standard output.
    void archive(Copy.ArchiveOut copy) throws IOException, InterruptedException {
        PathInside source = source(copy.source(), copy.manner());
        try (DockerStream stream = open(source)) {
            stream.bytes().transferTo(surroundings.streams().output());
            surroundings.streams().output().flush();
        }
    }

    void files(Copy.Out copy) throws IOException, InterruptedException {
        PathInside source = source(copy.source(), copy.manner());
        Path root = root(copy, source);
        try (DockerStream stream = open(source)) {
            var tar = new TarReader(stream.bytes());
            Optional<TarReader.Entry> entry = tar.next();
            while (entry.isPresent()) {
                take(tar, entry.get(), root, copy.manner());
                entry = tar.next();
            }
        }
        while (!folders.isEmpty()) {
            Folder last = folders.removeLast();
            finish(last.path(), last.entry(), copy.manner());
        }
    }

    private PathInside source(String path, Copy.Manner manner) throws IOException, InterruptedException {
        PathInside source = PathInside.of(surroundings.daemon(), container, path, manner.followsLink());
        if (source.isMissing()) {
            throw new ProblemException(CopyProblems.nothingInside(path));
        }
        return source;
    }

    /// Where what is first in the archive goes.
    private static Path root(Copy.Out copy, PathInside source) throws IOException {
        Path target = copy.target();
        if (Files.isDirectory(target)) {
            boolean isContentAlone =
                    copy.source().endsWith("/.") || source.name().isEmpty();
            // The copy is called as the source was typed, though it is a link to another name.
            Path typed = Path.of("/" + copy.source()).normalize().getFileName();
            Path folder = target.toRealPath();
            return isContentAlone || typed == null ? folder : folder.resolve(typed.toString());
        }
        boolean isThere = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Path parent = target.toAbsolutePath().getParent();
        if (copy.targetText().endsWith("/") && !source.isFolder() || parent == null || !Files.isDirectory(parent)) {
            throw new ProblemException(CopyProblems.noFolder(copy.targetText()));
        }
        if (isThere && source.isFolder()) {
            throw new ProblemException(CopyProblems.fileInTheWay(copy.targetText()));
        }
        return target;
    }

    /// The daemon calls what comes first by the last name of the path; `.` at its end would be none.
    private DockerStream open(PathInside source) throws IOException, InterruptedException {
        String path = source.path().endsWith("/.")
                ? Path.of(source.path()).normalize().toString()
                : source.path();
        return surroundings
                .daemon()
                .open(DockerRequest.get("/containers/{}/archive", container).query("path", path));
    }

    private void take(TarReader tar, TarReader.Entry entry, Path root, Copy.Manner manner) throws IOException {
        Path path = below(root, entry.about().name());
        switch (entry.kind()) {
            case '5' -> {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(path);
                }
                folders.addLast(new Folder(path, entry));
            }
            case '0' -> {
                Files.copy(tar.content(), path, StandardCopyOption.REPLACE_EXISTING);
                finish(path, entry, manner);
            }
            case '1' -> {
                Files.deleteIfExists(path);
                Files.createLink(path, below(root, entry.link()));
            }
            case '2' -> {
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, Path.of(entry.link()));
                own(path, entry, manner);
            }
            default ->
                throw new ProblemException(
                        CopyProblems.noPlainFile(entry.about().name()));
        }
    }

    /// Without the first name, which the target has taken the place of.
    private static Path below(Path root, String name) {
        Path whole = Path.of("/" + name).normalize();
        Path path = root;
        for (int at = 1; at < whole.getNameCount(); at++) {
            if (Files.isSymbolicLink(path)) {
                throw new ProblemException(CopyProblems.leadsOut(name));
            }
            path = path.resolve(whole.getName(at).toString());
        }
        return path;
    }

    private static void finish(Path path, TarReader.Entry entry, Copy.Manner manner) throws IOException {
        own(path, entry, manner);
        Files.setAttribute(path, "unix:mode", entry.about().mode());
        Files.setLastModifiedTime(path, FileTime.from(entry.about().modified()));
    }

    private static void own(Path path, TarReader.Entry entry, Copy.Manner manner) throws IOException {
        if (manner.keepsOwners()) {
            Files.setAttribute(path, "unix:uid", (int) entry.about().owner(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", (int) entry.about().group(), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
