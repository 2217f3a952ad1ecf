package dev.hauban.engine.local.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of one log: `log`, and older ones `log.1`, `log.2`. While they are read, a shim may rotate them; a file is
/// told by its key, whatever its name is by now.
record LogFiles(Path newest) {
    /// More than any shim is told to keep.
    private static final int MOST = 9;

    /// A file that is open, so that its key can't come again for another one.
    record Open(Object key, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// Those that are there, oldest first.
    List<Path> oldestFirst() {
        var files = new ArrayList<Path>();
        for (int age = MOST; age >= 0; age--) {
            if (Files.exists(file(age))) {
                files.add(file(age));
            }
        }
        return files;
    }

    Optional<Open> open(Path file) throws IOException {
        while (true) {
            try {
                Object before = key(file);
                var channel = FileChannel.open(file, StandardOpenOption.READ);
                if (key(file).equals(before)) {
                    return Optional.of(new Open(before, channel));
                }
                channel.close();
            } catch (NoSuchFileException _) {
                return Optional.empty();
            }
        }
    }

    /// The file that was begun after this one; empty while this one is the newest.
    Optional<Open> after(Open file) throws IOException {
        while (true) {
            int age = age(file.key());
            if (age == 0) {
                return Optional.empty();
            }
            if (age < 0) {
                // Thrown away meanwhile: what is oldest now comes next.
                List<Path> left = oldestFirst();
                return left.isEmpty() ? Optional.empty() : open(left.getFirst());
            }
            Optional<Open> next = open(file(age - 1));
            if (age(file.key()) == age) {
                return next;
            }
            // Rotated between the two looks: what was opened may not be the next one.
            if (next.isPresent()) {
                next.get().close();
            }
        }
    }

    private int age(Object key) throws IOException {
        for (int age = 0; age <= MOST; age++) {
            try {
                if (key(file(age)).equals(key)) {
                    return age;
                }
            } catch (NoSuchFileException _) {
                if (age > 0) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private Path file(int age) {
        return age == 0 ? newest : newest.resolveSibling(newest.getFileName() + "." + age);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
