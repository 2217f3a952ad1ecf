package dev.hauban.engine.docker.image;

import dev.hauban.engine.ImageStore;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Has the daemon build images: with its classic builder, which every daemon has, and with BuildKit where the
/// Dockerfile needs it. BuildKit is given the context and nothing else: what it would have to ask back for, [#limits]
/// says.
public final class Building {
    /// The daemon reads the whole context before it says a word.
    private static final Duration READING = Duration.ofMinutes(10);

    /// What Docker Compose writes on an image that it had built this way.
    private static final String BUILDER_LABEL = "com.docker.compose.image.builder";

    private final DockerDaemon daemon;
    private final Credentials credentials;
    private final Map<String, String> proxies;

    /// @param proxies build arguments that Docker's configuration gives, where the file has none of the name
    public Building(DockerDaemon daemon, Credentials credentials, Map<String, String> proxies) {
        this.daemon = daemon;
        this.credentials = credentials;
        this.proxies = new TreeMap<>(proxies);
    }

    /// What the file asks for and can't be had; an error among them is what [#build] would refuse.
    public static List<Problem> limits(BuildOrder order) {
        return BuildLimits.of(order);
    }

    /// @throws ProblemException where it can't be built, with what the build said last
    public void build(BuildOrder order, ImageStore.Telling telling) throws IOException, InterruptedException {
        List<Problem> errors = limits(order).stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new ProblemException(errors);
        }
        ContextArchive archive = ContextArchive.of(order);
        var output = new BuildOutput(order.name(), telling.line());
        telling.progress().accept(output.progress());
        DockerRequest request = request(order, archive.dockerfile(), archive.isForKit())
                .header("X-Registry-Config", Login.encoded(credentials.all()))
                .tar(archive::writeTo)
                .silence(READING);
        try (DockerStream stream = daemon.open(request)) {
            for (Optional<Json.Members> next = stream.nextObject(); next.isPresent(); next = stream.nextObject()) {
                Optional<String> error = next.get().findText("error");
                if (error.isPresent()) {
                    throw failed(order, error.get(), output);
                }
                if (output.heard(next.get())) {
                    telling.progress().accept(output.progress());
                }
            }
        } catch (DockerRefusal refusal) {
            throw failed(order, refusal.reason(), output);
        }
    }

    private DockerRequest request(BuildOrder order, String dockerfile, boolean isForKit) {
        DockerRequest request = DockerRequest.post("/build")
                .query("version", isForKit ? "2" : "1")
                .query("dockerfile", dockerfile)
                .query("rm", true)
                .query("t", order.name());
        for (String tag : order.texts("tags")) {
            request = request.query("t", tag);
        }
        request = request.query("buildargs", arguments(order)).query("labels", labels(order, isForKit));
        if (order.flag("no_cache") || order.options().withoutCache()) {
            request = request.query("nocache", true);
        }
        if (order.flag("pull") || order.options().pull()) {
            request = request.query("pull", true);
        }
        if (order.options().memory().isPresent()) {
            request = request.query(
                    "memory", Long.toString(order.options().memory().getAsLong()));
        }
        return circumstances(request, order);
    }

    private static DockerRequest circumstances(DockerRequest begun, BuildOrder order) {
        DockerRequest request = with(begun, "target", order.text("target").orElse(""));
        request = with(request, "networkmode", order.text("network").orElse(""));
        request = with(request, "shmsize", order.text("shm_size").orElse(""));
        if (order.says("cache_from")) {
            request = request.query("cachefrom", Json.texts(order.texts("cache_from")));
        }
        for (String host : order.texts("extra_hosts")) {
            request = request.query("extrahosts", host.replaceFirst("=", ":"));
        }
        List<Json> ulimits = ulimits(order);
        if (!ulimits.isEmpty()) {
            request = request.query("ulimits", Json.array(ulimits));
        }
        List<String> platforms = order.texts("platforms");
        return platforms.isEmpty() ? request : request.query("platform", platforms.getFirst());
    }

    private static DockerRequest with(DockerRequest request, String name, String value) {
        return value.isEmpty() ? request : request.query(name, value);
    }

    /// One without a value takes it from nowhere: the Dockerfile's own counts.
    private Json.Members arguments(BuildOrder order) {
        MembersBuilder arguments = Json.object();
        Json.Members own = order.members("args");
        proxies.forEach((name, value) -> {
            if (!own.values().containsKey(name) && !order.options().arguments().containsKey(name)) {
                arguments.with(name, value);
            }
        });
        own.values().forEach((name, value) -> {
            if (!order.options().arguments().containsKey(name)) {
                arguments.with(name, value);
            }
        });
        order.options().arguments().forEach(arguments::with);
        return arguments.build();
    }

    private static Json.Members labels(BuildOrder order, boolean isForKit) {
        MembersBuilder labels = Json.object();
        order.members("labels").values().forEach((name, value) -> {
            if (!name.equals(BUILDER_LABEL)) {
                labels.with(name, value);
            }
        });
        return isForKit ? labels.build() : labels.with(BUILDER_LABEL, "classic").build();
    }

    private static List<Json> ulimits(BuildOrder order) {
        var ulimits = new ArrayList<Json>();
        order.members("ulimits").values().forEach((name, value) -> {
            Json.Members both = value instanceof Json.Members members
                    ? members
                    : Json.object().with("soft", value).with("hard", value).build();
            ulimits.add(Json.object()
                    .with("Name", name)
                    .withOptional("Soft", both.find("soft"))
                    .withOptional("Hard", both.find("hard"))
                    .build());
        });
        return ulimits;
    }

    private static ProblemException failed(BuildOrder order, String reason, BuildOutput output) {
        if (DockerRefusal.isDiskFull(reason)) {
            return new ProblemException(DockerRefusal.diskFull(reason));
        }
        Problem problem = Problem.error(
                        "docker.build-failed",
                        Actor.AUTHOR,
                        "the image " + order.name() + " could not be built: " + reason)
                .at(order.service().place())
                .about(order.path());
        if (reason.contains("requires BuildKit")) {
            return new ProblemException(problem.remedy("Build it with docker compose build."));
        }
        String last = output.last();
        return new ProblemException(last.isEmpty() ? problem : problem.remedy("It said last:\n" + last));
    }
}
