package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.translate.References;
import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Habits;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Ties;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Network;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What there is of a project on the daemon, in the words of the planner.
final class Sight {
    /// The daemon restarts by itself, and one container takes another's place in one step.
    static final Habits HABITS = new Habits(true, true);

    private final DockerDaemon daemon;
    private final Inspected inspected;
    private final ProjectName project;

    Sight(DockerDaemon daemon, Inspected inspected, ProjectName project) {
        this.daemon = daemon;
        this.inspected = inspected;
        this.project = project;
    }

    /// @param lent networks and volumes that the project uses though they don't bear its label
    Observed observed(Lent lent) throws IOException, InterruptedException {
        return observed(Stack.empty(project), lent);
    }

    /// The same, for whoever knows what the files say: a hash that is right counts as the service's own, and a network
    /// that is not as they say counts as missing.
    Observed observed(Stack stack, Lent lent) throws IOException, InterruptedException {
        SortedMap<InstanceId, List<Container>> found = new Containers(daemon, inspected).of(project);
        List<Container> containers = new ArrayList<>();
        for (List<Container> same : found.values()) {
            containers.add(same.getFirst());
        }
        SortedSet<String> diverged = new TreeSet<>();
        Map<String, String> networks = networks(stack, diverged);
        SortedSet<String> networkNames = new TreeSet<>(networks.keySet());
        networkNames.addAll(lent.networks());
        SortedSet<String> volumeNames = new TreeSet<>(volumes());
        volumeNames.addAll(lent.volumes());
        var ties = new Bonds(networks, images(containers), containers);
        var instances = new ArrayList<Instance>();
        var hashes = new Hashes(stack, found, daemon.version());
        for (Container container : containers) {
            instances.add(InstanceReader.read(container, hashes.of(container), ties.of(container)));
        }
        return new Observed(instances, networkNames, diverged, volumeNames, HABITS);
    }

    /// The ids of the project's networks by their names.
    ///
    /// @param diverged is given the names of those that are not as the files say
    private Map<String, String> networks(Stack stack, SortedSet<String> diverged)
            throws IOException, InterruptedException {
        var networks = new TreeMap<String, String>();
        Json listed = daemon.call(DockerRequest.get("/networks").query("filters", ofProject()));
        for (Json.Members network : Containers.objects(listed)) {
            if (hasDiverged(stack, network)) {
                diverged.add(network.text("Name"));
            } else {
                networks.put(network.text("Name"), network.text("Id"));
            }
        }
        return networks;
    }

    private static boolean hasDiverged(Stack stack, Json.Members network) throws MalformedJson {
        Json.Members labels = network.members("Labels");
        Network wanted =
                stack.networks().get(labels.findText(ComposeLabels.NETWORK).orElse(""));
        Optional<String> hash = labels.findText(ComposeLabels.CONFIG_HASH);
        return wanted != null
                && !wanted.isExternal()
                && wanted.name().equals(network.text("Name"))
                && hash.isPresent()
                && !hash.get().equals(wanted.hash());
    }

    /// What containers are hashed with, in the words of the files.
    private record Hashes(Stack stack, SortedMap<InstanceId, List<Container>> found, ApiVersion version) {
        String of(Container container) throws MalformedJson {
            String written = container.hash();
            Optional<Service> service = stack.service(container.instance().service());
            if (service.isEmpty() || service.get().specification().hashed().isEmpty()) {
                return written;
            }
            var around =
                    new Circumstances(version, Circumstances.Machine.bare(), Optional.empty(), Conditions.named(found));
            try {
                return written.equals(References.hash(service.get(), around))
                        ? service.get().hash()
                        : written;
            } catch (ProblemException hostMissing) {
                // Its host is still to be made, and this one after it.
                return written;
            }
        }
    }

    private SortedSet<String> volumes() throws IOException, InterruptedException {
        var volumes = new TreeSet<String>();
        Json.Members listed =
                Containers.members(daemon.call(DockerRequest.get("/volumes").query("filters", ofProject())));
        if (listed.find("Volumes").isPresent()) {
            for (Json.Members volume : listed.array("Volumes").objects()) {
                if (hasName(volume)) {
                    volumes.add(volume.text("Name"));
                }
            }
        }
        return volumes;
    }

