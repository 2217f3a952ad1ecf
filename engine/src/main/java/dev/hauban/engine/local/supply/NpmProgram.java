package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One pinned program of npm's registry, with everything that it needs there.
///
/// @param architecture as Debian writes it; `any` for all
/// @param bytes of all that is fetched
/// @param dependencies each with the place below the program's folder where it belongs
record NpmProgram(Product product, String architecture, NpmPackage itself, long bytes, List<NpmPackage> dependencies) {
    private static final String ANY = "any";
    private static final String PINS = "npm.txt";

    NpmProgram {
        dependencies = List.copyOf(dependencies);
    }

    /// One package in one version.
    ///
    /// @param place below the program's folder; empty for the program itself
    /// @param integrity the sum of its archive, as npm writes it: `sha512-…`
    record NpmPackage(String place, String name, String version, String integrity) {
        /// Below a registry: `@scope/name/-/name-1.0.0.tgz`.
        String path() {
            return name + "/-/" + name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
        }

        @Override
        public String toString() {
            return name + "@" + version;
        }
    }

    static Optional<NpmProgram> pinned(Product product, String architecture) {
        return text(PINS)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(" +")))
                .filter(words -> words.getFirst().equals(product.name()))
                .filter(words -> words.get(1).equals(ANY) || words.get(1).equals(architecture))
                .findFirst()
                .map(NpmProgram::parse);
    }

    private static NpmProgram parse(List<String> words) {
        var itself = new NpmPackage("", words.get(2), words.get(3), words.get(4));
        Product product = Product.valueOf(words.get(0));
        List<NpmPackage> dependencies =
                product == Product.NODE ? List.of() : locked(text("npm/" + itself.name() + "/package-lock.json"));
        return new NpmProgram(product, words.get(1), itself, Long.parseLong(words.get(5)), dependencies);
    }

    /// What a lock file of npm's pins, without what is optional.
    ///
    /// Source: npm's documentation, "package-lock.json", lockfileVersion 3.
    static List<NpmPackage> locked(String lock) {
        try {
            List<NpmPackage> packages = new ArrayList<>();
            Json.Members all = JsonReader.readObject(lock).members("packages");
            for (Map.Entry<String, Json> entry : all.values().entrySet()) {
                boolean isRoot = entry.getKey().isEmpty();
                if (!isRoot && entry.getValue() instanceof Json.Members pinned && !isOptional(pinned)) {
                    packages.add(new NpmPackage(
                            entry.getKey(), name(entry.getKey()), pinned.text("version"), pinned.text("integrity")));
                }
            }
            return packages;
        } catch (MalformedJson wrong) {
            throw new DefectException("a lock file in the program is not one: " + wrong.getMessage(), wrong);
        }
    }

    private static boolean isOptional(Json.Members pinned) throws MalformedJson {
        return pinned.find("optional").isPresent() && pinned.bool("optional");
    }

    /// `node_modules/a/node_modules/@b/c` holds `@b/c`.
    private static String name(String place) {
        String folder = "node_modules/";
        return place.substring(place.lastIndexOf(folder) + folder.length());
    }

    /// Itself and all that it needs.
    List<NpmPackage> packages() {
        List<NpmPackage> all = new ArrayList<>(List.of(itself));
        all.addAll(dependencies);
        return all;
    }

    /// A file of ours that belongs to it.
    String file(String name) {
        return text("npm/" + itself.name() + "/" + name);
    }

    private static String text(String name) {
        try (InputStream file = NpmProgram.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new DefectException(name + " is not in the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new DefectException(name + " can't be read", unreadable);
        }
    }
}
