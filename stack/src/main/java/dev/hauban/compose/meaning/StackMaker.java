package dev.hauban.compose.meaning;

import dev.hauban.compose.project.Project;
import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Network;
import dev.hauban.stack.Origin;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the values that all other rooms work with of a project in its canonical form.
public final class StackMaker {
    private final Project project;
    private final Origin origin;
    private final Problems problems;

    public StackMaker(Project project, Origin origin, Problems problems) {
        this.project = project;
        this.origin = origin;
        this.problems = problems;
    }

    /// The stack. What can't be one is among the problems.
    public Stack make() {
        Mapping document = project.document();
        var services = new TreeMap<ServiceName, Service>();
        project.services()
                .forEach((name, service) -> services.put(
                        new ServiceName(name),
                        new ServiceMaker(name, service, problems).make(project.container(name, service))));
        List<ServiceName> disabled = new TreeSet<>(project.disabled().keySet())
                .stream().map(ServiceName::new).toList();
        var extensions = new HaubanExtensions(problems);
        return new Stack(
                name(String.valueOf(document.text("name"))),
                services,
                disabled,
                networks(document.mapping("networks")),
                volumes(document.mapping("volumes")),
                sources(document.mapping("configs"), "configs"),
                sources(document.mapping("secrets"), "secrets"),
                extensions.groups(document, names(project)),
                extensions.stack(document),
                origin);
    }

    /// Tells what is wrong in `x-hauban`, without making anything.
    public static void checkExtensions(Project project, Problems problems) {
        var extensions = new HaubanExtensions(problems);
        project.services()
                .forEach((name, service) ->
                        extensions.service(service, Trail.ROOT.child("services").child(name)));
        extensions.groups(project.document(), names(project));
        extensions.stack(project.document());
    }

    private static Set<String> names(Project project) {
        var names = new TreeSet<>(project.services().keySet());
        names.addAll(project.disabled().keySet());
        return names;
    }

    /// A name that is none has been told, and does not keep us from telling what else is wrong.
    private static ProjectName name(String text) {
        return new ProjectName(ProjectName.isValid(text) ? text : "nameless");
    }

    private static Map<String, Network> networks(@Nullable Mapping mapping) {
        var networks = new LinkedHashMap<String, Network>();
        each(
                mapping,
                (key, network) -> networks.put(
                        key,
                        new Network(
                                key,
                                textOr(network, "name", key),
                                ConfigHash.later(() -> Project.networkHash(network)),
                                network.isTrue("internal"),
                                network.isTrue("external"),
                                Optional.ofNullable(network.text("driver")),
                                subnets(network.mapping("ipam")),
                                texts(network.mapping("labels")),
                                Specification.later(() -> GoJson.network(network)))));
        return networks;
    }

    private static List<Network.Subnet> subnets(@Nullable Mapping ipam) {
        var subnets = new ArrayList<Network.Subnet>();
        if (ipam != null && ipam.get("config") instanceof Sequence pools) {
            for (Node pool : pools.items()) {
                if (pool instanceof Mapping mapping && mapping.text("subnet") instanceof String subnet) {
                    subnets.add(new Network.Subnet(subnet, Optional.ofNullable(mapping.text("gateway"))));
                }
            }
        }
        return subnets;
    }

    private static Map<String, Volume> volumes(@Nullable Mapping mapping) {
        var volumes = new LinkedHashMap<String, Volume>();
        each(
                mapping,
                (key, volume) -> volumes.put(
                        key,
                        new Volume(
                                key,
                                textOr(volume, "name", key),
                                ConfigHash.later(() -> Project.volumeHash(volume)),
                                volume.isTrue("external"),
                                Optional.ofNullable(volume.text("driver")),
                                texts(volume.mapping("driver_opts")),
                                texts(volume.mapping("labels")),
                                Specification.later(() -> GoJson.volume(volume)))));
        return volumes;
    }

    private Map<String, FileSource> sources(@Nullable Mapping mapping, String kind) {
        var sources = new LinkedHashMap<String, FileSource>();
        each(mapping, (key, source) -> {
            FileSource made = source(key, source, Trail.ROOT.child(kind).child(key));
            if (made != null) {
                sources.put(key, made);
            }
        });
        return sources;
    }

    private @Nullable FileSource source(String key, Mapping source, Trail trail) {
        if (source.isTrue("external")) {
            return new FileSource.External(textOr(source, "name", key));
        }
        boolean hasOwnDriver = source.has("driver") || source.has("template_driver");
        if (!hasOwnDriver && source.text("file") instanceof String file) {
            return new FileSource.FromFile(Path.of(file));
        }
        if (!hasOwnDriver && source.text("environment") instanceof String variable) {
            return new FileSource.FromEnvironment(
                    variable, Optional.ofNullable(project.environment().get(variable)));
        }
        if (!hasOwnDriver && source.text("content") instanceof String content) {
            return new FileSource.Inline(content);
        }
        if (source.isWhole()) {
            problems.error(
                    "compose.unsupported",
                    source,
                    trail,
                    "a driver of its own is not supported",
                    "give it a file, an environment variable or a content");
        }
        return null;
    }

    static Map<String, String> texts(@Nullable Mapping mapping) {
        var texts = new LinkedHashMap<String, String>();
        if (mapping != null) {
            for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                if (!entry.getValue().isNull()) {
                    texts.put(entry.getKey(), GoText.of(entry.getValue()));
                }
            }
        }
        return texts;
    }

    static List<String> texts(@Nullable Sequence sequence) {
        var texts = new ArrayList<String>();
        if (sequence != null) {
            sequence.items().forEach(item -> texts.add(GoText.of(item)));
        }
        return texts;
    }

    private static String textOr(Mapping mapping, String key, String otherwise) {
        String text = mapping.text(key);
        return text == null ? otherwise : text;
    }

    private interface EntryVisitor {
        void visit(String key, Mapping value);
    }

    private static void each(@Nullable Mapping mapping, EntryVisitor visitor) {
        if (mapping != null) {
            mapping.entries()
                    .forEach((key, node) ->
                            visitor.visit(key, node instanceof Mapping value ? value : Mapping.from(node)));
        }
    }
}
