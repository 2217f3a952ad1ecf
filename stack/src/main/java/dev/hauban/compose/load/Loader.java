package dev.hauban.compose.load;

import dev.hauban.compose.canonical.Defaults;
import dev.hauban.compose.canonical.LongSyntax;
import dev.hauban.compose.canonical.Normalization;
import dev.hauban.compose.canonical.RelativePaths;
import dev.hauban.compose.merge.Merging;
import dev.hauban.compose.merge.Resets;
import dev.hauban.compose.merge.Uniqueness;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.compose.shape.Validation;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.compose.variable.Interpolation;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a set of files into one tree: the phases of a load, in their order.
public final class Loader {
    /// Under this key Docker Compose keeps the value of a secret that comes from a variable.
    private static final String FOUND_SECRET = "x-#value";
    /// What a service says by saying nothing.
    private static final int VALUES_OF_SERVICE = 25;
    /// To take a file through all phases takes as long as to read so many others.
    private static final int FILES_OF_MODEL = 20;

    private final Session session;
    private final Problems problems;
    private final Documents documents;
    private final Extensions extensions;
    private final Inclusion inclusion;

    public Loader(Session session) {
        this.session = session;
        this.problems = session.problems();
        this.documents = new Documents(session);
        this.extensions = new Extensions(session, this);
        this.inclusion = new Inclusion(session, this);
    }

    Documents documents() {
        return documents;
    }

    /// The lists that are lists even if they are empty; to Go, all others are nothing then.
    public static Rules<?> lists(ReadingOptions options) {
        return Uniqueness.lists(options.normalizes());
    }

    /// The whole project, in long syntax, with all that follows from it; empty if the files say nothing.
    public Mapping project(Files files, String name) {
        // A model that is no project knows no variables, not even to pass them on.
        Map<String, String> environment =
                session.options().interpolates() || session.options().completes()
                        ? files.environment()
                        : Map.of("COMPOSE_PROJECT_NAME", name);
        var setting = new Setting(files.folder(), files.folder(), environment, List.of());
        Mapping root = model(files.paths(), null, setting);
        if (root.isEmpty() && root.isWhole()) {
            problems.error("compose.empty", root, Trail.ROOT, "empty compose file", "give it `services:`");
        }
        if (session.options().normalizes()) {
            Node written = root.get("name");
            root.put("name", Scalar.from(written == null ? root : written, name));
            new Normalization(environment::get, problems).normalize(root);
        }
        forgetSecrets(root);
        return root;
    }

    /// Several files as one, each laid over those before it, seen from the setting's folder.
    ///
    /// @param wanted where another file asks for them; null if the person named them
    Mapping model(List<String> paths, @Nullable Place wanted, Setting setting) {
        Mapping root = null;
        for (String path : paths) {
            Place place = wanted == null ? new Place(session.source(path).name(), 1, 1) : wanted;
            problems.budget().takeFiles(FILES_OF_MODEL, place);
            root = laidOver(root, documents.take(path, wanted), path, setting);
        }
        if (root == null) {
            root = new Mapping(session.source(paths.isEmpty() ? "-" : paths.getFirst()), 1, 1);
            if (paths.isEmpty()) {
                root.tear();
            }
        }
        var defaults = new Defaults(problems);
        defaults.fill(root);
        defaults.check(root);
        if (session.options().resolvesPaths() || wanted != null) {
            relativePaths(setting.folder()).resolve(root);
        }
        if (session.trace() instanceof Trace trace) {
            trace.taking(root, setting.environment());
        }
        takeValues(root, setting.environment());
        return root;
    }

    RelativePaths relativePaths(String folder) {
        return new RelativePaths(folder, session.home(), session.files()::withoutFirstLink, problems);
    }

    private @Nullable Mapping laidOver(@Nullable Mapping earlier, List<Node> file, String path, Setting setting) {
        Mapping root = earlier;
        for (Node document : file) {
            Mapping layer = prepared(document);
            Resets resets = Resets.of(layer);
            if (root != null && layer.get("services") instanceof Scalar services && services.isNull()) {
                // Beside what earlier files say, nothing would be missed, but Docker Compose refuses it.
                problems.wrongType(
                        services, Trail.ROOT.child("services"), "a mapping", "give it a value, or remove it");
            }
            interpolate(layer, setting);
            extensions.apply(layer, path, setting, resets);
            if (root != null) {
                resets.apply(root);
            }
            inclusion.apply(layer, path, setting);
            root = laidOver(root, layer, true);
        }
        return root;
    }

