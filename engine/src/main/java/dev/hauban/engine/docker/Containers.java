package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the containers of projects.
final class Containers {
    private final DockerDaemon daemon;
    private final Picture picture;

    Containers(DockerDaemon daemon) {
        this(daemon, new Picture());
    }

    /// @param picture what need not be asked again
    Containers(DockerDaemon daemon, Picture picture) {
        this.daemon = daemon;
        this.picture = picture;
    }

    /// All of a project, by instance; those of one-off commands are left out. An instance has two while one takes the
    /// other's place: the one that has the name comes first.
    SortedMap<InstanceId, List<Container>> of(ProjectName project) throws IOException, InterruptedException {
        Optional<List<String>> known = picture.ids(project);
        return sorted(inspected(known.isPresent() ? known.get() : listed(project)));
    }

    private List<String> listed(ProjectName project) throws IOException, InterruptedException {
        long moment = picture.moment();
        List<String> ids = ids(List.of(ComposeLabels.PROJECT + "=" + project, ComposeLabels.ONE_OFF + "=False"));
        picture.listed(project, ids, moment);
        return ids;
    }

    /// Of one instance; the one that has the name comes first.
    List<Container> of(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        return sorted(inspected(ids(project, instance))).getOrDefault(instance, List.of());
    }

    /// Perhaps with some of others among them.
    private List<String> ids(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        Optional<List<String>> known = picture.ids(project);
        if (known.isEmpty()) {
            return ids(List.of(
                    ComposeLabels.PROJECT + "=" + project,
                    ComposeLabels.SERVICE + "=" + instance.service(),
                    ComposeLabels.CONTAINER_NUMBER + "=" + instance.number(),
                    ComposeLabels.ONE_OFF + "=False"));
        }
        return known.get().stream()
                .filter(id -> picture.instance(id).orElse(instance).equals(instance))
                .toList();
    }

    Optional<Container> first(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        return of(project, instance).stream().findFirst();
    }

    /// Those of one-off commands, the youngest first, numbered as they come.
    List<Container> oneOffs(ProjectName project) throws IOException, InterruptedException {
        var oneOffs = new ArrayList<Container>();
        for (String id : ids(List.of(ComposeLabels.PROJECT + "=" + project, ComposeLabels.ONE_OFF + "=True"))) {
            try {
                Json.Members said = members(daemon.call(DockerRequest.get("/containers/{}/json", id)));
                Container.oneOff(said, oneOffs.size() + 1).ifPresent(oneOffs::add);
            } catch (DockerRefusal refusal) {
                if (!refusal.isNotFound()) {
                    throw refusal;
                }
            }
        }
        return oneOffs;
    }

    private List<Container> inspected(List<String> ids) throws IOException, InterruptedException {
        return Together.of(ids, this::inspect).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<String> ids(List<String> labels) throws IOException, InterruptedException {
        Json filters = Json.object().with("label", Json.texts(labels)).build();
        Json listed = daemon.call(
                DockerRequest.get("/containers/json").query("all", true).query("filters", filters));
        var ids = new ArrayList<String>();
        for (Json.Members container : objects(listed)) {
            ids.add(container.text("Id"));
        }
        return ids;
    }

    /// Empty when it has gone in between.
    private Optional<Container> inspect(String id) throws IOException, InterruptedException {
        Optional<Container> known = picture.container(id);
        if (known.isPresent()) {
            return known;
        }
        long moment = picture.moment();
        try {
            Optional<Container> found =
                    Container.of(members(daemon.call(DockerRequest.get("/containers/{}/json", id))));
            found.ifPresent(container -> picture.learned(container, moment));
            return found;
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static SortedMap<InstanceId, List<Container>> sorted(List<Container> containers) throws MalformedJson {
        SortedMap<InstanceId, List<Container>> byInstance = new TreeMap<>();
        for (Container container : containers) {
            List<Container> same = byInstance.computeIfAbsent(container.instance(), _ -> new ArrayList<>());
            same.add(container.isSuccessor() ? same.size() : 0, container);
        }
        return byInstance;
    }

    static List<Json.Members> objects(Json json) throws MalformedJson {
        return json instanceof Json.Array array ? array.objects() : List.of();
    }

    static Json.Members members(Json json) throws MalformedJson {
        if (json instanceof Json.Members members) {
            return members;
        }
        throw MalformedJson.shape("the daemon's answer is no object");
    }
}
