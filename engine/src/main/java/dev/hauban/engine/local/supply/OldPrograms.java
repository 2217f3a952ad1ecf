package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Takes away what an older Hauban has put together and nobody needs any more. Services go on when Hauban is built
/// anew: what a process was begun from, or would find on its PATH, stays.
final class OldPrograms {
    /// Besides the present one; a service may be about to be begun again with what it had before.
    private static final int KEPT = 1;

    private static final String LEFT = ".old";

    private final Path programs;
    private final Path processes;

    OldPrograms(Path programs) {
        this(programs, Path.of("/proc"));
    }

    /// @param processes the folder that has one for each process
    OldPrograms(Path programs, Path processes) {
        this.programs = programs;
        this.processes = processes;
    }

    /// Remembers that a folder is what is used now.
    static void touch(Path folder) {
        try {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        } catch (IOException anothersCache) {
            // Then its owner sweeps.
        }
    }

    /// @param family what the names of all versions begin with, up to the last dash
    /// @param present the name of the one that is used now
    void sweep(String family, String present) {
        try {
            for (Path left : named(name -> name.startsWith("." + family) && name.endsWith(LEFT))) {
                Cache.delete(left);
            }
            List<Path> old = named(name -> isOf(family, name) && !name.equals(present));
            for (Path folder : old.stream().skip(KEPT).toList()) {
                if (!isUsed(folder)) {
                    Path aside = folder.resolveSibling("." + folder.getFileName() + LEFT);
                    Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
                    Cache.delete(aside);
                }
            }
        } catch (IOException notOurs) {
            // Nothing depends on it; the next one tries again.
        }
    }

    private static boolean isOf(String family, String name) {
        int dash = name.lastIndexOf('-');
        return dash > 0 && name.substring(0, dash).equals(family);
    }

    /// The most recently used first.
    private List<Path> named(java.util.function.Predicate<String> isIt) throws IOException {
        try (Stream<Path> all = Files.list(programs)) {
            return all.filter(folder -> isIt.test(folder.getFileName().toString()))
                    .sorted(Comparator.comparing(OldPrograms::used).reversed())
                    .toList();
        }
    }

    private static FileTime used(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private boolean isUsed(Path folder) throws IOException {
        String name = folder + "/";
        try (Stream<Path> all = Files.list(processes)) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .anyMatch(process ->
                            says(process.resolve("cmdline"), name) || says(process.resolve("environ"), name));
        }
    }

    private static boolean says(Path file, String name) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(name);
        } catch (IOException endedOrAnothers) {
            return false;
        }
    }
}
