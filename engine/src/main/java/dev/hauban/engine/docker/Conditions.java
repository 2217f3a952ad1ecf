package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.engine.docker.translate.Proxies;
import dev.hauban.engine.docker.translate.SecurityOptions;
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
    private final Picture picture;

    Conditions(Surroundings surroundings, Stack stack, Picture picture) {
        this.surroundings = surroundings;
        this.stack = stack;
        this.picture = picture;
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
                surroundings.daemon().version(),
                machine,
                new NamedImages(surroundings.daemon(), picture).find(imageName(stack, service)),
                refers ? containers() : Map.of());
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
        return named(new Containers(surroundings.daemon(), picture).of(stack.name()));
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
