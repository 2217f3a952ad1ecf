package dev.faildaily.frontend;

import static dev.faildaily.web.Log.field;

import dev.faildaily.web.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Copies of pictures on this side. A copy is shown only after the backend has said that the picture is still there,
/// so a deleted picture is gone at once; what is saved is the way of its bytes.
final class PictureCache {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.(jpg|png|gif|webp)");

    /// How files end that are not whole yet.
    static final String UNFINISHED = ".part";

    private final Path folder;
    private final long limit;
    private final Log log;
    private final InstantSource clock;

    PictureCache(Path folder, long limit, Log log, InstantSource clock) {
        this.folder = folder;
        this.limit = limit;
        this.log = log;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /// Makes the folder, and throws away what a crash left half-way.
    void prepare() throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    boolean takes(String name) {
        return NAME.matcher(name).matches();
    }

    Optional<Path> find(String name) {
        try {
            var file = folder.resolve(name);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(file);
        } catch (IOException problem) {
            log.warn("a picture's copy can't be used", field("reason", problem.toString()));
            return Optional.empty();
        }
    }

    /// Keeps what comes in and answers where; nothing when nothing can be kept, and then nothing was read.
    /// A cache that can't keep something is slower, not broken.
    Optional<Path> keep(String name, InputStream content) throws IOException {
        Path temporary;
        try {
            temporary = Files.createTempFile(folder, "new-", UNFINISHED);
        } catch (IOException problem) {
            log.warn("pictures can't be kept", field("reason", problem.toString()));
            return Optional.empty();
        }
        try {
            Files.copy(content, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        shrink();
        return Optional.of(folder.resolve(name));
    }

    void forget(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException problem) {
            log.warn("a picture's copy was not deleted", field("reason", problem.toString()));
        }
    }

    /// What wasn't asked for the longest goes first.
    private synchronized void shrink() throws IOException {
        var copies = copies();
        var size = copies.stream().mapToLong(Copy::size).sum();
        for (var copy : copies) {
            if (size <= limit) {
                return;
            }
            Files.deleteIfExists(copy.file);
            size -= copy.size;
        }
    }

    private record Copy(Path file, long size, FileTime used) {}

    private List<Copy> copies() throws IOException {
        var found = new ArrayList<Copy>();
        try (var files = Files.newDirectoryStream(folder, file -> takes(String.valueOf(file.getFileName())))) {
            for (var file : files) {
                found.add(new Copy(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        found.sort(Comparator.comparing(Copy::used));
        return found;
    }
}
