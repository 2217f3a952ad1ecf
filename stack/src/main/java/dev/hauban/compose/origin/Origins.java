package dev.hauban.compose.origin;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.shape.YamlOrder;
import dev.hauban.compose.trace.Assignment;
import dev.hauban.compose.trace.Mention;
import dev.hauban.compose.trace.Spot;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.variable.MalformedException;
import dev.hauban.compose.variable.Template;
import dev.hauban.compose.yaml.YamlWriter;
import dev.hauban.json.Json;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where everything in a canonical document comes from. What looks like a secret is masked.
public final class Origins {
    /// What is added to the short syntax of ports, volumes, dependencies and builds.
    private static final Map<String, String> USUAL = Map.of(
            "mode", "ingress",
            "protocol", "tcp",
            "create_host_path", "true",
            "condition", "service_started",
            "required", "true",
            "dockerfile", "Dockerfile");

    /// What dependencies follow from that no file names.
    private static final List<String> IMPLYING =
            List.of("links", "volumes_from", "network_mode", "ipc", "pid", "uts", "cgroup");

    private final Trace trace;
    private final ComposeRequest request;
    private final Mapping shown;
    private final Variables variables;
    private final List<ValueOrigin> values = new ArrayList<>();
    private final IdentityHashMap<Node, ValueOrigin> byNode = new IdentityHashMap<>();
    private final Map<Spot, Integer> valuesAt = new HashMap<>();
    /// Where the service that is being collected says what dependencies follow from.
    private final Set<Spot> implying = new HashSet<>();

    /// @param root the canonical document
    /// @param environment the variables of the whole project
    public Origins(Trace trace, ComposeRequest request, Mapping root, Map<String, String> environment) {
        this.trace = trace;
        this.request = request;
        this.variables = new Variables(trace, request.environment(), environment);
        Mapping ordered = YamlOrder.project(root);
        this.shown = new Disguise(trace).of(ordered);
        count(ordered);
        collect(ordered, shown, new ArrayList<>());
    }

    /// Every single value, in the order of the document.
    public List<ValueOrigin> values() {
        return List.copyOf(values);
    }

    /// Every variable that some place uses, in the order of their names.
    public List<VariableOrigin> variables() {
        return variables.used();
    }

    /// One variable, or nothing if nobody uses it and it is not set. There are several where included files have other
    /// values than those that include them.
    public List<VariableOrigin> variable(String name) {
        return variables.of(name);
    }

    /// The names of all variables that some place uses or that a file gives.
    public List<String> names() {
        var names = new LinkedHashSet<>(variables.names());
        services().forEach((_, service) -> {
            if (service.mapping("environment") instanceof Mapping environment) {
                names.addAll(environment.entries().keySet());
            }
        });
        return names.stream().sorted().toList();
    }

    /// The services in whose environment a variable is.
    public List<ServiceVariable> inServices(String name) {
        var found = new ArrayList<ServiceVariable>();
        services().forEach((service, mapping) -> {
            Mapping environment = mapping.mapping("environment");
            if (environment != null && environment.get(name) instanceof Node node) {
                Optional<String> value = node.isNull() ? Optional.empty() : Optional.of(GoText.of(node));
                ValueOrigin origin = byNode.get(node);
                if (origin != null) {
                    found.add(new ServiceVariable(service, value, origin.origin(), lost(service, name, node)));
                }
            }
        });
        return found;
    }

    /// The document as YAML, each value with a remark behind it, which has to be a comment.
    public String yaml(Function<ValueOrigin, String> remark) {
        return YamlWriter.write(shown, node -> {
            ValueOrigin origin = byNode.get(node);
            return origin == null ? "" : remark.apply(origin);
        });
    }

    private Map<String, Mapping> services() {
        var services = new TreeMap<String, Mapping>();
        if (shown.mapping("services") instanceof Mapping mapping) {
            mapping.entries().forEach((name, node) -> {
                if (node instanceof Mapping service) {
                    services.put(name, service);
                }
            });
        }
        return services;
    }

    /// Where else a service's environment has a variable from.
    private List<Place> lost(String service, String name, Node winner) {
        var lost = new ArrayList<Place>();
        for (Spot spot : trace.entries(service, name).reversed()) {
            lost.add(spot.place());
        }
        for (Trace.Folded file :
                trace.foldedInto("services." + service + ".environment").reversed()) {
            for (Assignment line : trace.assignments(file.file()).reversed()) {
                if (line.name().equals(name)) {
                    lost.add(line.at().place());
                }
            }
        }
        lost.remove(Spot.of(winner).place());
        return lost;
    }

    private void count(Node node) {
        switch (node) {
            case Mapping mapping -> mapping.entries().values().forEach(this::count);
            case Sequence sequence -> sequence.items().forEach(this::count);
            case Scalar scalar -> valuesAt.merge(Spot.of(scalar), 1, Integer::sum);
        }
    }

