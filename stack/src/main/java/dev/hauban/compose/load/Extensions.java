package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.merge.Merging;
import dev.hauban.compose.merge.Resets;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `extends`: a service takes over what another one says, of its own file or of another.
final class Extensions {
    private final Session session;
    private final Problems problems;
    private final Loader loader;

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
        int before = problems.errors();
        Mapping base = isCycle(here, extension, trail) ? null : base(extension, here, setting, trail);
        if (base == null) {
            // A service that says nothing leaves nothing to take over, and Docker Compose leaves `extends` standing.
            if (problems.errors() > before) {
                service.remove("extends");
            }
            return service;
        }
        Mapping source = base.copy();
        step.resets().forEach(resets -> resets.applyToService(name, source));
        Node at = service;
        Mapping merged = new Merging(problems).extend(source, service, name);
        Mapping own = Mapping.from(at);
        merged.entries().forEach(own::put);
        own.remove("extends");
        step.services().put(name, own);
        return own;
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

    private @Nullable Mapping base(Node extension, Step step, Setting setting, Trail trail) {
        String service = null;
        Node file = null;
        switch (extension) {
            case Mapping mapping -> {
                service = mapping.text("service");
                file = mapping.get("file");
            }
            case Scalar scalar -> service = scalar.text();
            default -> {}
        }
        if (service == null) {
            problems.error(
                    "compose.incomplete",
                    extension,
                    trail,
                    "extends needs the name of a service",
                    "write `extends: {service: name}`");
            return null;
        }
        if (file == null || file.isNull()) {
            return sameFile(extension, service, step, setting, trail);
        }
        return otherFile(file, service, step, setting, trail);
    }

    private @Nullable Mapping sameFile(Node extension, String service, Step step, Setting setting, Trail trail) {
        if (!step.services().has(service)) {
            missing(extension, service, step.file(), trail);
            return null;
        }
        return extended(service, step, setting);
    }

    private @Nullable Mapping otherFile(Node file, String service, Step step, Setting setting, Trail trail) {
        String named = file instanceof Scalar scalar ? scalar.text() : null;
        if (named == null) {
            problems.error("compose.type", file, trail, "must be a path, not " + file.kindName());
            return null;
        }
        if (Inclusion.isRemote(named)) {
            Inclusion.refuseRemote(problems, file, trail);
            return null;
        }
        String path = session.absolute(GoPaths.resolve(setting.directory(), named));
        Loader.Base base = loader.base(path, setting, file.place());
        if (base.root() == null) {
            return null;
        }
        Mapping services = base.root().mapping("services");
        if (services == null || !services.has(service)) {
            missing(file, service, path, trail);
            return null;
        }
        loader.relativePaths(folder(setting, named)).resolve(base.root());
        return extended(service, new Step(services, path, base.resets(), step.seen()), setting);
    }

    private void missing(Node node, String service, String file, Trail trail) {
        problems.error(
                "compose.undefined", node, trail, "the service `" + service + "` is not in " + session.source(file));
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