    /// Volumes without a name of their own belong to their container.
    private static boolean hasName(Json.Members volume) throws MalformedJson {
        return volume.find("Labels").isPresent()
                && volume.members("Labels").find(ComposeLabels.VOLUME).isPresent();
    }

    /// The ids of the images that the names now mean.
    private Map<String, String> images(List<Container> containers) throws IOException, InterruptedException {
        Set<String> names = new HashSet<>();
        for (Container container : containers) {
            names.add(container.config().text("Image"));
        }
        var ids = new HashMap<String, String>();
        for (Image image : Together.of(List.copyOf(names), this::image)) {
            image.id().ifPresent(id -> ids.put(image.name(), id));
        }
        return ids;
    }

    private record Image(String name, Optional<String> id) {}

    private Image image(String name) throws IOException, InterruptedException {
        Optional<Optional<String>> known = inspected.image(name);
        if (known.isPresent()) {
            return new Image(name, known.get());
        }
        Image image = new Image(name, imageId(name));
        inspected.learned(name, image.id());
        return image;
    }

    private Optional<String> imageId(String name) throws IOException, InterruptedException {
        try {
            return Containers.members(daemon.call(DockerRequest.get("/images/{}/json", name)))
                    .findText("Id");
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private Json ofProject() {
        return Json.object()
                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + "=" + project)))
                .build();
    }

    /// Judges what containers were made with.
    private record Bonds(Map<String, String> networks, Map<String, String> images, List<Container> containers) {
        Ties of(Container container) throws MalformedJson {
            return new Ties(
                    hasCurrentImage(container),
                    hasItsHosts(container),
                    Optional.of(networks(container)),
                    Optional.of(volumes(container)));
        }

        private boolean hasCurrentImage(Container container) throws MalformedJson {
            String now = images.get(container.config().text("Image"));
            Optional<String> labelled = container.label(ComposeLabels.IMAGE);
            String made = labelled.isPresent()
                    ? labelled.get()
                    : container.inspected().text("Image");
            // An image whose name was taken away can't be told from one that is still meant.
            return now == null || now.equals(made);
        }

        private boolean hasItsHosts(Container container) throws MalformedJson {
            for (String host : hosts(container)) {
                boolean isOurs = host.length() == 64;
                if (isOurs && containers.stream().noneMatch(other -> other.id().equals(host))) {
                    return false;
                }
            }
            return true;
        }

        private static List<String> hosts(Container container) throws MalformedJson {
            Json.Members settings = container.inspected().members("HostConfig");
            var hosts = new ArrayList<String>();
            for (String mode : List.of("NetworkMode", "IpcMode", "PidMode")) {
                settings.findText(mode)
                        .filter(text -> text.startsWith("container:"))
                        .ifPresent(text -> hosts.add(text.substring("container:".length())));
            }
            if (settings.find("VolumesFrom").isPresent()) {
                for (String from : settings.array("VolumesFrom").texts()) {
                    int colon = from.indexOf(':');
                    hosts.add(colon < 0 ? from : from.substring(0, colon));
                }
            }
            return hosts;
        }

        /// A network that was taken away and made anew has the same name, but the container isn't on it.
        private SortedSet<String> networks(Container container) throws MalformedJson {
            SortedSet<String> names = new TreeSet<>();
            Json.Members settings = container.inspected().members("NetworkSettings");
            if (settings.find("Networks").isEmpty()) {
                return names;
            }
            Json.Members attached = settings.members("Networks");
            for (String name : attached.values().keySet()) {
                String now = networks.get(name);
                Optional<String> known = attached.members(name).findText("NetworkID");
                if (now == null
                        || known.isEmpty()
                        || known.get().isEmpty()
                        || known.get().equals(now)) {
                    names.add(name);
                }
            }
            return names;
        }

        private static SortedSet<String> volumes(Container container) throws MalformedJson {
            SortedSet<String> names = new TreeSet<>();
            if (container.inspected().find("Mounts").isPresent()) {
                for (Json.Members mount : container.inspected().array("Mounts").objects()) {
                    if (mount.findText("Type").equals(Optional.of("volume"))) {
                        mount.findText("Name").ifPresent(names::add);
                    }
                }
            }
            return names;
        }
    }
}
