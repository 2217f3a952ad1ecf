package dev.hauban.engine.context;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// A folder from which an image is built, without what its `.dockerignore` leaves out.
///
/// @param isClassic whether exceptions are understood as Docker's classic builder does
public record BuildContext(Path folder, IgnoreFile ignored, boolean isClassic) {
    /// Told of each file, folder, link and whatever else there is; folders before what is in them, names in their
    /// order.
    @FunctionalInterface
    public interface Visitor {
        /// @param name relative to the context, with slashes
        void visit(String name, Path path, BasicFileAttributes attributes) throws IOException;
    }

    /// Of the folder and its own `.dockerignore`.
    public static BuildContext of(Path folder) throws IOException {
        Path file = folder.resolve(".dockerignore");
        return new BuildContext(folder, Files.isRegularFile(file) ? IgnoreFile.read(file) : IgnoreFile.none(), false);
    }

    public BuildContext keeping(String path) {
        return new BuildContext(folder, ignored.keeping(path), isClassic);
    }

    public BuildContext asClassic() {
        return new BuildContext(folder, ignored, true);
    }

    public void visit(Visitor visitor) throws IOException {
        visit(folder, "", visitor);
    }

    private void visit(Path inside, String prefix, Visitor visitor) throws IOException {
        for (Path path : sorted(inside)) {
            String name = prefix + path.getFileName();
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean isLeftOut = ignored.isLeftOut(name);
            if (!isLeftOut) {
                visitor.visit(name, path, attributes);
            }
            if (attributes.isDirectory() && (!isLeftOut || mayComeBackBelow(name))) {
                visit(path, name + "/", visitor);
            }
        }
    }

    private boolean mayComeBackBelow(String folderName) {
        return isClassic ? ignored.namesExceptionsBelow(folderName) : ignored.hasExceptionsBelow(folderName);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        var paths = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(paths::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        paths.sort(null);
        return paths;
    }
}
