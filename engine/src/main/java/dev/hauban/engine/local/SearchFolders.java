package dev.hauban.engine.local;

import dev.hauban.engine.local.image.Piece;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
