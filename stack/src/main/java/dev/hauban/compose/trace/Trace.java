package dev.hauban.compose.trace;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Notes, while files are read, where things come from.
///
/// A value has the place where it is written; so what stands at no place where a single value is written follows from
/// something else. That is why nothing has to be noted of what the phases do.
public final class Trace {
    private final Map<Spot, String> scalars = new HashMap<>();
    private final Set<Spot> nothings = new HashSet<>();
    private final Map<Spot, List<Mention>> mentions = new LinkedHashMap<>();
    private final Map<Source, List<Assignment>> assignments = new LinkedHashMap<>();
    private final Map<Map<String, String>, List<Source>> files = new IdentityHashMap<>();
    private final Map<String, List<Folded>> folded = new LinkedHashMap<>();
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    /// A file of variables that is folded into a service.
    ///
    /// @param named where the service names it
    public record Folded(Source file, Spot named) {}

    /// What one Compose file says of one variable of a service's environment.
    public record Entry(Spot at, String name) {}

    /// A tree as it is in the file, before its variables are filled in from `environment`.
    public void filling(Mapping tree, Map<String, String> environment) {
        note(tree, Trail.ROOT, environment);
        if (tree.mapping("services") instanceof Mapping services) {
            services.entries().forEach((name, service) -> {
                if (service instanceof Mapping mapping && mapping.get("environment") instanceof Node own) {
                    noteEntries(name, own);
                }
            });
        }
    }