    /// One file of services that others extend: not checked, because it may be incomplete.
    Base base(String path, Setting setting, Place wanted) {
        Mapping root = null;
        var resets = new ArrayList<Resets>();
        for (Node document : documents.read(path, wanted)) {
            Mapping layer = prepared(document);
            Resets own = Resets.of(layer);
            resets.add(own);
            interpolate(layer, setting);
            if (root != null) {
                own.apply(root);
            }
            root = laidOver(root, layer, false);
        }
        return new Base(root == null ? new Mapping(session.source(path), 1, 1) : root, resets);
    }

    /// @param resets what the file's documents take away
    record Base(Mapping root, List<Resets> resets) {}

    private Mapping prepared(Node document) {
        if (document instanceof Mapping mapping && mapping.mark() != Node.Mark.RESET) {
            if (mapping.mapping("services") instanceof Mapping services) {
                problems.budget()
                        .takeCopies(
                                (long) VALUES_OF_SERVICE * services.entries().size(), services.place());
            }
            return mapping;
        }
        problems.error(
                "compose.type",
                document,
                Trail.ROOT,
                document.mark() == Node.Mark.RESET
                        ? "a Compose file can't be reset as a whole"
                        : "a Compose file has to be a mapping at its top, not " + document.kindName(),
                "begin it with `services:`");
        Mapping torn = Mapping.from(document);
        torn.tear();
        return torn;
    }

    private void interpolate(Mapping layer, Setting setting) {
        if (session.options().interpolates()) {
            if (session.trace() instanceof Trace trace) {
                trace.filling(layer, setting.environment());
            }
            new Interpolation(setting.environment()::get, problems, session.unset()).fill(layer);
        }
    }

    private Mapping laidOver(@Nullable Mapping earlier, Mapping layer, boolean checks) {
        Mapping below = earlier == null ? Mapping.from(layer) : earlier;
        Mapping root = new Merging(problems).merge(below, layer);
        var uniqueness = new Uniqueness(problems);
        uniqueness.enforce(root);
        if (checks) {
            new Validation(problems).check(root);
            dropVersion(root);
        }
        new LongSyntax(problems, !session.options().interpolates()).turn(root);
        LongSyntax.dropEmptyNames(root);
        uniqueness.enforce(root);
        return root;
    }

    private void dropVersion(Mapping root) {
        Node version = root.get("version");
        if (version != null) {
            problems.warning(
                    "compose.version",
                    version,
                    Trail.ROOT,
                    "the attribute `version` is obsolete, it will be ignored, "
                            + "please remove it to avoid potential confusion",
                    "remove this line");
            root.remove("version");
        }
    }

    /// Variables that are only named take their values from the environment of the files that name them.
    private static void takeValues(Mapping root, Map<String, String> environment) {
        if (root.mapping("services") instanceof Mapping services) {
            for (Node service : services.entries().values()) {
                if (service instanceof Mapping mapping && mapping.get("environment") instanceof Sequence lines) {
                    lines.items().replaceAll(line -> withValue(line, environment));
                }
            }
        }
        takeValues(root.mapping("configs"), "content", environment);
        takeValues(root.mapping("secrets"), FOUND_SECRET, environment);
    }

    private static void takeValues(@Nullable Mapping resources, String key, Map<String, String> environment) {
        if (resources != null) {
            for (Node resource : resources.entries().values()) {
                if (resource instanceof Mapping mapping
                        && mapping.text("environment") instanceof String name
                        && environment.get(name) instanceof String value) {
                    mapping.put(key, value);
                }
            }
        }
    }

    /// Secrets stay secret: what was found for them only made included ones different from those that say the same.
    private static void forgetSecrets(Mapping root) {
        if (root.mapping("secrets") instanceof Mapping secrets) {
            for (Node secret : secrets.entries().values()) {
                if (secret instanceof Mapping mapping) {
                    mapping.remove(FOUND_SECRET);
                }
            }
        }
    }

    private static Node withValue(Node line, Map<String, String> environment) {
        String name = line instanceof Scalar scalar ? scalar.text() : null;
        String value = name == null ? null : environment.get(name);
        return value == null ? line : Scalar.from(line, name + "=" + value);
    }
}
