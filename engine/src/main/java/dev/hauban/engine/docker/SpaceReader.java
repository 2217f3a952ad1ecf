package dev.hauban.engine.docker;

import dev.hauban.engine.ImageSeen;
import dev.hauban.engine.Space;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How much room a project takes on a daemon's disk, as far as the daemon says it. Logs it names only by their files:
/// these are looked at where the daemon is on this machine and they may be read.
final class SpaceReader {
    private final DockerDaemon daemon;
    private final ProjectName project;

    SpaceReader(DockerDaemon daemon, ProjectName project) {
        this.daemon = daemon;
        this.project = project;
    }

    /// @param images what the project's containers were made from
    List<Space> all(List<ImageSeen> images) throws IOException, InterruptedException {
        var all = new ArrayList<Space>();
        volumes(all);
        Map<String, Space> byImage = new TreeMap<>();
        for (ImageSeen image : images) {
            String name = image.repository().isEmpty() ? image.id() : image.repository() + ":" + image.tag();
            byImage.put(name, new Space(Space.Kind.IMAGE, name, OptionalLong.of(image.size())));
        }
        all.addAll(byImage.values());
        containers(all);
        return all;
    }

    /// Daemons before version 1.42 of the interface count everything, whatever they are asked for.
    private void volumes(List<Space> all) throws IOException, InterruptedException {
        Json said = daemon.call(DockerRequest.get("/system/df").query("type", "volume"));
        for (Json.Members volume : objects(Containers.members(said), "Volumes")) {
            boolean isOurs = project.text().equals(Listing.labels(volume).getOrDefault(ComposeLabels.PROJECT, ""));
            if (isOurs) {
                long bytes = volume.find("UsageData").isEmpty()
                        ? -1
                        : volume.members("UsageData").findWholeNumber("Size").orElse(-1L);
                all.add(new Space(
                        Space.Kind.VOLUME,
                        volume.text("Name"),
                        bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes)));
            }
        }
    }

    private void containers(List<Space> all) throws IOException, InterruptedException {
        Json said = daemon.call(DockerRequest.get("/containers/json")
                .query("all", true)
                .query("size", true)
                .query("filters", Listing.labeled("=" + project)));
        for (Json.Members container : Containers.objects(said)) {
            String name = container.array("Names").texts().stream()
                    .findFirst()
                    .map(written -> written.substring(1))
                    .orElse(container.text("Id"));
            all.add(new Space(
                    Space.Kind.INSTANCE,
                    name,
                    OptionalLong.of(container.findWholeNumber("SizeRw").orElse(0L))));
            String log = log(container.text("Id"));
            if (!log.isEmpty()) {
                all.add(new Space(Space.Kind.LOG, name, logs(Path.of(log))));
            }
        }
    }

    /// Nothing of one that is gone by now.
    private String log(String id) throws IOException, InterruptedException {
        try {
            Json inspected = daemon.call(DockerRequest.get("/containers/{}/json", id));
            return Containers.members(inspected).findText("LogPath").orElse("");
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return "";
            }
            throw refusal;
        }
    }

    /// With those that were put aside: `…-json.log.1`.
    private static OptionalLong logs(Path log) {
        try (Stream<Path> beside = Files.list(log.getParent())) {
            long bytes = 0;
            for (Path file : beside.toList()) {
                bytes += file.toString().startsWith(log.toString()) ? Files.size(file) : 0;
            }
            return OptionalLong.of(bytes);
        } catch (IOException elsewhereOrShut) {
            return OptionalLong.empty();
        }
    }

    private static List<Json.Members> objects(Json.Members said, String name) throws MalformedJson {
        return said.find(name).isEmpty() || !(said.find(name).get() instanceof Json.Array array)
                ? List.of()
                : array.objects();
    }
}
