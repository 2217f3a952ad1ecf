package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `include`: other projects, read in their own folders with their own variables, become part of this one.
final class Inclusion {
    private static final List<String> KEYS = List.of("path", "project_directory", "env_file");

    /// Deeper than anybody includes, and shallow enough for any thread's stack.
    private static final int DEPTH = 50;

    private static final String EXAMPLE = "write it as in `include: [other/compose.yaml]`";

    private final Session session;
    private final Problems problems;
    private final Loader loader;

    Inclusion(Session session, Loader loader) {
        this.session = session;
        this.problems = session.problems();
        this.loader = loader;
    }

    void apply(Mapping root, String file, Setting setting) {
        Node include = root.get("include");
        if (include == null) {
            return;
        }
        root.remove("include");
        if (include.isTorn()) {
            root.tear();
        }
        Trail trail = Trail.ROOT.child("include");
        if (!(include instanceof Sequence sequence)) {
            if (!include.isNull()) {
                problems.wrongType(include, trail, "a list", EXAMPLE);
                root.tear();
            }
            return;
        }
        var including = new ArrayList<>(setting.including());
        including.add(file);
        for (int i = 0; i < sequence.items().size(); i++) {
            one(
                    root,
                    sequence.items().get(i),
                    new Setting(setting.folder(), setting.directory(), setting.environment(), including),
                    trail.item(i));
        }
    }

    private void one(Mapping root, Node item, Setting setting, Trail trail) {
        int before = problems.complaints();
        Mapping entry =
                item instanceof Mapping mapping ? mapping : Mapping.from(item).put("path", item);
        if (item instanceof Sequence) {
            problems.wrongType(item, trail, "a path or a mapping", EXAMPLE);
            entry.remove("path");
        }
        entry.entries().forEach((key, value) -> warnOfUnknown(key, value, trail));
        List<String> named = texts(entry, "path", trail);
        List<String> envFiles = texts(entry, "env_file", trail);
        String directory = directory(entry, trail);
        if (!entry.isWhole() || problems.complaints() > before) {
            root.tear();
        }
        if (named.stream().anyMatch(Inclusion::isRemote)) {
            refuseRemote(problems, Objects.requireNonNullElse(entry.get("path"), item), trail);
            root.tear();
            return;
        }
        include(root, item, new Wanted(named, envFiles, directory, trail), setting);
    }

    /// Docker Compose takes a whole number for a folder's name, too.
    private String directory(Mapping entry, Trail trail) {
        Node directory = entry.get("project_directory");
        if (directory == null || directory.isNull()) {
            return "";
        }
        if (directory instanceof Scalar scalar && (scalar.isText() || scalar.value() instanceof Long)) {
            return scalar.toString();
        }
        problems.wrongType(directory, trail.child("project_directory"), "a path", "write it as in `./other`");
        return "";
    }

    /// What one entry of `include` asks for.
    private record Wanted(List<String> files, List<String> envFiles, String directory, Trail trail) {}

    private void include(Mapping root, Node item, Wanted wanted, Setting setting) {
        if (wanted.files().isEmpty()) {
            envFiles(item, wanted, setting, wanted.directory());
            return;
        }
        List<String> paths = new ArrayList<>();
        for (String named : wanted.files()) {
            paths.add(session.absolute(GoPaths.resolve(setting.directory(), named)));
        }
        for (String path : paths) {
            if (setting.including().contains(path)) {
                refuseCycle(item, wanted.trail(), chain(setting, path));
                root.tear();
                return;
            }
        }
        if (setting.including().size() == DEPTH) {
            problems.error(
                    "compose.too-much",
                    item,
                    wanted.trail(),
                    "files include each other more than " + DEPTH + " levels deep",
                    "include some of them from here");
            root.tear();
            return;
        }
        Setting inside = inside(item, wanted, setting, paths);
        Mapping imported = loader.model(paths, item.place(), inside);
        if (!imported.isWhole()) {
            root.tear();
        }
        for (String kind : new String[] {"services", "volumes", "networks", "secrets", "configs", "models"}) {
            if (imported.mapping(kind) instanceof Mapping resources) {
                add(root, kind, resources);
            }
        }
    }

    private void refuseCycle(Node item, Trail trail, String chain) {
        problems.error(
                "compose.cycle",
                item,
                trail,
                "files include each other: " + chain,
                "take one of them out of the circle");
    }

