package dev.hauban.engine.local.supply;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder where fetched programs are kept. A folder in it is complete when it is there: it is made beside and
/// renamed. Other users may read all of it, because services may run as them.
final class Cache {
    private static final long LOOK_AGAIN_AFTER = 100;

    private final Path home;

    Cache(Path home) {
        this.home = home.toAbsolutePath();
    }

    Path programs(String key) {
        return home.resolve("programs").resolve(key);
    }

    /// What is done to a folder that isn't there yet.
    @FunctionalInterface
    interface Filling {
        /// @param folder empty, to be filled
        void into(Path folder) throws IOException, InterruptedException;
    }

    /// The folder of this key, filled if it isn't there. Whoever comes while another fills it waits for them.
    Path folder(String key, Filling filling) throws IOException, InterruptedException {
        return folder(key, () -> {}, filling);
    }

    /// The same for what takes long to fill.
    Path folder(String key, Need need, Progress progress, Filling filling) throws IOException, InterruptedException {
        return folder(key, () -> progress.at("waiting for " + need + ", which another command fetches", 0, 0), filling);
    }

    private Path folder(String key, Runnable meanwhile, Filling filling) throws IOException, InterruptedException {
        Path folder = programs(key);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        makeReadable(home.resolve("programs"));
        makeReadable(home.resolve("locks"));
        try (var channel = FileChannel.open(
                        home.resolve("locks").resolve(key + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = locked(channel, meanwhile)) {
            if (!Files.isDirectory(folder)) {
                fill(folder, filling);
            }
        }
        return folder;
    }

    /// Takes away what is older than `key` of its family, as far as nobody uses it.
    void sweep(String family, String key) {
        new OldPrograms(home.resolve("programs")).sweep(family, key);
    }

    private static void fill(Path folder, Filling filling) throws IOException, InterruptedException {
        clearLeftovers(folder);
        Path beside = beside(folder);
        Files.createDirectory(beside);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            filling.into(beside);
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(beside);
        }
    }

    /// Of somebody who was killed while filling; nobody else can be at it, we hold the lock.
    private static void clearLeftovers(Path folder) throws IOException {
        delete(beside(folder));
    }

    private static Path beside(Path folder) {
        return folder.resolveSibling("." + folder.getFileName() + ".new");
    }

    /// Waits without a limit of its own: a download may take long, and the lock ends with whoever holds it.
    private static FileLock locked(FileChannel channel, Runnable meanwhile) throws IOException, InterruptedException {
        FileLock lock = tryLock(channel);
        if (lock == null) {
            meanwhile.run();
        }
        while (lock == null) {
            Thread.sleep(LOOK_AGAIN_AFTER);
            lock = tryLock(channel);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherThreadOfOurs) {
            return null;
        }
    }

    private static void makeReadable(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (var walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    static ProblemException unusable(Path where, IOException failed) {
        return new ProblemException(
                Problem.error(
                                "supply.cache-not-written",
                                Actor.MACHINE,
                                "fetched programs can't be kept under " + where + ": " + failed.getMessage())
                        .remedy("Make room or give yourself the right to write there."),
                failed);
    }
}
