package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.translate.NetworkBody;
import dev.hauban.engine.docker.translate.VolumeBody;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.Network;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Makes networks and volumes, and takes them away.
final class Furnishing {
    private final DockerDaemon daemon;
    private final Lent lent;

    Furnishing(DockerDaemon daemon, Lent lent) {
        this.daemon = daemon;
        this.lent = lent;
    }

    Outcome createNetwork(Stack stack, String key) throws IOException, InterruptedException {
        Network network = stack.networks().get(key);
        if (network == null) {
            return new Outcome.Succeeded();
        }
        Optional<Json.Members> there = find("/networks/{}", network.name());
        if (there.isPresent()) {
            boolean isOurs = label(there.get(), ComposeLabels.NETWORK).equals(Optional.of(key))
                    && label(there.get(), ComposeLabels.PROJECT)
                            .equals(Optional.of(stack.name().text()));
            if (!isOurs) {
                return DockerProblems.failed(DockerProblems.foreignNetwork(network.name(), key));
            }
            Optional<String> hash = label(there.get(), ComposeLabels.CONFIG_HASH);
            if (hash.isEmpty() || hash.get().equals(network.hash())) {
                return new Outcome.Succeeded();
            }
            clear(there.get());
        }
        Json body = NetworkBody.of(stack.name(), network, daemon.version()).json();
        daemon.call(DockerRequest.post("/networks/create").body(body));
        return new Outcome.Succeeded();
    }

    /// Takes a network away that is no longer as the files say. Containers on it lose it; they are made anew for it.
    private void clear(Json.Members network) throws IOException, InterruptedException {
        String id = network.text("Id");
        if (network.find("Containers").isPresent()) {
            for (String container : network.members("Containers").values().keySet()) {
                daemon.call(DockerRequest.post("/networks/{}/disconnect", id)
                        .body(Json.object()
                                .with("Container", container)
                                .with("Force", true)
                                .build()));
            }
        }
        daemon.call(DockerRequest.delete("/networks/{}", id));
    }

    /// One that is still in use stays, as Docker Compose leaves it.
    Outcome removeNetwork(String name) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.delete("/networks/{}", name));
            return new Outcome.Succeeded();
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return new Outcome.Succeeded();
            }
            if (refusal.reason().contains("active endpoints")) {
                return DockerProblems.failed(DockerProblems.networkInUse(name));
            }
            throw refusal;
        }
    }

    Outcome createVolume(Stack stack, String key) throws IOException, InterruptedException {
        Volume volume = stack.volumes().get(key);
        if (volume == null) {
            return new Outcome.Succeeded();
        }
        if (find("/volumes/{}", volume.name()).isPresent()) {
            lent.volumes().add(volume.name());
            return new Outcome.Succeeded();
        }
        makeFolder(volume);
        daemon.call(DockerRequest.post("/volumes/create")
                .body(VolumeBody.of(stack.name(), volume).json()));
        return new Outcome.Succeeded();
    }

    /// As a daemon makes the folders of bind mounts; on another machine we can't.
    private void makeFolder(Volume volume) throws IOException {
        Optional<Path> folder = VolumeBody.folder(volume);
        if (folder.isPresent() && daemon.endpoint().address() instanceof DockerEndpoint.Address.Socket) {
            Files.createDirectories(folder.get());
        }
    }

    Outcome removeVolume(String name) throws IOException, InterruptedException {
        lent.volumes().remove(name);
        try {
            daemon.call(DockerRequest.delete("/volumes/{}", name));
            return new Outcome.Succeeded();
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return new Outcome.Succeeded();
            }
            if (refusal.isConflict()) {
                return DockerProblems.failed(DockerProblems.volumeInUse(name, refusal.reason()));
            }
            throw refusal;
        }
    }

    private Optional<Json.Members> find(String path, String name) throws IOException, InterruptedException {
        try {
            return Optional.of(Containers.members(daemon.call(DockerRequest.get(path, name))));
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static Optional<String> label(Json.Members thing, String name) throws MalformedJson {
        return thing.find("Labels").isEmpty()
                ? Optional.empty()
                : thing.members("Labels").findText(name);
    }
}
