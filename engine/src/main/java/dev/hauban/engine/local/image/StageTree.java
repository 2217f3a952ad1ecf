package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A stage's own files on the host. Container paths go in; nothing outside of the tree is written.
final class StageTree {
    /// Folders of the machine that every stage sees; only what a Dockerfile puts below them is its own.
    private static final Set<String> SHARED =
            Set.of("usr", "etc", "var", "opt", "bin", "sbin", "lib", "lib64", "lib32", "libx32");

    private final Path root;
    private final boolean ownsAll;

    /// @param ownsAll whether files can be given to other users (root)
    StageTree(Path root, boolean ownsAll) {
        this.root = root;
        this.ownsAll = ownsAll;
    }

    Path root() {
        return root;
    }

    /// Whether this path lies in a folder that every stage sees as the machine has it.
    static boolean isShared(String path) {
        Path normal = Path.of(path).normalize();
        return normal.getNameCount() > 0 && SHARED.contains(normal.getName(0).toString());
    }

    Path place(String path) {
        return root.resolve(canonical(path).substring(1));
    }

    /// The same path by the machine's links: what is written to `/bin/x` lies in `/usr/bin` where the one leads to the
    /// other. A link at its end stays, because a copy takes its place.
    static String canonical(String path) {
        Path normal = Path.of("/" + path).normalize();
        Path parent = normal.getParent();
        if (parent == null || !isShared(normal.toString())) {
            return normal.toString();
        }
        Path known = parent;
        while (known.getNameCount() > 0 && !Files.isDirectory(known)) {
            known = known.resolve("..").normalize();
        }
        try {
            return known.toRealPath().resolve(known.relativize(normal)).toString();
        } catch (IOException gone) {
            return normal.toString();
        }
    }

    void makeFolder(String path) throws IOException {
        Files.createDirectories(place(path));
    }

    /// One in which everybody may write.
    void makeTemporaryFolder() throws IOException {
        makeFolder("/tmp");
        Files.setAttribute(place("/tmp"), "unix:mode", 01777);
    }

    /// @param mode octal, if it is not the source's
    record Looks(Optional<Owner> owner, Optional<String> mode) {
        Looks withMode(String octal) {
            return new Looks(owner, Optional.of(octal));
        }
    }

    record Owner(int uid, int gid) {
        /// Of `:group`: the user stays.
        static final int UNCHANGED = -1;

        /// What is copied in belongs to root where nothing else is said.
        Owner orRoot() {
            return uid == UNCHANGED ? new Owner(0, gid) : this;
        }

        static Owner root() {
            return new Owner(0, 0);
        }
    }

    /// One file, link or (empty) folder.
    void copy(Path source, String target, Looks looks) throws IOException {
        Path place = place(target);
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(place);
            Files.setPosixFilePermissions(place, Files.getPosixFilePermissions(source));
        } else {
            Files.createDirectories(place.getParent());
            Files.copy(
                    source,
                    place,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        dress(place, looks);
    }

    void write(String target, String content, Looks looks) throws IOException {
        Path place = place(target);
        Files.createDirectories(place.getParent());
        Files.writeString(place, content);
        dress(place, looks);
    }

    private void dress(Path place, Looks looks) throws IOException {
        if (ownsAll) {
            own(place, looks.owner().orElse(Owner.root()));
        }
        if (looks.mode().isPresent() && !Files.isSymbolicLink(place)) {
            Files.setPosixFilePermissions(place, permissions(looks.mode().get()));
        }
    }

    private static void own(Path place, Owner owner) throws IOException {
        if (owner.uid() != Owner.UNCHANGED) {
            Files.setAttribute(place, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
        }
        Files.setAttribute(place, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }

    /// Whom a path of the tree belongs to.
    ///
    /// @param path relative to the tree
    Owner owner(Path path) throws IOException {
        Path place = root.resolve(path);
        return new Owner((Integer) Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS), (Integer)
                Files.getAttribute(place, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    /// `chown -R`, as far as files can be given away here and the path is the stage's own.
    void ownAll(String path, Owner owner) throws IOException {
        Path place = place(path);
        if (!ownsAll || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                own(each, owner);
            }
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int mode = Integer.parseInt(octal, 8);
        PosixFilePermission[] all = {
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ
        };
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & (1 << i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
