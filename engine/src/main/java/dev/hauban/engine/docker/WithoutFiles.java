package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A project of which nothing is at hand but what the daemon has of it: enough to show, stop, start and take it away.
final class WithoutFiles {
    private final DockerDaemon daemon;
    private final ProjectName project;

    WithoutFiles(DockerDaemon daemon, ProjectName project) {
        this.daemon = daemon;
        this.project = project;
    }

    /// The project as a Compose file would say it, as far as it can be told; empty where there is nothing of it.
    Optional<Json.Members> document() throws IOException, InterruptedException {
        Map<ServiceName, List<Container>> containers = containers();
        Json.Members networks = things("/networks", ComposeLabels.NETWORK);
        Json.Members volumes = things("/volumes", ComposeLabels.VOLUME);
        if (containers.isEmpty()
                && networks.values().isEmpty()
                && volumes.values().isEmpty()) {
            return Optional.empty();
        }
        var services = new TreeMap<String, Json>();
        for (Map.Entry<ServiceName, List<Container>> entry : containers.entrySet()) {
            services.put(entry.getKey().text(), service(entry.getValue(), containers));
        }
        return Optional.of(Json.object()
                .with("name", project.text())
                .with("services", new Json.Members(services))
                .with("networks", networks)
                .with("volumes", volumes)
                .build());
    }

    /// The folder that it was brought up from.
    Optional<String> directory() throws IOException, InterruptedException {
        for (List<Container> same : containers().values()) {
            Optional<String> directory = same.getFirst().label(ComposeLabels.WORKING_DIRECTORY);
            if (directory.isPresent()) {
                return directory;
            }
        }
        return Optional.empty();
    }

    private Map<ServiceName, List<Container>> containers() throws IOException, InterruptedException {
        var found = new TreeMap<ServiceName, List<Container>>();
        for (List<Container> same : new Containers(daemon).of(project).values()) {
            Container container = same.getFirst();
            found.computeIfAbsent(container.instance().service(), _ -> new ArrayList<>())
                    .add(container);
        }
        return found;
    }

    private static Json service(List<Container> containers, Map<ServiceName, List<Container>> all)
            throws MalformedJson {
        Container first = containers.getFirst();
        var service = Json.object()
                .with("image", literal(first.config().text("Image")))
                .with("scale", containers.size());
        Json.Members dependencies = dependencies(first, all);
        if (!dependencies.values().isEmpty()) {
            service = service.with("depends_on", dependencies);
        }
        Optional<Long> grace = first.config().findWholeNumber("StopTimeout");
        if (grace.isPresent()) {
            service = service.with("stop_grace_period", grace.get() + "s");
        }
        return service.build();
    }

    /// `db:service_healthy:true,cache:service_started:false`.
    private static Json.Members dependencies(Container container, Map<ServiceName, List<Container>> all)
            throws MalformedJson {
        var dependencies = new TreeMap<String, Json>();
        for (String written :
                container.label(ComposeLabels.DEPENDENCIES).orElse("").split(",")) {
            String[] parts = written.split(":");
            boolean isThere = ServiceName.isValid(parts[0]) && all.containsKey(new ServiceName(parts[0]));
            if (parts.length == 3 && isThere) {
                dependencies.put(
                        parts[0],
                        Json.object()
                                .with("condition", parts[1])
                                .with("restart", parts[2].equals("true"))
                                .build());
            }
        }
        return new Json.Members(dependencies);
    }

    /// By their keys, with their own names.
    private Json.Members things(String path, String label) throws IOException, InterruptedException {
        Json filters = Json.object()
                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + "=" + project)))
                .build();
        Json said = daemon.call(DockerRequest.get(path).query("filters", filters));
        Json listed =
                said instanceof Json.Members members ? members.find("Volumes").orElse(Json.array(List.of())) : said;
        var things = new TreeMap<String, Json>();
        for (Json.Members thing : Containers.objects(listed)) {
            String key = Listing.labels(thing).getOrDefault(label, "");
            if (!key.isEmpty()) {
                things.put(
                        key,
                        Json.object().with("name", literal(thing.text("Name"))).build());
            }
        }
        return new Json.Members(things);
    }

    private static Json literal(String text) {
        return Json.text(text.replace("$", "$$"));
    }
}
