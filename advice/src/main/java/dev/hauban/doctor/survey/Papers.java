package dev.hauban.doctor.survey;

import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Paper.Kind;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the texts that rules look at. What can't be read, or is too long to have been written by hand, is left out.
final class Papers {
    private static final long LONGEST = 256 * 1024;
    private static final int MOST_MANIFESTS = 500;
    private static final int DEEPEST = 5;

    /// Where people keep objects of Kubernetes.
    private static final List<String> MANIFESTS = List.of("k8s", "kubernetes", "kustomize", "manifests", "deploy");

    private static final Set<String> SCRIPTS =
            Set.of("Makefile", "makefile", "package.json", "justfile", "Justfile", "Taskfile.yml", ".gitlab-ci.yml");
    private static final Set<String> SKIPPED = Set.of("node_modules", ".git", ".hauban", "vendor", "target");

    private final Path standing;
    private final Path project;
    private final Map<String, String> texts;
    private final Map<Path, Paper> papers = new LinkedHashMap<>();

    /// @param texts what files would say, by absolute path
    Papers(Path standing, Path project, Map<String, String> texts) {
        this.standing = standing;
        this.project = project;
        this.texts = texts;
    }

    List<Paper> all() {
        return List.copyOf(papers.values());
    }

    /// @param named files in which something of the stack is written, as places name them
    void ofStack(Stack stack, List<String> named) throws IOException {
        for (String file : stack.origin().files()) {
            if (!file.equals("-")) {
                read(Kind.COMPOSE, Path.of(file));
            }
        }
        for (Path file : stack.origin().environmentFiles()) {
            read(Kind.VARIABLES, file);
        }
        for (String name : named) {
            boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
            if (!name.equals("-")) {
                read(isYaml ? Kind.COMPOSE : Kind.VARIABLES, standing.resolve(name));
            }
        }
        for (Service service : stack.services().values()) {
            if (service.program().build().isPresent()
                    && service.program().build().get().dockerfile().isPresent()) {
                read(
                        Kind.DOCKERFILE,
                        service.program().build().get().dockerfile().get());
            }
            readSettings(service);
        }
    }

    /// Settings of MySQL that are mounted from the host.
    private void readSettings(Service service) throws IOException {
        boolean isMysql = service.program()
                .image()
                .filter(image -> image.repository().endsWith("mysql"))
                .isPresent();
        for (Mount mount : service.attachments().mounts()) {
            if (isMysql && mount instanceof Mount.Bind bind) {
                for (Path file : Files.isDirectory(bind.source()) ? list(bind.source()) : List.of(bind.source())) {
                    if (file.toString().endsWith(".cnf")) {
                        read(Kind.SETTINGS, file);
                    }
                }
            }
        }
    }

    /// What lies beside the stack.
    void ofProject() throws IOException {
        var scripts = new ArrayList<>(list(project));
        scripts.addAll(list(project.resolve("scripts")));
        for (Path file : list(project.resolve(".github/workflows"))) {
            if (file.toString().endsWith(".yml") || file.toString().endsWith(".yaml")) {
                read(Kind.SCRIPT, file);
            }
        }
        for (Path file : scripts) {
            String name = file.getFileName().toString();
            if (name.endsWith(".sh") || SCRIPTS.contains(name)) {
                read(Kind.SCRIPT, file);
            }
        }
        if (Files.isRegularFile(project.resolve(".gitignore"))) {
            read(Kind.IGNORED, project.resolve(".gitignore"));
        }
        for (String folder : MANIFESTS) {
            readManifests(project.resolve(folder));
        }
    }

    private void readManifests(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var seen = new ArrayList<Path>();
        Files.walkFileTree(
                folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) {
                        return SKIPPED.contains(one.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")) {
                            seen.add(file);
                        }
                        return seen.size() < MOST_MANIFESTS ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        for (Path file : seen.stream().sorted().toList()) {
            read(Kind.MANIFEST, file);
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException _) {
            // Not ours to read, so not ours to judge.
            return List.of();
        }
    }

    private void read(Kind kind, Path path) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        if (papers.containsKey(file)
                || !Files.isRegularFile(file)
                || !Files.isReadable(file)
                || Files.size(file) > LONGEST) {
            return;
        }
        try {
            String edited = texts.get(file.toString());
            String text = edited == null ? Files.readString(file, StandardCharsets.UTF_8) : edited;
            papers.put(file, new Paper(kind, name(file), file.toString(), text));
        } catch (MalformedInputException _) {
            // No text, then.
        }
    }

    /// As places name files.
    private String name(Path file) {
        return file.startsWith(standing) ? standing.relativize(file).toString() : file.toString();
    }
}