    private void note(Node node, Trail trail, Map<String, String> environment) {
        switch (node) {
            case Mapping mapping when mapping.isEmpty() -> nothings.add(Spot.of(mapping));
            case Mapping mapping ->
                mapping.entries().forEach((key, value) -> note(value, trail.child(key), environment));
            case Sequence sequence when sequence.isEmpty() -> nothings.add(Spot.of(sequence));
            case Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    note(sequence.items().get(i), trail.item(i), environment);
                }
            }
            case Scalar scalar -> {
                if (scalar.isNull()) {
                    nothings.add(Spot.of(scalar));
                } else {
                    scalars.put(Spot.of(scalar), GoText.of(scalar));
                }
                if (scalar.text() instanceof String text && text.indexOf('$') >= 0) {
                    mention(new Mention(Spot.of(scalar), trail.toString(), text, false, environment));
                }
            }
        }
    }

    private void noteEntries(String service, Node environment) {
        List<Entry> known = entries.computeIfAbsent(service, _ -> new ArrayList<>());
        switch (environment) {
            case Mapping mapping ->
                mapping.entries().forEach((name, value) -> known.add(new Entry(Spot.of(value), name)));
            case Sequence sequence -> {
                for (Node item : sequence.items()) {
                    if (item instanceof Scalar scalar && scalar.text() instanceof String text) {
                        known.add(new Entry(Spot.of(item), text.split("=", 2)[0]));
                    }
                }
            }
            case Scalar _ -> {}
        }
    }

    /// A whole tree, before variables that are only named take their values from `environment`.
    public void taking(Mapping root, Map<String, String> environment) {
        Trail services = Trail.ROOT.child("services");
        eachMapping(root.get("services"), (name, service) -> {
            Trail trail = services.child(name);
            names(service.get("environment"), trail.child("environment"), environment);
            if (service.mapping("build") instanceof Mapping build) {
                names(build.get("args"), trail.child("build").child("args"), environment);
            }
        });
        for (String kind : List.of("configs", "secrets")) {
            eachMapping(root.get(kind), (name, resource) -> {
                if (resource.get("environment") instanceof Scalar scalar && scalar.text() instanceof String variable) {
                    Trail trail = Trail.ROOT.child(kind).child(name).child("environment");
                    mention(new Mention(Spot.of(scalar), trail.toString(), variable, true, environment));
                }
            });
        }
    }

    private void names(@Nullable Node node, Trail trail, Map<String, String> environment) {
        switch (node) {
            case Mapping mapping ->
                mapping.entries().forEach((name, value) -> {
                    if (value.isNull()) {
                        mention(new Mention(Spot.of(value), trail.child(name).toString(), name, true, environment));
                    }
                });
            case Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    Node item = sequence.items().get(i);
                    if (item instanceof Scalar scalar
                            && scalar.text() instanceof String text
                            && text.indexOf('=') < 0) {
                        mention(new Mention(Spot.of(item), trail.item(i).toString(), text, true, environment));
                    }
                }
            }
            case Scalar _ -> {}
            case null -> {}
        }
    }

    private interface Visitor {
        void visit(String name, Mapping mapping);
    }

    private static void eachMapping(@Nullable Node node, Visitor visitor) {
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach((name, value) -> {
                if (value instanceof Mapping inner) {
                    visitor.visit(name, inner);
                }
            });
        }
    }

    /// A text names variables. A file that others extend is filled in for each of them, from their variables.
    public void mention(Mention mention) {
        List<Mention> known = mentions.computeIfAbsent(mention.at(), _ -> new ArrayList<>(1));
        if (known.stream().noneMatch(one -> one.environment() == mention.environment())) {
            known.add(mention);
        }
    }

    /// A file of variables gives one; said again where it is read again.
    public void assigned(Assignment assignment) {
        List<Assignment> known = assignments.computeIfAbsent(assignment.at().source(), _ -> new ArrayList<>());
        if (known.stream().noneMatch(one -> one.at().equals(assignment.at()))) {
            known.add(assignment);
        }
    }

    /// The variables of `inner` are those of `outer`, and behind them those of some files, of which the last one wins.
    public void layered(Map<String, String> inner, Map<String, String> outer, List<Source> sources) {
        var all = new ArrayList<>(files.getOrDefault(outer, List.of()));
        for (Source source : sources.reversed()) {
            if (!all.contains(source)) {
                all.add(source);
            }
        }
        files.put(inner, all);
    }

    /// A file becomes part of a mapping of a service, behind those before it.
    ///
    /// @param path of the mapping, such as `services.web.environment`
    public void folded(String path, Folded file) {
        folded.computeIfAbsent(path, _ -> new ArrayList<>()).add(file);
    }

    /// Whether a single value is written here.
    public boolean isScalar(Spot spot) {
        return scalars.containsKey(spot);
    }

    /// The single value that is written here, before its variables are filled in; empty if there is none.
    public String text(Spot spot) {
        return scalars.getOrDefault(spot, "");
    }

    /// Whether nothing is written here: no value, or a mapping or a list without anything in it.
    public boolean isNothing(Spot spot) {
        return nothings.contains(spot);
    }

    /// What is written here if it names variables, else null.
    public @Nullable Mention mention(Spot spot) {
        List<Mention> known = mentions.get(spot);
        return known == null ? null : known.getFirst();
    }

    /// In the order in which they were read.
    public List<Mention> mentions() {
        return mentions.values().stream().flatMap(List::stream).toList();
    }

    /// What a file of variables gives, in the order of its lines.
    public List<Assignment> assignments(Source file) {
        return assignments.getOrDefault(file, List.of());
    }

    /// Every file of variables that was read.
    public List<Source> assigningFiles() {
        return List.copyOf(assignments.keySet());
    }

    /// The files behind a set of variables; the first that gives one wins.
    public List<Source> files(Map<String, String> environment) {
        return files.getOrDefault(environment, List.of());
    }

    /// The files that are part of a mapping of a service, in their order.
    public List<Folded> foldedInto(String path) {
        return folded.getOrDefault(path, List.of());
    }

    /// The last line of some files that gives a variable, or null.
    public @Nullable Assignment last(List<Folded> read, String name) {
        for (Folded file : read.reversed()) {
            for (Assignment assignment : assignments(file.file()).reversed()) {
                if (assignment.name().equals(name)) {
                    return assignment;
                }
            }
        }
        return null;
    }

    /// What Compose files say of a variable of a service's environment, in the order in which they are laid over each
    /// other.
    public List<Spot> entries(String service, String name) {
        var spots = new ArrayList<Spot>();
        for (Entry entry : entries.getOrDefault(service, List.of())) {
            if (entry.name().equals(name) && !spots.contains(entry.at())) {
                spots.add(entry.at());
            }
        }
        return spots;
    }
}
