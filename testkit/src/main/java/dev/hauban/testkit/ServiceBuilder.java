package dev.hauban.testkit;

import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Place;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Origin;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.StackExtension;
import dev.hauban.stack.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A service for a test: everything that the test doesn't name is as a file that doesn't mention it.
public final class ServiceBuilder {
    private final ServiceName name;
    private String hash = "hash-1";
    private int replicas = 1;
    private Optional<ImageReference> image = Optional.of(ImageReference.parse("example:1"));
    private Optional<Build> build = Optional.empty();
    private Optional<List<String>> command = Optional.empty();
    private Optional<List<String>> localCommand = Optional.empty();
    private Optional<HealthCheck> healthCheck = Optional.empty();
    private RestartPolicy restart = new RestartPolicy.Never();
    private Optional<String> stopSignal = Optional.empty();
    private Duration stopGrace = Lifecycle.DEFAULT_GRACE;
    private Optional<String> user = Optional.empty();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> containerName = Optional.empty();
    private Limits limits = Limits.none();
    private final Map<ServiceName, Dependency> dependencies = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<PortMapping> ports = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private final Map<String, NetworkAttachment> networks = new LinkedHashMap<>();

    private ServiceBuilder(ServiceName name) {
        this.name = name;
        networks.put("default", NetworkAttachment.plain());
    }

    public static ServiceBuilder named(String name) {
        return new ServiceBuilder(new ServiceName(name));
    }

    /// A stack of these services, with the network `default` and a volume for every key that they mount.
    public static Stack stack(String project, Service... services) {
        var byName = new TreeMap<ServiceName, Service>();
        var networks = new TreeMap<String, Network>();
        var volumes = new TreeMap<String, Volume>();
        for (Service service : services) {
            byName.put(service.name(), service);
            for (String key : service.attachments().networks().keySet()) {
                networks.put(key, network(project, key));
            }
            for (Mount mount : service.attachments().mounts()) {
                if (mount instanceof Mount.Named named) {
                    volumes.put(named.volume(), volume(project, named.volume()));
                }
            }
        }
        return new Stack(
                new ProjectName(project),
                byName,
                List.of(),
                networks,
                volumes,
                Map.of(),
                Map.of(),
                Map.of(),
                StackExtension.none(),
                Origin.none());
    }

    public ServiceBuilder hash(String newHash) {
        hash = newHash;
        return this;
    }

    public ServiceBuilder replicas(int number) {
        replicas = number;
        return this;
    }

    public ServiceBuilder image(String text) {
        image = Optional.of(ImageReference.parse(text));
        return this;
    }

    /// Instead of an image.
    public ServiceBuilder build(Build from) {
        build = Optional.of(from);
        image = Optional.empty();
        return this;
    }

    public ServiceBuilder command(String... words) {
        command = Optional.of(Arrays.asList(words));
        return this;
    }

    public ServiceBuilder localCommand(String... words) {
        localCommand = Optional.of(Arrays.asList(words));
        return this;
    }

    public ServiceBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public ServiceBuilder healthCheck(HealthCheck check) {
        healthCheck = Optional.of(check);
        return this;
    }

    /// A health check that runs this line in the service's shell.
    public ServiceBuilder healthCheck(String line) {
        return healthCheck(new HealthCheck(
                new HealthCheck.Test.Shell(line),
                HealthCheck.DEFAULT_INTERVAL,
                Duration.ofSeconds(2),
                HealthCheck.DEFAULT_RETRIES,
                Duration.ZERO,
                Optional.empty()));
    }

    public ServiceBuilder dependsOn(String service, Dependency.Condition condition) {
        dependencies.put(new ServiceName(service), new Dependency(condition, true, false));
        return this;
    }

    public ServiceBuilder restart(RestartPolicy policy) {
        restart = policy;
        return this;
    }

    public ServiceBuilder stopSignal(String signal) {
        stopSignal = Optional.of(signal);
        return this;
    }

    public ServiceBuilder stopGrace(Duration grace) {
        stopGrace = grace;
        return this;
    }

    public ServiceBuilder user(String text) {
        user = Optional.of(text);
        return this;
    }

    public ServiceBuilder workingDirectory(String path) {
        workingDirectory = Optional.of(path);
        return this;
    }

    public ServiceBuilder containerName(String text) {
        containerName = Optional.of(text);
        return this;
    }

    public ServiceBuilder limits(Limits newLimits) {
        limits = newLimits;
        return this;
    }

    public ServiceBuilder port(PortMapping port) {
        ports.add(port);
        return this;
    }

    public ServiceBuilder mount(Mount mount) {
        mounts.add(mount);
        return this;
    }

    public ServiceBuilder network(String key, NetworkAttachment attachment) {
        networks.remove("default");
        networks.put(key, attachment);
        return this;
    }

    public Service build() {
        return new Service(
                name,
                ConfigHash.of(hash),
                new Place("compose.yaml", 1, 1),
                replicas,
                program(),
                attachments(),
                new Lifecycle(dependencies, healthCheck, restart, stopSignal, stopGrace),
                limits,
                new ServiceExtension(localCommand, Optional.empty(), Optional.empty()),
                List.of(),
                Map.of(),
                specification());
    }

    /// What a file would say of it, for engines that take it from there.
    private Specification specification() {
        MembersBuilder words = Json.object();
        command.ifPresent(list -> words.with("command", Json.texts(list)));
        healthCheck.ifPresent(check -> {
            if (check.test() instanceof HealthCheck.Test.Shell(String line)) {
                words.with(
                        "healthcheck",
                        Json.object()
                                .with("test", Json.texts(List.of("CMD-SHELL", line)))
                                .with("timeout", check.timeout().toSeconds() + "s")
                                .build());
            }
        });
        words.withText("stop_signal", stopSignal);
        MembersBuilder attached = Json.object();
        networks.keySet().forEach(key -> attached.with(key, Json.none()));
        List<Json> volumes = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount instanceof Mount.Named named) {
                volumes.add(Json.object()
                        .with("type", "volume")
                        .with("source", named.volume())
                        .with("target", named.target())
                        .build());
            }
        }
        return Specification.of(words.with("networks", attached.build())
                .with("volumes", Json.array(volumes))
                .build());
    }

    private Service.Program program() {
        return new Service.Program(
                image,
                build,
                Optional.empty(),
                command,
                environment,
                user,
                workingDirectory,
                Optional.empty(),
                false,
                false,
                false);
    }

    private Service.Attachments attachments() {
        return new Service.Attachments(
                ports, List.of(), mounts, networks, Optional.empty(), Map.of(), List.of(), containerName);
    }

    private static Network network(String project, String key) {
        return new Network(
                key,
                project + "_" + key,
                ConfigHash.of("hash"),
                false,
                false,
                Optional.empty(),
                List.of(),
                Map.of(),
                Specification.empty());
    }

    private static Volume volume(String project, String key) {
        return new Volume(
                key,
                project + "_" + key,
                ConfigHash.of("hash"),
                false,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Specification.empty());
    }
}