    private String chain(Setting setting, String last) {
        var chain = new StringBuilder();
        setting.including().forEach(path -> chain.append(session.source(path)).append(" -> "));
        return chain.append(session.source(last)).toString();
    }

    private Setting inside(Node item, Wanted wanted, Setting setting, List<String> paths) {
        String folder;
        String directory;
        if (wanted.directory().isEmpty()) {
            folder = Extensions.folder(
                    session, setting.directory(), wanted.files().getFirst());
            directory = GoPaths.parent(paths.getFirst());
        } else if (GoPaths.isAbsolute(wanted.directory())) {
            folder = wanted.directory();
            directory = wanted.directory();
        } else {
            folder = Extensions.folder(session, setting.directory(), wanted.directory());
            directory = GoPaths.join(setting.folder(), wanted.directory());
        }
        var environment = new LinkedHashMap<>(setting.environment());
        List<String> envFiles = envFiles(item, wanted, setting, directory);
        if (session.trace() instanceof Trace trace) {
            trace.layered(environment, setting.environment(), List.of());
        }
        new Environments(session, environment).add(envFiles, item.place());
        return new Setting(folder, directory, environment, setting.including());
    }

    private List<String> envFiles(Node item, Wanted wanted, Setting setting, String directory) {
        if (wanted.envFiles().isEmpty()) {
            String standard = session.absolute(GoPaths.join(directory, ".env"));
            boolean there = session.files().kind(standard) == ComposeFiles.Kind.FILE;
            return there ? List.of(standard) : List.of();
        }
        List<String> files = new ArrayList<>();
        for (String named : wanted.envFiles()) {
            String path = session.absolute(GoPaths.resolve(setting.folder(), named));
            ComposeFiles.Kind kind = session.files().kind(path);
            if (kind == ComposeFiles.Kind.MISSING || kind == ComposeFiles.Kind.FOLDER) {
                problems.error(
                        "compose.env-file",
                        item,
                        wanted.trail().child("env_file"),
                        "the env_file " + session.source(path)
                                + (kind == ComposeFiles.Kind.MISSING ? " is not there" : " is a folder"),
                        "make it, or mend its name");
                session.unset().excuse();
            } else {
                files.add(path);
            }
        }
        return files;
    }

    /// What is included may not be there already, unless it says the same.
    private void add(Mapping root, String kind, Mapping resources) {
        Mapping known = root.mapping(kind);
        if (known == null) {
            known = Mapping.from(resources);
            root.put(kind, known);
        }
        known.loseLike(resources);
        for (Map.Entry<String, Node> entry : resources.entries().entrySet()) {
            Node there = known.get(entry.getKey());
            if (there != null && !there.means(entry.getValue())) {
                problems.error(
                        "compose.conflict",
                        there,
                        Trail.ROOT.child(kind).child(entry.getKey()),
                        "conflicts with what is included from "
                                + entry.getValue().place(),
                        "rename one, or change it in a file of its own that is included together with the other");
                // Which of the two is meant is not clear, so neither lacks anything.
                there.tear();
            } else {
                known.put(entry.getKey(), entry.getValue());
            }
        }
    }

    /// What is no text is told and left out.
    private List<String> texts(Mapping entry, String key, Trail trail) {
        Node node = entry.get(key);
        List<String> texts = new ArrayList<>();
        if (node == null || node.isNull()) {
            return texts;
        }
        List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        for (Node item : items) {
            String text = item instanceof Scalar scalar ? scalar.text() : null;
            if (text == null) {
                problems.wrongType(item, trail.child(key), "a path", EXAMPLE);
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /// Docker Compose doesn't look, so it can't be an error.
    private void warnOfUnknown(String key, Node value, Trail trail) {
        if (!KEYS.contains(key)) {
            String nearest = problems.nearest(key, KEYS);
            problems.warning(
                    "compose.unknown-key",
                    value,
                    trail,
                    "include has no `" + Legible.of(key) + "`",
                    nearest == null ? "there are: " + String.join(", ", KEYS) : "did you mean `" + nearest + "`?");
        }
    }

    static boolean isRemote(String path) {
        return path.contains("://") || path.startsWith("git@") || path.startsWith("github.com/");
    }

    static void refuseRemote(Problems problems, Node node, Trail trail) {
        problems.error(
                "compose.remote",
                node,
                trail,
                "files from git repositories and registries are not read, because what they hold can change unseen",
                "fetch it, for instance as a git submodule, and name the file");
    }
}
