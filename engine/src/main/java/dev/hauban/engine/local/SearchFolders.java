package dev.hauban.engine.local;

import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.supply.Machine;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// PATH for a process that no view shows an image's programs: in front of each folder, where its programs really lie.
/// The same for Python's packages.
final class SearchFolders {
    private SearchFolders() {}

    /// @param environment with or without these
    static void insert(Map<String, String> environment, List<Piece> pieces) {
        for (String name : List.of("PATH", "PYTHONPATH")) {
            environment.computeIfPresent(name, (_, path) -> inserted(path, pieces));
        }
    }

    /// Folders of the user's home in which the programs of services lie. A service's environment names them as they
    /// are, and an image that has a `/home` of its own doesn't mean them.
    static Map<String, String> kept(Machine machine) {
        var kept = new LinkedHashMap<String, String>();
        Stream.concat(Stream.of(machine.cache()), machine.searchPath().stream())
                .filter(folder -> folder.startsWith(machine.home()) && !folder.equals(machine.home()))
                .forEach(folder -> kept.put(folder.toString(), folder.toString()));
        return kept;
    }

    private static String inserted(String path, List<Piece> pieces) {
        Set<String> folders = new LinkedHashSet<>();
        for (String folder : path.split(":")) {
            for (Piece piece : pieces) {
                if (Furnishing.same(
                        piece.target(), folder + "/" + piece.source().getFileName())) {
                    folders.add(piece.source().resolveSibling("").toString());
                }
            }
            folders.add(folder);
        }
        return String.join(":", folders);
    }
}
