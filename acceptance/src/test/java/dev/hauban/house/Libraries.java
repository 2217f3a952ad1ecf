package dev.hauban.house;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which room may use which library, by the beginning of its packages. What is not here is used by nobody: a room that
/// needs a library adds a line, and a decision (CONTRIBUTING.md).
record Libraries(Map<String, Set<String>> table) {
    /// The JDK, and annotations that nothing is left of in the program that runs.
    private static final List<String> EVERYWHERE = List.of(
            "java.", "javax.", "jdk.", "com.sun.", "sun.", "org.w3c.dom.", "org.xml.sax.", "org.jspecify.annotations");

    /// One use of a package that is not ours.
    record Use(String room, String type, String where) {}

    static Libraries ofTheHouse() {
        return new Libraries(Map.of(
                // Compose files are read by nothing else that is not ours.
                "org.snakeyaml.engine.", Set.of("compose.yaml"),
                "org.tukaani.xz.", Set.of("engine.local.supply"),
                "com.github.luben.zstd.", Set.of("backup.keep"),
                "com.exceptionfactory.jagged.", Set.of("backup.keep"),
                // The stand-in for MongoDB, a program of its own (docs/decisions/0060).
                "de.bwaldvogel.mongo.",
                        Set.of(
                                "standin.mongo.bson",
                                "standin.mongo.wire",
                                "standin.mongo.data",
                                "standin.mongo.access",
                                "standin.mongo.command",
                                "standin.mongo.shell"),
                "io.netty.", Set.of("standin.mongo.bson", "standin.mongo.data", "standin.mongo.command"),
                "org.h2.mvstore.", Set.of("standin.mongo.data"),
                "org.graalvm.polyglot.", Set.of("standin.mongo.shell"),
                // The contracts of the test kit are tests, and no part of the program.
                "org.assertj.core.", Set.of("testkit"),
                "org.junit.jupiter.", Set.of("testkit")));
    }

    List<String> violations(Collection<Use> uses) {
        return uses.stream()
                .filter(use -> !isAllowed(use))
                .map(use -> use.room() + " may not use " + use.type() + ": " + use.where())
                .sorted()
                .toList();
    }

    private boolean isAllowed(Use use) {
        return EVERYWHERE.stream().anyMatch(use.type()::startsWith)
                || table.entrySet().stream()
                        .anyMatch(line -> use.type().startsWith(line.getKey())
                                && line.getValue().contains(use.room()));
    }
}
