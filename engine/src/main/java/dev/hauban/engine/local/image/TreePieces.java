package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The fewest files and folders of a stage's tree that have to appear at their paths so that all of it does.
final class TreePieces {
    private static final Set<String> NEVER = Set.of("dev", "proc", "sys");

    /// A link to a link to a link … that is longer than this leads nowhere.
    private static final int MOST_LINKS = 20;

    private final StageTree tree;
    private final Path wrappers;
    private final Piece.Use use;
    private final List<Piece> pieces = new ArrayList<>();

    private TreePieces(StageTree tree, Path wrappers, Piece.Use use) {
        this.tree = tree;
        this.wrappers = wrappers;
        this.use = use;
    }

    /// @param wrappers a folder for what stands for links
    static List<Piece> of(StageTree tree, Path wrappers, Piece.Use use) throws IOException {
        var all = new TreePieces(tree, wrappers, use);
        try (Stream<Path> tops = Files.list(tree.root())) {
            for (Path top : tops.sorted().toList()) {
                all.add(top, "/" + top.getFileName());
            }
        }
        return List.copyOf(all.pieces);
    }

    private void add(Path top, String path) throws IOException {
        if (NEVER.contains(path.substring(1))) {
            return;
        }
        if (StageTree.isShared(path)) {
            collect(top);
        } else {
            pieces.add(new Piece(top, path, use));
        }
    }

    /// Inside a folder that the machine has too, only what it doesn't have is a piece as a whole.
    private void collect(Path shared) throws IOException {
        Files.walkFileTree(shared, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (Files.isDirectory(Path.of(inside(folder)))) {
                    return FileVisitResult.CONTINUE;
                }
                pieces.add(new Piece(folder, inside(folder), use));
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    link(file).ifPresent(pieces::add);
                } else {
                    pieces.add(new Piece(file, inside(file), use));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private String inside(Path path) {
        return "/" + tree.root().relativize(path);
    }

    /// A link can't appear at a path by itself: what it leads to does. A script that looks for its neighbors, as those
    /// of npm do, is called where it really is.
    private Optional<Piece> link(Path link) throws IOException {
        String path = inside(link);
        String target = path;
        for (int followed = 0; followed < MOST_LINKS; followed++) {
            Path place = tree.place(target);
            if (Files.isSymbolicLink(place)) {
                target = followed(target, Files.readSymbolicLink(place));
            } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Path source = isScript(place) ? wrapper(path, target) : place;
                return Optional.of(new Piece(source, path, use));
            } else {
                Path machines = Path.of(target);
                return Files.exists(machines)
                        ? Optional.of(new Piece(machines.toRealPath(), path, Piece.Use.READ_ONLY))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String followed(String path, Path link) {
        return Path.of(path).resolveSibling(link).normalize().toString();
    }

    private static boolean isScript(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isExecutable(file) || Files.size(file) < 2) {
            return false;
        }
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
        }
    }

    /// Where the tree's paths don't appear, it finds the script by its own place.
    private Path wrapper(String path, String target) throws IOException {
        Path wrapper = wrappers.resolve(path.substring(1));
        if (!Files.exists(wrapper)) {
            Path folder = Files.createDirectories(wrapper.resolve("..").normalize());
            Path back = folder.relativize(tree.place(target));
            Path written = Files.writeString(
                    wrapper.resolveSibling("." + wrapper.getFileName() + "~"),
                    "#!/bin/sh\n[ ! -e '" + target + "' ] || exec '" + target + "' \"$@\"\nexec \"${0%/*}/" + back
                            + "\" \"$@\"\n");
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(written, wrapper, StandardCopyOption.ATOMIC_MOVE);
        }
        return wrapper;
    }
}
