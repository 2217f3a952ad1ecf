package dev.hauban.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The house as it stands: its compiled classes and its sources.
final class House {
    private static final String NAME = "dev.hauban.";

    private House() {}

    /// Every class of the product and of the test kit; no tests.
    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.hauban");
    }

    static String room(JavaClass type) {
        return type.getPackageName().substring(NAME.length());
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(NAME);
    }

    /// The folder that holds the floors, found from wherever the tests run.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests must run inside the repository");
            }
        }
        return folder;
    }

    /// The floors' Java files below `src/main` (and `src/test` where asked for).
    static List<SourceFile> sources(boolean withTests) throws IOException {
        Path root = root();
        try (Stream<Path> floors = Files.list(root)) {
            return floors.filter(floor -> Files.exists(floor.resolve("pom.xml")))
                    .flatMap(floor -> Stream.of("src/main/java", "src/test/java")
                            .filter(kind -> withTests || kind.startsWith("src/main"))
                            .map(floor::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> SourceFile.below(folder, root).stream())
                    .sorted()
                    .toList();
        }
    }
}
