package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One pinned artifact of Maven Central, and what is in it.
///
/// @param coordinates `group:artifact:version`
/// @param sha256 in hexadecimal
/// @param packing the words of `artifacts.txt` that say how it is packed
record Artifact(
        Product product,
        int major,
        String architecture,
        String coordinates,
        String sha256,
        long size,
        List<String> packing) {
    private static final String PINS = "artifacts.txt";
    private static final int COLUMNS = 6;

    Artifact {
        packing = List.copyOf(packing);
    }

    static List<Artifact> pinned() {
        return pinned(PINS);
    }

    /// @param list a resource of lines as in `artifacts.txt`
    static List<Artifact> pinned(String list) {
        try (InputStream pins = Artifact.class.getResourceAsStream(list)) {
            if (pins == null) {
                throw new DefectException(list + " is not in the program");
            }
            return new String(pins.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Artifact::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new DefectException(list + " can't be read", unreadable);
        }
    }

    static Artifact parse(String line) {
        List<String> words = List.of(line.split(" +"));
        return new Artifact(
                Product.valueOf(words.get(0)),
                Integer.parseInt(words.get(1)),
                words.get(2),
                words.get(3),
                words.get(4),
                Long.parseLong(words.get(5)),
                words.subList(COLUMNS, words.size()));
    }

    String version() {
        return coordinates.substring(coordinates.lastIndexOf(':') + 1);
    }

    /// Below a repository.
    String path() {
        String[] parts = coordinates.split(":");
        return parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + fileName();
    }

    String fileName() {
        String[] parts = coordinates.split(":");
        return parts[1] + "-" + parts[2] + ".jar";
    }

    /// The folder of the cache that belongs to exactly this content.
    String key() {
        return product.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + version() + "-"
                + sha256.substring(0, 8);
    }
}
