package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.merge.Merging;
import dev.hauban.compose.merge.Resets;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `extends`: a service takes over what another one says, of its own file or of another.
final class Extensions {
    /// Deeper than anybody extends, and shallow enough for any thread's stack.
    private static final int DEPTH = 50;

    private static final String EXAMPLE = "write it as in `extends: {service: name}`";

    private final Session session;
    private final Problems problems;
    private final Loader loader;
    /// By the variables that are filled in, and by what paths are seen from.
    private final Map<Map<String, String>, Map<String, Loader.Base>> bases = new IdentityHashMap<>();

    /// Where a chain of services that extend one another stands.
    ///
    /// @param services of the file
    /// @param file that the services are in
    /// @param resets what the file takes away of what it extends
    /// @param seen the chain so far, as `service in file`
    private record Step(Mapping services, String file, List<Resets> resets, List<String> seen) {
        Step with(String name, Session session) {
            var longer = new ArrayList<>(seen);
            longer.add(name + " in " + session.source(file));
            return new Step(services, file, resets, longer);
        }
    }

    Extensions(Session session, Loader loader) {
        this.session = session;
        this.problems = session.problems();
        this.loader = loader;
    }

    void apply(Mapping root, String file, Setting setting, Resets resets) {
        if (root.mapping("services") instanceof Mapping services) {
            var step = new Step(services, file, List.of(resets), List.of());
            for (String name : List.copyOf(services.entries().keySet())) {
                extended(name, step, setting);
            }
        }
    }

    /// The complete service, which also takes its place among the services; null if there is nothing to take over.
    private @Nullable Mapping extended(String name, Step step, Setting setting) {
        if (!(step.services().get(name) instanceof Mapping service)) {
            return null;
        }
        Node extension = service.get("extends");
        if (extension == null) {
            return service;
        }
        Trail trail = Trail.ROOT.child("services").child(name).child("extends");
        Step here = step.with(name, session);
        boolean isEndless = isCycle(here, extension, trail) || isTooDeep(here, extension, trail);
        Mapping base = isEndless ? torn(service) : base(extension, here, setting, trail);
        if (base == null) {
            // A service that says nothing leaves nothing to take over, and Docker Compose leaves `extends` standing.
            return service;
        }
        problems.budget().takeCopies(base.size(), extension.place());
        Mapping source = base.copy();
        step.resets().forEach(resets -> resets.applyToService(name, source));
        Node at = service;
        Mapping merged = new Merging(problems).extend(source, service, name);
        Mapping own = Mapping.from(at);
        merged.entries().forEach(own::put);
        own.loseLike(merged);
        own.remove("extends");
        step.services().put(name, own);
        return own;
    }

    /// Stands for a service to take over that could not be made out.
    private static Mapping torn(Node at) {
        Mapping torn = Mapping.from(at);
        torn.tear();
        return torn;
    }

    private boolean isCycle(Step step, Node extension, Trail trail) {
        String last = step.seen().getLast();
        if (step.seen().indexOf(last) == step.seen().size() - 1) {
            return false;
        }
        problems.error(
                "compose.cycle",
                extension,
                trail,
                "a service extends itself: " + String.join(" -> ", step.seen()),
                "take one of them out of the circle");
        return true;
    }

    private boolean isTooDeep(Step step, Node extension, Trail trail) {
        if (step.seen().size() <= DEPTH) {
            return false;
        }
        problems.error(
                "compose.too-much",
                extension,
                trail,
                "services extend each other more than " + DEPTH + " levels deep",
                "extend one that is nearer to the end");
        return true;
    }

    private @Nullable Mapping base(Node extension, Step step, Setting setting, Trail trail) {
        Mapping written = extension instanceof Mapping mapping
                ? mapping
                : Mapping.from(extension).put("service", extension);
        Node named = written.get("service");
        String service = written.text("service");
        if (service == null) {
            if (named != null) {
                problems.wrongType(named, trail, "the name of a service", EXAMPLE);
            } else if (!written.mayHave("service")) {
                problems.lack(extension, trail, "extends needs the name of a service", EXAMPLE);
            }
            return torn(extension);
        }
        Node file = written.get("file");
        if (file == null && written.mayHave("file")) {
            return torn(extension);
        }
        if (file == null || file.isNull()) {
            return sameFile(Objects.requireNonNull(named), service, step, setting, trail);
        }
        return otherFile(file, service, step, setting, trail);
    }

    private @Nullable Mapping sameFile(Node named, String service, Step step, Setting setting, Trail trail) {
        if (step.services().has(service)) {
            return extended(service, step, setting);
        }
        if (!step.services().mayHave(service)) {
            missing(named, service, step.services(), step.file(), trail);
        }
        return torn(named);
    }

    private @Nullable Mapping otherFile(Node file, String service, Step step, Setting setting, Trail trail) {
        String named = file instanceof Scalar scalar ? scalar.text() : null;
        if (named == null) {
            problems.wrongType(file, trail.child("file"), "a path", "write it as in `file: common.yaml`");
            return torn(file);
        }
        if (Inclusion.isRemote(named)) {
            Inclusion.refuseRemote(problems, file, trail.child("file"));
            return torn(file);
        }
        String path = session.absolute(GoPaths.resolve(setting.directory(), named));
        Loader.Base base = base(path, folder(setting, named), setting, file);
        Mapping services = base.root().mapping("services");
        if (services == null || !services.has(service)) {
            if (!base.root().mayHave("services", service)) {
                missing(file, service, services, path, trail);
            }
            return torn(file);
        }
        return extended(service, new Step(services, path, base.resets(), step.seen()), setting);
    }

    /// The file's services, with paths as they are seen from here. Many may extend one.
    private Loader.Base base(String path, String folder, Setting setting, Node file) {
        String key = path + '\0' + folder + '\0' + setting.directory();
        return bases.computeIfAbsent(setting.environment(), _ -> new HashMap<>())
                .computeIfAbsent(key, _ -> {
                    problems.budget().takeFiles(1, file.place());
                    Loader.Base base = loader.base(path, setting, file.place());
                    loader.relativePaths(folder).resolve(base.root());
                    return base;
                });
    }

    private void missing(Node node, String service, @Nullable Mapping services, String file, Trail trail) {
        String nearest = services == null
                ? null
                : problems.nearest(service, services.entries().keySet());
        problems.error(
                "compose.undefined",
                node,
                trail,
                "the service `" + Legible.of(service) + "` is not in " + session.source(file),
                nearest == null ? "name a service of that file" : "did you mean `" + nearest + "`?");
    }

    /// The folder that a file's paths are seen from: the file's own, as seen from where its reader looks for files.
    private String folder(Setting setting, String named) {
        return folder(session, setting.directory(), named);
    }

    static String folder(Session session, String directory, String named) {
        String path = GoPaths.resolve(directory, named);
        boolean isFolder = session.files().kind(session.absolute(path)) == ComposeFiles.Kind.FOLDER;
        String folder = isFolder ? path : GoPaths.resolve(directory, GoPaths.parent(named));
        return GoPaths.relative(directory, folder);
    }
}
