package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.engine.docker.translate.Proxies;
import dev.hauban.engine.docker.translate.SecurityOptions;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Finds out what has to be known, besides the files, to make a container.
final class Conditions {
    private final Surroundings surroundings;
    private final Stack stack;

    Conditions(Surroundings surroundings, Stack stack) {
        this.surroundings = surroundings;
        this.stack = stack;
    }

    Circumstances of(Service service) throws IOException, InterruptedException {
        var machine = new Circumstances.Machine(
                proxies(),
                Optional.ofNullable(surroundings.environment().get("DOCKER_DEFAULT_PLATFORM"))
                        .filter(platform -> !platform.isBlank()),
                profiles(service));
        boolean refers = service.specification().hashed().isPresent()
                || service.specification().members().find("links").isPresent();
        return new Circumstances(
                surroundings.daemon().version(), machine, image(service), refers ? containers() : Map.of());
    }

    /// What hashes of services that refer to others rest on.
    static Map<ServiceName, List<Circumstances.Container>> named(SortedMap<InstanceId, List<Container>> found)
            throws MalformedJson {
        var named = new LinkedHashMap<ServiceName, List<Circumstances.Container>>();
        for (List<Container> same : found.values()) {
            Container container = same.getFirst();
            named.computeIfAbsent(container.instance().service(), _ -> new ArrayList<>())
                    .add(new Circumstances.Container(container.id(), container.finalName()));
        }
        return named;
    }

    private Map<ServiceName, List<Circumstances.Container>> containers() throws IOException, InterruptedException {
        return named(new Containers(surroundings.daemon()).of(stack.name()));
    }

    private Optional<Circumstances.Image> image(Service service) throws IOException, InterruptedException {
        String name = imageName(stack, service);
        try {
            Json.Members image =
                    Containers.members(surroundings.daemon().call(DockerRequest.get("/images/{}/json", name)));
            List<String> volumes = new ArrayList<>();
            if (image.find("Config").isPresent()
                    && image.members("Config").find("Volumes").isPresent()) {
                volumes.addAll(
                        image.members("Config").members("Volumes").values().keySet());
            }
            return Optional.of(new Circumstances.Image(image.text("Id"), volumes));
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /// What is built and has no name gets one.
    static String imageName(Stack stack, Service service) {
        return service.program().image().map(ImageReference::text).orElseGet(() -> stack.name() + "-" + service.name());
    }

    private Map<String, String> proxies() throws IOException {
        return Proxies.of(
                new ConfigurationFile(surroundings).members(),
                surroundings.daemon().endpoint().text());
    }

    private Map<String, String> profiles(Service service) {
        var profiles = new LinkedHashMap<String, String>();
        for (String file : SecurityOptions.profiles(stack, service)) {
            try {
                profiles.put(file, Files.readString(Path.of(file)));
            } catch (IOException unreadable) {
                throw new ProblemException(
                        Problem.error(
                                        "docker.profile-not-read",
                                        Actor.AUTHOR,
                                        "the seccomp profile " + file + " can't be read: " + unreadable.getMessage())
                                .at(service.place())
                                .about("services." + service.name() + ".security_opt"),
                        unreadable);
            }
        }
        return profiles;
    }
}
