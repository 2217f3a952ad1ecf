package dev.hauban.engine.local.image;

import dev.hauban.stack.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which images are a language's runtime, and what the machine has to have for them.
final class Languages {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?");

    /// The number of a JDK in tags such as `3.9-eclipse-temurin-21`, `8.10-jdk21`.
    private static final Pattern JDK = Pattern.compile("(?:jdk|jre|temurin|corretto|java|zulu)-?(\\d{1,3})");

    private static final List<String> JAVA = List.of(
            "eclipse-temurin",
            "openjdk",
            "amazoncorretto",
            "azul/zulu-openjdk",
            "ibm-semeru-runtimes",
            "sapmachine",
            "bellsoft/liberica-openjdk-alpine",
            "bellsoft/liberica-openjdk-debian",
            "bellsoft/liberica-runtime-container",
            "adoptopenjdk");

    private static final List<String> SYSTEMS = List.of(
            "scratch",
            "debian",
            "ubuntu",
            "alpine",
            "busybox",
            "fedora",
            "rockylinux",
            "almalinux",
            "amazonlinux",
            "buildpack-deps",
            "redhat/ubi8-minimal",
            "redhat/ubi9-minimal");

    private static final Map<String, String> BY_PROGRAM = Map.of(
            "node",
            "node",
            "golang",
            "go",
            "ruby",
            "ruby",
            "php",
            "php",
            "rust",
            "cargo",
            "denoland/deno",
            "deno",
            "oven/bun",
            "bun",
            "perl",
            "perl");

    private Languages() {}

    /// What an image is.
    sealed interface Kind {
        /// A system without a language: this machine's own stands for it.
        record Userland(boolean isEmpty) implements Kind {}

        /// @param major -1 when the tag names none
        /// @param needsCompiler whether a JRE is too little
        /// @param tool such as `mvn`; absent for a plain runtime
        record Java(int major, boolean needsCompiler, Optional<String> tool) implements Kind {}

        /// @param wanted major version times 1000 and minor version; -1 when the tag names none
        record Python(int wanted) implements Kind {}

        /// @param major -1 when the tag names none
        record Other(String name, String program, int major) implements Kind {}
    }

    static Optional<Kind> of(ImageReference image) {
        String name = image.repository();
        String tag = image.tag().orElse("");
        if (name.startsWith("distroless/")) {
            return Optional.of(distroless(name.substring("distroless/".length())));
        }
        if (SYSTEMS.contains(name)) {
            return Optional.of(new Kind.Userland(name.equals("scratch")));
        }
        if (JAVA.contains(name)) {
            boolean isRuntimeOnly = tag.contains("jre") || name.endsWith("runtime-container");
            return Optional.of(new Kind.Java(first(NUMBER, tag), !isRuntimeOnly, Optional.empty()));
        }
        if (name.equals("maven") || name.equals("gradle")) {
            String tool = name.equals("maven") ? "mvn" : "gradle";
            return Optional.of(new Kind.Java(first(JDK, tag), true, Optional.of(tool)));
        }
        if (name.equals("python")) {
            return Optional.of(new Kind.Python(minor(tag)));
        }
        if (name.equals("php") && (tag.contains("fpm") || tag.contains("apache"))) {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_PROGRAM.get(name))
                .map(program -> new Kind.Other(name, program, first(NUMBER, tag)));
    }

    private static Kind distroless(String name) {
        if (name.startsWith("java")) {
            return new Kind.Java(first(NUMBER, name), false, Optional.empty());
        }
        if (name.startsWith("nodejs")) {
            return new Kind.Other("node", "node", first(NUMBER, name));
        }
        if (name.startsWith("python")) {
            return new Kind.Python(-1);
        }
        return new Kind.Userland(false);
    }

    private static int first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    private static int minor(String tag) {
        Matcher found = NUMBER.matcher(tag);
        if (!found.find()) {
            return -1;
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return Integer.parseInt(found.group(1)) * 1000 + minor;
    }
}