    private void collect(Node real, Node masked, List<Json> path) {
        switch (real) {
            case Mapping mapping
            when !mapping.isEmpty() ->
                mapping.entries().forEach((key, value) -> {
                    Node below = ((Mapping) masked).get(key);
                    if (below != null) {
                        step(value, below, path, Json.text(key));
                    }
                });
            case Sequence sequence
            when !sequence.isEmpty() -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    Node below = ((Sequence) masked).items().get(i);
                    step(sequence.items().get(i), below, path, Json.number(i));
                }
            }
            default -> {
                var value = new ValueOrigin(path, GoJson.any(masked), !real.means(masked), origin(real, path));
                values.add(value);
                byNode.put(masked, value);
            }
        }
    }

    private void step(Node real, Node masked, List<Json> path, Json step) {
        path.add(step);
        if (path.size() == 2 && text(path, 0).equals("services") && real instanceof Mapping service) {
            implying.clear();
            IMPLYING.forEach(key -> imply(service.get(key)));
        }
        collect(real, masked, path);
        path.removeLast();
    }

    private void imply(@Nullable Node node) {
        switch (node) {
            case Scalar scalar -> implying.add(Spot.of(scalar));
            case Sequence sequence -> sequence.items().forEach(this::imply);
            case null, default -> {}
        }
    }

    /// Dependencies that no file names are there for the sake of something else that the service says.
    private boolean isImplied(Spot spot, List<Json> path) {
        return path.size() > 3 && text(path, 2).equals("depends_on") && implying.contains(spot);
    }

    private Origin origin(Node node, List<Json> path) {
        if (path.equals(List.of(Json.text("name")))) {
            return nameOrigin(node);
        }
        Spot spot = Spot.of(node);
        if (isImplied(spot, path)) {
            return new Origin.Implied(spot.place());
        }
        if (!trace.assignments(spot.source()).isEmpty()) {
            return folded(spot, path);
        }
        Mention mention = trace.mention(spot);
        if (mention != null && mention.isName() && mention.environment().containsKey(mention.text())) {
            return new Origin.Taken(spot.place(), mention.text());
        }
        boolean isWritten = trace.isScalar(spot) || trace.isNothing(spot) && !isAnswer(node);
        if (isWritten && !isAddedToShort(node, path)) {
            return new Origin.Written(spot.place(), names(mention, node));
        }
        return new Origin.Default();
    }

    /// Where nothing is written, a value is an answer to that.
    private static boolean isAnswer(Node node) {
        return node instanceof Scalar && !node.isNull();
    }

    /// Whether a short syntax gets this value without a word of it.
    private boolean isAddedToShort(Node node, List<Json> path) {
        String value = GoText.of(node);
        boolean isUsual = value.equals(USUAL.get(text(path, path.size() - 1)));
        return isUsual && !isAlone(node) && !trace.text(Spot.of(node)).contains(value);
    }

    private boolean isAlone(Node node) {
        return Objects.requireNonNullElse(valuesAt.get(Spot.of(node)), 0) < 2;
    }

    /// The variables that are in a value. Where several values are written in one place, as in a short syntax, only
    /// those count whose text is in the value.
    private List<String> names(@Nullable Mention mention, Node node) {
        if (mention == null || mention.isName()) {
            return List.of();
        }
        String text = GoText.of(node);
        var names = new ArrayList<String>();
        for (Template.Mention named : Template.mentions(mention.text())) {
            String brought = brought(named, mention);
            boolean isIn = isAlone(node) || !brought.isEmpty() && text.contains(brought);
            if (isIn && !names.contains(named.name())) {
                names.add(named.name());
            }
        }
        names.sort(Comparator.comparingInt(mention.text()::indexOf));
        return names;
    }

    private static String brought(Template.Mention named, Mention mention) {
        String expression = named.operator().isEmpty()
                ? "$" + named.name()
                : "${" + named.name() + named.operator() + named.argument() + "}";
        try {
            return new Template(mention.environment()::get, _ -> {}).substitute(expression);
        } catch (MalformedException _) {
            return "";
        }
    }

    private Origin folded(Spot spot, List<Json> path) {
        String mapping = "services." + text(path, 1) + "." + text(path, 2);
        for (Trace.Folded file : trace.foldedInto(mapping)) {
            if (file.file().equals(spot.source())) {
                return new Origin.Folded(spot.place(), Optional.of(file.named().place()));
            }
        }
        return new Origin.Folded(spot.place(), Optional.empty());
    }

    private static String text(List<Json> path, int at) {
        return at < path.size() && path.get(at) instanceof Json.Text(String text) ? text : "";
    }

    private Origin nameOrigin(Node node) {
        if (request.projectName().filter(name -> !name.isEmpty()).isPresent()) {
            return new Origin.Option("--project-name");
        }
        for (VariableOrigin variable : variables.of("COMPOSE_PROJECT_NAME")) {
            if (variable.candidates().stream()
                    .anyMatch(candidate -> !(candidate instanceof Candidate.ProjectName)
                            && !candidate.value().isEmpty())) {
                return new Origin.Variable("COMPOSE_PROJECT_NAME");
            }
        }
        Spot spot = Spot.of(node);
        return trace.isScalar(spot)
                ? new Origin.Written(spot.place(), names(trace.mention(spot), node))
                : new Origin.Folder();
    }
}
