package dev.hauban.engine.local;

import dev.hauban.engine.Space;
import dev.hauban.engine.local.keep.LocalFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// How much room a project's folders take, file by file.
final class SpaceLook {
    private final LocalFolder folder;

    SpaceLook(LocalFolder folder) {
        this.folder = folder;
    }

    List<Space> all() throws IOException {
        var all = new ArrayList<Space>();
        for (String volume : LocalFolder.names(folder.volumes())) {
            all.add(new Space(Space.Kind.VOLUME, volume, bytes(folder.volume(volume))));
        }
        each(all, Space.Kind.VOLUME, folder.root().resolve("anonymous"), " (nameless)");
        each(all, Space.Kind.IMAGE, folder.root().resolve("images"), "");
        each(all, Space.Kind.LOG, folder.logs(), "");
        each(all, Space.Kind.INSTANCE, folder.instances(), "");
        return all;
    }

    private static void each(List<Space> all, Space.Kind kind, Path folder, String more) throws IOException {
        for (String name : LocalFolder.names(folder)) {
            all.add(new Space(kind, name + more, bytes(folder.resolve(name))));
        }
    }

    /// Each file once, whatever number of names it has; links are not followed.
    static OptionalLong bytes(Path root) {
        var count = new Count();
        try {
            Files.walkFileTree(root, count);
        } catch (IOException shut) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(count.bytes);
    }

    private static final class Count extends SimpleFileVisitor<Path> {
        private final Set<Object> seen = new HashSet<>();
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Object key = attributes.fileKey();
            if (key == null || seen.add(key)) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        /// A service that is at work takes files away at any time. In an overlay's own folder, which has no rights at
        /// all, nothing is kept.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException || Trees.isShutToAll(file)) {
                return FileVisitResult.CONTINUE;
            }
            throw failed;
        }
    }
}
