package dev.hauban.engine.docker;

import dev.hauban.engine.Copy;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.TarWriter;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Copies files of this machine into a container, as `docker cp` does.
final class CopyIn {
    private final Surroundings surroundings;
    private final String container;

    CopyIn(Surroundings surroundings, String container) {
        this.surroundings = surroundings;
        this.container = container;
    }

    void files(Copy.In copy) throws IOException, InterruptedException {
        if (!Files.exists(copy.source(), LinkOption.NOFOLLOW_LINKS)) {
            throw new ProblemException(CopyProblems.nothingThere(copy.sourceText()));
        }
        Path source = copy.manner().followsLink() ? copy.source().toRealPath() : copy.source();
        boolean isFolder = Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS);
        PathInside target = PathInside.of(surroundings.daemon(), container, copy.target(), true);
        boolean needsFolder = copy.target().endsWith("/") && !target.isFolder();
        if (needsFolder && !isFolder) {
            throw new ProblemException(CopyProblems.noFolder(copy.target()));
        }
        if (isFolder && target.kind() == PathInside.Kind.OTHER) {
            throw new ProblemException(CopyProblems.fileInTheWay(copy.target()));
        }
        boolean isContentAlone =
                copy.sourceText().endsWith("/.") || copy.sourceText().equals(".");
        String folder = target.isFolder() ? target.path() : target.parent().toString();
        String name = target.isFolder() ? isContentAlone ? "" : name(copy.source()) : target.name();
        put(folder, copy.manner(), out -> archive(source, name, out));
    }

    /// A tar that comes through the standard input.
    void archive(Copy.ArchiveIn copy) throws IOException, InterruptedException {
        PathInside target = PathInside.of(surroundings.daemon(), container, copy.target(), true);
        if (!target.isFolder()) {
            throw new ProblemException(CopyProblems.noFolder(copy.target()));
        }
        // While the daemon takes an archive in, it lets nobody ask for another of the same container: whoever writes
        // this one may be doing that, and has to come first.
        var input = new PushbackInputStream(surroundings.streams().input());
        int first = input.read();
        if (first >= 0) {
            input.unread(first);
        }
        put(target.path(), copy.manner(), input::transferTo);
    }

    private void put(String folder, Copy.Manner manner, DockerRequest.Content content)
            throws IOException, InterruptedException {
        DockerRequest request = DockerRequest.put("/containers/{}/archive", container)
                .query("path", folder)
                .query("noOverwriteDirNonDir", true);
        surroundings.daemon().call((manner.keepsOwners() ? request.query("copyUIDGID", true) : request).tar(content));
    }

    private static String name(Path source) {
        Path name = source.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    /// @param name of the first; nothing for what is in a folder alone
    private static void archive(Path source, String name, OutputStream out) throws IOException {
        var tar = new TarWriter(out);
        List<Path> all;
        try (Stream<Path> walk = Files.walk(source)) {
            all = walk.sorted().toList();
        }
        for (Path path : all) {
            String below = source.relativize(path).toString();
            String full = name.isEmpty() ? below : below.isEmpty() ? name : name + "/" + below;
            if (!full.isEmpty()) {
                add(tar, path, full);
            }
        }
        tar.end();
    }

    private static void add(TarWriter tar, Path path, String name) throws IOException {
        var entry = new TarWriter.Entry(
                name,
                number(path, "unix:mode").intValue() & 07777,
                number(path, "unix:uid").longValue(),
                number(path, "unix:gid").longValue(),
                Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant());
        if (Files.isSymbolicLink(path)) {
            tar.link(entry, Files.readSymbolicLink(path).toString());
        } else if (Files.isDirectory(path)) {
            tar.folder(entry);
        } else if (Files.isRegularFile(path)) {
            try (InputStream content = Files.newInputStream(path)) {
                tar.file(entry, Files.size(path), content);
            }
        } else {
            throw new ProblemException(CopyProblems.noPlainFile(path.toString()));
        }
    }

    private static Number number(Path path, String attribute) throws IOException {
        return (Number) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
    }
}
