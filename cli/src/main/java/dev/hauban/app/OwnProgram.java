package dev.hauban.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that runs here, so that another process can be started that is the same: the operator.
///
/// @param java the JVM's program
/// @param options what the JVM must be told: the cache for a fast start, who this is, the class path
/// @param build names the sources and the JDK that this was built from; two that differ are different programs
record OwnProgram(Path java, List<String> options, String build) {
    OwnProgram {
        options = List.copyOf(options);
    }

    /// As `launcher/Build.java` tells it. Where that did not start it (in an IDE, in a test) there is no cache, and the
    /// build has no name.
    static OwnProgram running() {
        return of(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                property("hauban.build"),
                Map.of("hauban.cache", property("hauban.cache"), "hauban.launcher", property("hauban.launcher")));
    }

    static OwnProgram of(Path home, String classPath, String build, Map<String, String> told) {
        var options = new ArrayList<String>();
        String cache = told.getOrDefault("hauban.cache", "");
        if (!cache.isEmpty()) {
            options.add("-XX:AOTCache=" + cache);
            options.add("-Dhauban.cache=" + cache);
        }
        options.add("-Dhauban.build=" + build);
        options.add("-Dhauban.launcher=" + told.getOrDefault("hauban.launcher", ""));
        options.add("-cp");
        options.add(classPath);
        return new OwnProgram(home.resolve("bin/java"), options, build.isEmpty() ? "unnamed" : build);
    }

    private static String property(String name) {
        return Optional.ofNullable(System.getProperty(name)).orElse("");
    }
}
