package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.translate.References;
import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.engine.docker.wire.DockerDaemon;
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
    private final Picture picture;
    private final ProjectName project;

    Sight(DockerDaemon daemon, Picture picture, ProjectName project) {
        this.daemon = daemon;
        this.picture = picture;
        this.project = project;
    }

    /// @param lent networks and volumes that the project uses though they don't bear its label
    Observed observed(Lent lent) throws IOException, InterruptedException {
        return observed(Stack.empty(project), lent);
    }

    /// The same, for whoever knows what the files say: a hash that is right counts as the service's own, and a network
    /// that is not as they say counts as missing.
    Observed observed(Stack stack, Lent lent) throws IOException, InterruptedException {
        SortedMap<InstanceId, List<Container>> found = new Containers(daemon, picture).of(project);
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
        Set<String> ids = new HashSet<>();
        containers.forEach(container -> ids.add(container.id()));
        var bonds = new Bonds(networks, images(containers), ids);
        var instances = new ArrayList<Instance>();
        var hashes = new Hashes(stack, found, daemon.version());
        for (Container container : containers) {
            Facts facts = facts(container);
            instances.add(facts.instance(hashes.of(container), bonds.of(facts.made())));
        }
        return new Observed(instances, networkNames, diverged, volumeNames, HABITS);
    }

    private Facts facts(Container container) throws MalformedJson {
        Optional<Facts> known = picture.facts(container);
        if (known.isPresent()) {
            return known.get();
        }
        Facts facts = InstanceReader.read(container);
        picture.learned(facts);
        return facts;
    }

    /// The ids of the project's networks by their names.
    ///
    /// @param diverged is given the names of those that are not as the files say
    private Map<String, String> networks(Stack stack, SortedSet<String> diverged)
            throws IOException, InterruptedException {
        var networks = new TreeMap<String, String>();
        for (Json.Members network : Containers.objects(furnished("/networks"))) {
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
        Json.Members listed = Containers.members(furnished("/volumes"));
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
        return new Image(name, new NamedImages(daemon, picture).find(name).map(Circumstances.Image::id));
    }

    /// @param what such as `/networks`
    private Json furnished(String what) throws IOException, InterruptedException {
        Optional<Json> known = picture.furnished(what);
        if (known.isPresent()) {
            return known.get();
        }
        Json ofProject = Json.object()
                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + "=" + project)))
                .build();
        long moment = picture.moment();
        Json listed = daemon.call(DockerRequest.get(what).query("filters", ofProject));
        picture.furnished(what, listed, moment);
        return listed;
    }

    /// Judges what containers were made with.
    private record Bonds(Map<String, String> networks, Map<String, String> images, Set<String> ids) {
        Ties of(Facts.Made made) {
            return new Ties(
                    hasCurrentImage(made), hasItsHosts(made), Optional.of(networks(made)), Optional.of(made.volumes()));
        }

        private boolean hasCurrentImage(Facts.Made made) {
            String now = images.get(made.imageName());
            // An image whose name was taken away can't be told from one that is still meant.
            return now == null || now.equals(made.image());
        }

        private boolean hasItsHosts(Facts.Made made) {
            for (String host : made.hosts()) {
                boolean isOurs = host.length() == 64;
                if (isOurs && !ids.contains(host)) {
                    return false;
                }
            }
            return true;
        }

        /// A network that was taken away and made anew has the same name, but the container isn't on it.
        private SortedSet<String> networks(Facts.Made made) {
            SortedSet<String> names = new TreeSet<>();
            for (Map.Entry<String, String> network : made.networks().entrySet()) {
                String now = networks.get(network.getKey());
                if (now == null
                        || network.getValue().isEmpty()
                        || network.getValue().equals(now)) {
                    names.add(network.getKey());
                }
            }
            return names;
        }
    }
}
