package dev.hauban.scenario;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What there is on a daemon of a project, without what is another one each time (ids, moments, addresses) or tells
/// only how it came to be.
final class DockerWorld {
    private DockerWorld() {}

    /// @param before how many volumes there were on the daemon before any of it
    static String of(DockerPlace docker, int before) throws Exception {
        return of(docker) + "\nmore volumes on the daemon: " + (volumesOnDaemon(docker) - before);
    }

    static String of(DockerPlace docker) throws Exception {
        var lines = new TreeSet<String>();
        var volumes = new TreeMap<String, Integer>();
        for (Json.Members container : inspected(docker, "container", docker.containers())) {
            lines.add(container(container, volumes));
        }
        for (Json.Members network : inspected(docker, "network", docker.networks())) {
            lines.add("network " + network.text("Name") + " " + network.text("Driver") + " "
                    + labels(network.members("Labels")));
        }
        for (Json.Members volume : inspected(docker, "volume", docker.volumes())) {
            lines.add("volume " + volume.text("Name") + " " + labels(volume.members("Labels")));
        }
        lines.add("volumes that containers have: " + volumes.size());
        return String.join("\n", lines);
    }

    static int volumesOnDaemon(DockerPlace docker) throws Exception {
        return docker.docker("volume", "ls", "-q").size();
    }

    private static List<Json.Members> inspected(DockerPlace docker, String what, List<String> ids) throws Exception {
        if (ids.isEmpty()) {
            return List.of();
        }
        var command = new ArrayList<>(List.of("docker", what, "inspect"));
        command.addAll(ids);
        Outcome outcome = docker.place().run(command);
        Json json = JsonReader.read(outcome.out());
        return json instanceof Json.Array array ? array.objects() : List.of();
    }

    private static String container(Json.Members container, Map<String, Integer> volumes) throws MalformedJson {
        var mounts = new TreeSet<String>();
        for (Json.Members mount : container.array("Mounts").objects()) {
            String name = mount.findText("Name").orElse("");
            if (!name.isEmpty()) {
                volumes.merge(name, 1, Integer::sum);
            }
            String shown = name.matches("[0-9a-f]{64}") ? "anonymous" : name;
            mounts.add(mount.text("Type") + ":" + shown + ":" + mount.text("Destination"));
        }
        var networks = new TreeSet<String>();
        Json.Members attached = container.members("NetworkSettings").members("Networks");
        for (String name : attached.values().keySet()) {
            var aliases = new TreeSet<String>();
            if (attached.members(name).find("Aliases").orElse(null) instanceof Json.Array all) {
                aliases.addAll(all.texts());
            }
            aliases.removeIf(alias -> alias.matches("[0-9a-f]{12}"));
            networks.add(name + aliases);
        }
        return "container " + container.text("Name") + " "
                + container.members("State").text("Status") + " "
                + container.members("Config").text("Image") + " " + mounts + networks
                + labels(container.members("Config").members("Labels"));
    }

    private static String labels(Json.Members labels) throws MalformedJson {
        var kept = new TreeMap<String, String>();
        for (String name : labels.values().keySet()) {
            kept.put(name, labels.text(name));
        }
        kept.remove("com.docker.compose.replace");
        return kept.toString();
    }
}
