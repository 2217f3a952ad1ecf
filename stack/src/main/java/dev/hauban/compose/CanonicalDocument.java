package dev.hauban.compose;

import dev.hauban.compose.project.Project;
import dev.hauban.compose.shape.Casting;
import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.shape.YamlOrder;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.yaml.YamlWriter;
import dev.hauban.json.JsonStyle;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The canonical form of a project: what `config` shows of it.
public final class CanonicalDocument {
    private final Mapping root;
    private final Map<String, Mapping> disabled;
    private final Map<String, String> environment;
    /// Where a model that is no project has lists; null for a project.
    private final @Nullable Rules<?> lists;

    CanonicalDocument(Mapping root, Map<String, Mapping> disabled, Map<String, String> environment) {
        this(root, disabled, environment, null);
    }

    private CanonicalDocument(
            Mapping root, Map<String, Mapping> disabled, Map<String, String> environment, @Nullable Rules<?> lists) {
        this.root = root;
        this.disabled = disabled;
        this.environment = environment;
        this.lists = lists;
    }

    /// One whose variables were not filled in, and which is therefore no project yet.
    ///
    /// @param lists where it has lists even if they are empty
    static CanonicalDocument raw(Mapping root, Map<String, String> environment, Rules<?> lists) {
        return new CanonicalDocument((Mapping) Casting.sorted(root), Map.of(), environment, lists);
    }

    /// As `docker compose config --format json`, with what that leaves out by mistake: models, and the `x-` keys below
    /// the top.
    public String json() {
        return lists != null
                ? JsonStyle.PRETTY.asGo().write(GoJson.model(root, lists))
                : escaped(JsonStyle.PRETTY.asGo().write(GoJson.project(shown(root))));
    }

    /// As `docker compose config`.
    public String yaml() {
        return lists != null
                ? YamlWriter.write((Mapping) YamlOrder.any(root))
                : escaped(YamlWriter.write(YamlOrder.project(shown(root))));
    }

    /// What a config takes from a variable is in the variable, not in the document.
    static Mapping shown(Mapping root) {
        Mapping configs = root.mapping("configs");
        if (configs == null || configs.entries().values().stream().noneMatch(CanonicalDocument::isTaken)) {
            return root;
        }
        Mapping others = Mapping.from(configs);
        configs.entries()
                .forEach((name, config) -> others.put(name, isTaken(config) ? withoutContent(config) : config));
        Mapping document = Mapping.from(root);
        document.entries().putAll(root.entries());
        return document.put("configs", others);
    }

    private static boolean isTaken(Node config) {
        return config instanceof Mapping mapping && mapping.has("environment") && mapping.has("content");
    }

    private static Node withoutContent(Node config) {
        Mapping without = ((Mapping) config).copy();
        without.remove("content");
        return without;
    }

    /// What is read again must not be taken for a variable.
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    /// The names of the services, networks or volumes, in their order.
    public List<String> names(String kind) {
        return root.mapping(kind) instanceof Mapping mapping
                ? List.copyOf(mapping.entries().keySet())
                : List.of();
    }

    /// The services that others can't be without and that are not there. Where all was checked, there are none.
    public List<Problem> missingServices() {
        var missing = new ArrayList<Problem>();
        var told = new TreeSet<String>();
        Map<String, Mapping> services = lists == null ? services() : Map.of();
        services.forEach((name, service) -> {
            if (service.mapping("depends_on") instanceof Mapping dependencies) {
                dependencies.entries().forEach((wanted, how) -> {
                    boolean isRequired = how instanceof Mapping one && one.isTrue("required");
                    if (isRequired && !services.containsKey(wanted) && told.add(wanted)) {
                        missing.add(missing(name, wanted, how));
                    }
                });
            }
        });
        return missing;
    }

    private static Problem missing(String service, String wanted, Node at) {
        return Problem.error("compose.no-service", Actor.AUTHOR, "no such service: " + Legible.of(wanted))
                .at(at.keyPlace())
                .about("services." + service)
                .remedy("add it, or mend the name in what depends on it");
    }

    /// What the models are called where they come from.
    public List<String> models() {
        var models = new ArrayList<String>();
        if (root.mapping("models") instanceof Mapping mapping) {
            for (Node model : mapping.entries().values()) {
                if (model instanceof Mapping one && one.text("model") instanceof String name && !name.isEmpty()) {
                    models.add(name);
                }
            }
        }
        return models;
    }

    /// What is to be filled in; nothing where that is done.
    public TemplateVariables variables() {
        return TemplateVariables.of(root);
    }

    /// The images whose digest the files don't say.
    public List<Problem> unknownDigests() {
        return new ImageDigests(root).unknown();
    }

    /// The same, with each image named by its digest, as far as that is known.
    public CanonicalDocument withDigests() {
        return new CanonicalDocument(new ImageDigests(root).named(), disabled, environment, lists);
    }

    /// Of each service its image alone: for a file that is laid over the others.
    public CanonicalDocument imagesAlone() {
        return new CanonicalDocument(new ImageDigests(root).alone(), Map.of(), environment, lists);
    }

    /// Every profile that the files name, whether chosen or not.
    public List<String> profiles() {
        var profiles = new TreeSet<String>();
        services().values().forEach(service -> add(service, profiles));
        disabled.values().forEach(service -> add(service, profiles));
        return List.copyOf(profiles);
    }

    private static void add(Mapping service, TreeSet<String> profiles) {
        if (service.sequence("profiles") instanceof dev.hauban.compose.tree.Sequence own) {
            own.items().forEach(profile -> profiles.add(GoText.of(profile)));
        }
    }

    /// The image of each service, in the order of the services; what is built and has no name gets one.
    public List<String> images() {
        var images = new ArrayList<String>();
        services().forEach((name, service) -> {
            String image = service.text("image");
            images.add(image != null ? image : root.text("name") + "-" + name);
        });
        return images;
    }

    /// Docker Compose's `config-hash` of each service, by its name.
    public Map<String, String> hashes() {
        var hashes = new TreeMap<String, String>();
        services().forEach((name, service) -> hashes.put(name, Project.hash(service)));
        return hashes;
    }

    /// `NAME=value` of everything that there was to be filled in.
    public List<String> environment() {
        var lines = new ArrayList<String>();
        environment.forEach((name, value) -> lines.add(name + "=" + value));
        lines.sort(null);
        return lines;
    }

    private Map<String, Mapping> services() {
        var services = new TreeMap<String, Mapping>();
        if (root.mapping("services") instanceof Mapping mapping) {
            for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                if (entry.getValue() instanceof Mapping service) {
                    services.put(entry.getKey(), service);
                }
            }
        }
        return services;
    }
}
