package dev.hauban.app;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the [TrainingDaemon] was told to make, in the words of the Engine API.
final class TrainingContainers {
    private static final String IMAGE = "sha256:" + "a".repeat(64);

    private final InstantSource clock;
    private final Map<String, Made> all = new TreeMap<>();
    private final Map<String, Json.Members> networks = new TreeMap<>();
    private int made;

    TrainingContainers(InstantSource clock) {
        this.clock = clock;
    }

    /// @param at when it was made
    /// @param status in Docker's words
    private record Made(String id, String name, Json.Members wanted, String at, String status) {}

    synchronized Json.Members make(String name, Json.Members wanted) {
        String id = String.format("%064x", ++made);
        all.put(id, new Made(id, name, wanted, clock.instant().toString(), "created"));
        return Json.object()
                .with("Id", id)
                .with("Warnings", Json.array(List.of()))
                .build();
    }

    synchronized Json makeNetwork(Json.Members wanted) throws MalformedJson {
        String id = String.format("%064x", ++made);
        networks.put(
                wanted.text("Name"),
                Json.object()
                        .with("Name", wanted.text("Name"))
                        .with("Id", id)
                        .with("Driver", "bridge")
                        .with("Labels", wanted.members("Labels"))
                        .build());
        return Json.object().with("Id", id).with("Warning", "").build();
    }

    synchronized Json networks() {
        return Json.array(List.copyOf(networks.values()));
    }

    synchronized void rename(String id, String name) {
        all.computeIfPresent(id, (_, made) -> new Made(id, name, made.wanted(), made.at(), made.status()));
    }

    synchronized void change(String request, String id) {
        if (request.startsWith("DELETE")) {
            all.remove(id);
            networks.remove(id);
        } else {
            String status = request.endsWith("/start") ? "running" : "exited";
            all.computeIfPresent(id, (_, made) -> new Made(id, made.name(), made.wanted(), made.at(), status));
        }
    }

    synchronized Json list() throws MalformedJson {
        var list = new ArrayList<Json>();
        for (Made made : all.values()) {
            list.add(Json.object()
                    .with("Id", made.id())
                    .with("Names", Json.texts(List.of("/" + made.name())))
                    .with("Image", made.wanted().text("Image"))
                    .with("ImageID", IMAGE)
                    .with("Labels", made.wanted().members("Labels"))
                    .with("State", made.status())
                    .build());
        }
        return Json.array(list);
    }

    /// Empty where there is none.
    synchronized Optional<Json> inspect(String id) throws MalformedJson {
        Made made = all.get(id);
        return made == null ? Optional.empty() : Optional.of(inspect(made));
    }

    private Json inspect(Made made) throws MalformedJson {
        return Json.object()
                .with("Id", made.id())
                .with("Created", made.at())
                .with("Path", "sleep")
                .with("Args", Json.texts(List.of("30")))
                .with("State", state(made))
                .with("Image", IMAGE)
                .with("Name", "/" + made.name())
                .with("HostConfig", made.wanted().members("HostConfig"))
                .with("Mounts", Json.array(List.of()))
                .with("Config", config(made))
                .with("NetworkSettings", settings(made))
                .build();
    }

    private static Json config(Made made) {
        var config = Json.object().with("Tty", false);
        made.wanted().values().forEach(config::with);
        return config.build();
    }

    private static Json state(Made made) {
        return Json.object()
                .with("Status", made.status())
                .with("Pid", made.status().equals("running") ? 4711 : 0)
                .with("ExitCode", 0)
                .with("StartedAt", made.at())
                .with("FinishedAt", made.at())
                .build();
    }

    private Json settings(Made made) throws MalformedJson {
        var attached = Json.object();
        for (Map.Entry<String, Json.Members> network : networks.entrySet()) {
            attached.with(
                    network.getKey(),
                    Json.object()
                            .with("NetworkID", network.getValue().text("Id"))
                            .build());
        }
        var ports = Json.object();
        if (made.wanted().find("ExposedPorts").isPresent()) {
            Json binding = Json.object()
                    .with("HostIp", "127.0.0.1")
                    .with("HostPort", "8081")
                    .build();
            made.wanted()
                    .members("ExposedPorts")
                    .values()
                    .keySet()
                    .forEach(port -> ports.with(port, Json.array(List.of(binding))));
        }
        return Json.object()
                .with("Ports", ports.build())
                .with("Networks", attached.build())
                .build();
    }

    static Json image() {
        return Json.object()
                .with("Id", IMAGE)
                .with("RepoTags", Json.texts(List.of("training/tool:1")))
                .with("RepoDigests", Json.array(List.of()))
                .with("Os", "linux")
                .with("Architecture", "amd64")
                .with("Size", 4096)
                .with("Config", Json.object().build())
                .build();
    }
}
