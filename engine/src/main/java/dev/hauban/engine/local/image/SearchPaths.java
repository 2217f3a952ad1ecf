package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Machine;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The PATH of services.
final class SearchPaths {
    /// As in every official image.
    private static final String STANDARD = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private SearchPaths() {}

    /// Where a service looks when its image says nothing: where the user's shell looks, then the usual folders.
    static String of(Machine machine) {
        Set<String> folders = new LinkedHashSet<>();
        machine.searchPath().forEach(folder -> folders.add(folder.toString()));
        folders.addAll(List.of(STANDARD.split(":")));
        return String.join(":", folders);
    }

    static String prepended(List<Path> folders, String path) {
        return joined(folders.stream().map(Path::toString).toList(), path);
    }

    static String appended(String path, List<Path> folders) {
        Set<String> all = new LinkedHashSet<>(List.of(path.split(":")));
        folders.forEach(folder -> all.add(folder.toString()));
        all.remove("");
        return String.join(":", all);
    }

    private static String joined(List<String> folders, String path) {
        Set<String> all = new LinkedHashSet<>(folders);
        all.addAll(List.of(path.split(":")));
        all.remove("");
        return String.join(":", all);
    }
}
