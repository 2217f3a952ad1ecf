package dev.hauban.engine.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whole folders. Links in them are never followed.
final class Trees {
    private Trees() {}

    /// Nothing there is removed already. A folder that its service made unwritable for its owner is removed too.
    static void remove(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                if (!(failed instanceof AccessDeniedException) || !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw failed;
                }
                // An overlay's own folder has no rights at all.
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                remove(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Copies a file or folder with owners and rights, as far as this user may give them. What is there already stays.
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = at(folder);
                if (!Files.isDirectory(target)) {
                    Files.createDirectories(target);
                    adopt(folder, target);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = at(file);
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !attributes.isOther()) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                    if (!attributes.isSymbolicLink()) {
                        adopt(file, target);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            private Path at(Path path) {
                return path.equals(from) ? to : to.resolve(from.relativize(path).toString());
            }
        });
    }

    /// Gives a file the rights of another, and its owner where that is in our power.
    static void adopt(Path from, Path to) throws IOException {
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        if (isRoot()) {
            own(to, (Integer) Files.getAttribute(from, "unix:uid"), (Integer) Files.getAttribute(from, "unix:gid"));
        }
    }

    static void own(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }

    static void ownAll(Path root, int uid, int gid) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                own(each, uid, gid);
            }
        }
    }

    /// Whether this user could come to this folder, by the rights of all that lie above it.
    static boolean isReachable(Path folder, int uid, int gid) throws IOException {
        return closed(folder, uid, gid).isEmpty();
    }

    /// The folder that keeps this user out of what lies in there; the one nearest to `/`, where there are several.
    static Optional<Path> closed(Path folder, int uid, int gid) throws IOException {
        Path closed = null;
        for (Path part = folder.toRealPath(); part != null; part = part.getParent()) {
            int mode = (Integer) Files.getAttribute(part, "unix:mode");
            boolean isOwner = Files.getAttribute(part, "unix:uid").equals(uid);
            boolean isGroup = Files.getAttribute(part, "unix:gid").equals(gid);
            int needed = isOwner ? 0100 : isGroup ? 0010 : 0001;
            if ((mode & needed) == 0) {
                closed = part;
            }
        }
        return Optional.ofNullable(closed);
    }

    /// Whether not even its owner may look into it.
    static boolean isShutToAll(Path folder) throws IOException {
        return ((Integer) Files.getAttribute(folder, "unix:mode") & 0777) == 0;
    }

    static List<Path> children(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            var children = new ArrayList<Path>();
            entries.forEach(children::add);
            return children;
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /// As a repository keeps an empty folder: with a `.gitkeep`.
    static boolean hasOnlyHidden(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Whether we may become anybody.
    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
