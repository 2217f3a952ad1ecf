package dev.hauban.engine.docker;

import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What bears Docker Compose's labels, as it is listed.
final class Listing {
    private final DockerDaemon daemon;

    Listing(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    List<VolumeSeen> volumes(ProjectName project) throws IOException, InterruptedException {
        Json said = daemon.call(DockerRequest.get("/volumes").query("filters", labeled("=" + project)));
        var volumes = new ArrayList<VolumeSeen>();
        Optional<Json> listed = Containers.members(said).find("Volumes");
        for (Json.Members volume : listed.isEmpty() ? List.<Json.Members>of() : Containers.objects(listed.get())) {
            volumes.add(new VolumeSeen(
                    volume.text("Name"),
                    volume.text("Driver"),
                    volume.findText("Mountpoint").orElse(""),
                    volume.findText("Scope").orElse("local"),
                    labels(volume)));
        }
        volumes.sort(Comparator.comparing(VolumeSeen::name));
        return volumes;
    }

    boolean hasContainers(ProjectName project, Duration silence) throws IOException, InterruptedException {
        Json said = daemon.call(DockerRequest.get("/containers/json")
                .query("all", true)
                .query("limit", 1)
                .query("filters", labeled("=" + project))
                .silence(silence));
        return !Containers.objects(said).isEmpty();
    }

    List<ProjectSeen> projects() throws IOException, InterruptedException {
        Json said = daemon.call(
                DockerRequest.get("/containers/json").query("all", true).query("filters", labeled("")));
        var counted = new TreeMap<String, Found>();
        for (Json.Members container : Containers.objects(said)) {
            SortedMap<String, String> labels = labels(container);
            Found found = counted.computeIfAbsent(labels.getOrDefault(ComposeLabels.PROJECT, ""), _ -> new Found());
            found.states.merge(container.text("State"), 1, Integer::sum);
            String files = labels.getOrDefault(ComposeLabels.CONFIG_FILES, "");
            if (!files.isEmpty()) {
                found.files.addAll(List.of(files.split(",")));
            }
        }
        var projects = new ArrayList<ProjectSeen>();
        counted.forEach((name, found) -> projects.add(new ProjectSeen(name, found.states, List.copyOf(found.files))));
        return projects;
    }

    private static final class Found {
        final SortedMap<String, Integer> states = new TreeMap<>();
        final LinkedHashSet<String> files = new LinkedHashSet<>();
    }

    /// @param value with its sign; nothing for whoever has the label at all
    static Json labeled(String value) {
        return Json.object()
                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + value)))
                .build();
    }

    static SortedMap<String, String> labels(Json.Members thing) throws MalformedJson {
        var labels = new TreeMap<String, String>();
        if (thing.find("Labels").isPresent()) {
            for (Map.Entry<String, Json> label :
                    thing.members("Labels").values().entrySet()) {
                labels.put(label.getKey(), label.getValue() instanceof Json.Text(String value) ? value : "");
            }
        }
        return labels;
    }
}
