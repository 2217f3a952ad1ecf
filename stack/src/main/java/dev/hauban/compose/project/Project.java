package dev.hauban.compose.project;

import dev.hauban.compose.load.Files;
import dev.hauban.compose.load.Session;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions.Reach;
import dev.hauban.compose.shape.Casting;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A project in its canonical form: what `config` shows, and what a stack is made of.
///
/// @param document the whole, with the services that are wanted
/// @param disabled the services that no chosen profile switches on or that nobody wants
/// @param environment what variables were filled in from
/// @param labelFiles `label_file` of the services that have one: the labels are folded into the document
public record Project(
        Mapping document,
        Map<String, Mapping> disabled,
        Map<String, String> environment,
        Map<String, Sequence> labelFiles) {

    /// Puts a complete tree into its canonical form. Problems are in the session.
    public static Project of(Mapping root, String name, Files files, ComposeRequest request, Session session) {
        return new Assembly(files, request, session).assemble(root, name);
    }

    /// The canonical services, in the order of their names.
    public Map<String, Mapping> services() {
        var services = new TreeMap<String, Mapping>();
        if (document.mapping("services") instanceof Mapping mapping) {
            mapping.entries().forEach((name, node) -> services.put(name, (Mapping) node));
        }
        return services;
    }

    /// A service as Docker Compose makes containers of it, and takes the `config-hash` that it puts on them.
    public Mapping container(String name, Mapping service) {
        return ContainerForm.of(service, labelFiles.get(name));
    }

    /// Docker Compose's `config-hash` of a service.
    public static String hash(Mapping service) {
        return ConfigHash.of(service);
    }

    /// What the `config-hash` of a service is taken of.
    public static Json.Members hashed(Mapping service) {
        return ConfigHash.counted(service);
    }

    /// Docker Compose's `config-hash` of a network.
    public static String networkHash(Mapping network) {
        return ConfigHash.ofNetwork(network);
    }

    /// Docker Compose's `config-hash` of a volume.
    public static String volumeHash(Mapping volume) {
        return ConfigHash.ofVolume(volume);
    }

    /// The steps from a complete tree to a project.
    private record Assembly(Files files, ComposeRequest request, Session session) {

        Project assemble(Mapping root, String name) {
            Problems problems = session.problems();
            Mapping document = new Casting(problems).project(root);
            Node written = document.get("name");
            Mapping named = Mapping.from(document).put("name", Scalar.from(written == null ? document : written, name));
            document.entries().forEach(named.entries()::putIfAbsent);
            Profiles chosen = Profiles.of(named, request, files);
            Profiles switched = chosen.with(request.services());
            Reach consistency = session.options().consistency();
            if (consistency != Reach.NONE) {
                new Consistency(named, consistency == Reach.NAMED ? switched : chosen, problems).check();
            }
            Map<String, Sequence> labelFiles = fold(chosen.enabled());
            Wanted wanted = Wanted.of(switched, request.services(), named, problems);
            if (session.options().environment() == Reach.NAMED) {
                var others = new LinkedHashMap<>(wanted.services());
                others.keySet().removeAll(chosen.enabled().keySet());
                foldEnvironment(others);
            }
            finish(named, wanted.services());
            if (consistency != Reach.NONE && session.options().namesContainers()) {
                Consistency.checkContainerNames(wanted.services(), problems);
            }
            return new Project(named, wanted.disabled(), files.environment(), labelFiles);
        }

        /// Answers the label files by service.
        private Map<String, Sequence> fold(Map<String, Mapping> services) {
            if (session.options().environment() != Reach.NONE) {
                foldEnvironment(services);
            }
            var labelFiles = new LinkedHashMap<String, Sequence>();
            var surroundings = new Surroundings(session, files.environment());
            services.forEach((name, service) -> {
                Sequence files = surroundings.foldLabels(service, trail(name));
                if (files != null) {
                    labelFiles.put(name, files);
                }
            });
            return labelFiles;
        }

        private void foldEnvironment(Map<String, Mapping> services) {
            var surroundings = new Surroundings(session, files.environment());
            services.forEach((name, service) -> surroundings.foldEnvironment(service, trail(name)));
        }

        private static Trail trail(String service) {
            return Trail.ROOT.child("services").child(service);
        }

        private void finish(Mapping document, Map<String, Mapping> enabled) {
            Mapping services = Mapping.from(document);
            enabled.forEach((name, service) -> services.put(name, Casting.inOrder(service)));
            Map<String, Node> ordered = new LinkedHashMap<>();
            ordered.put("name", document.get("name") instanceof Node node ? node : Scalar.from(document, ""));
            ordered.put("services", services);
            document.entries().forEach(ordered::putIfAbsent);
            document.entries().clear();
            document.entries().putAll(ordered);
            if (!session.options().allResources()) {
                Selection.dropUnused(document, List.copyOf(enabled.values()));
            }
        }
    }
}
