package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A folder from which COPY takes: the build context without what is ignored, or another stage's tree.
final class BuildContext {
    private final Path folder;
    private final IgnoreFile ignored;

    BuildContext(Path folder, IgnoreFile ignored) {
        this.folder = folder;
        this.ignored = ignored;
    }

    Path folder() {
        return folder;
    }

    /// What a source names, relative to the folder; sorted. Empty when there is nothing of that name.
    List<Path> matching(String source) throws IOException {
        String clean = Path.of("/" + source).normalize().toString().substring(1);
        if (!Globs.isGlob(clean)) {
            boolean isThere = Files.exists(folder.resolve(clean), LinkOption.NOFOLLOW_LINKS);
            return isThere && (clean.isEmpty() || !isGone(clean)) ? List.of(Path.of(clean)) : List.of();
        }
        Pattern pattern = Pattern.compile(Globs.expression(clean));
        List<Path> found = new ArrayList<>();
        for (Path path : everything()) {
            if (pattern.matcher(path.toString()).matches()) {
                found.add(path);
            }
        }
        return found;
    }

    /// A folder that is left out may still hold exceptions.
    private boolean isGone(String path) {
        return ignored.isLeftOut(path) && (ignored.hasNoExceptions() || !Files.isDirectory(folder.resolve(path)));
    }

    /// Everything that isn't left out, relative, folders before what is in them, in the order of names.
    List<Path> everything() throws IOException {
        return below(Path.of(""));
    }

    /// The same below one relative path, without that path itself.
    List<Path> below(Path start) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder.resolve(start), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return visit(path, true);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                return visit(path, false);
            }

            private FileVisitResult visit(Path path, boolean isFolder) {
                Path relative = folder.relativize(path);
                if (relative.equals(start) || relative.toString().isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                boolean isLeftOut = ignored.isLeftOut(relative.toString());
                if (!isLeftOut) {
                    found.add(relative);
                }
                boolean isPruned =
                        isLeftOut && isFolder && (ignored.hasNoExceptions() || ignored.isNever(relative.toString()));
                return isPruned ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
