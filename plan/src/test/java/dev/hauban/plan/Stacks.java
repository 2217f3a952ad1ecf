package dev.hauban.plan;

import dev.hauban.problem.Place;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Small stacks for courses of events.
final class Stacks {
    static final HealthCheck CHECK = new HealthCheck(
            new HealthCheck.Test.Shell("true"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            3,
            Duration.ZERO,
            Optional.empty());

    private final Map<ServiceName, Service> services = new TreeMap<>();

    static Stacks stack() {
        return new Stacks();
    }

    /// `up` for all, or for those that are named.
    static Request up(ServiceWanted.Until until, Request.Renewal renewal, String... services) {
        return new Request.Up(
                Stream.of(services).map(Stacks::name).toList(),
                new Request.UpOptions(false, renewal, false, until, Map.of(), Optional.empty()));
    }

    static ServiceName name(String text) {
        return new ServiceName(text);
    }

    static InstanceId first(String service) {
        return new InstanceId(name(service), 1);
    }

    Stacks with(Draft service) {
        services.put(service.name, service.service());
        return this;
    }

    Stack build() {
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put(
                "default",
                new Network(
                        "default",
                        "shop_default",
                        ConfigHash.of("hash"),
                        false,
                        false,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Specification.empty()));
        Map<String, Volume> volumes = new LinkedHashMap<>();
        volumes.put(
                "data",
                new Volume(
                        "data",
                        "shop_data",
                        ConfigHash.of("hash"),
                        false,
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Specification.empty()));
        return new Stack(
                new ProjectName("shop"),
                services,
                List.of(),
                networks,
                volumes,
                Map.of(),
                Map.of(),
                Map.of(),
                StackExtension.none(),
                Origin.none());
    }

    static Draft service(String name) {
        return new Draft(name);
    }

    /// A service on its way.
    static final class Draft {
        private final ServiceName name;
        private final Map<ServiceName, Dependency> dependencies = new LinkedHashMap<>();
        private Optional<HealthCheck> check = Optional.empty();
        private RestartPolicy restart = new RestartPolicy.Never();
        private final List<Mount> mounts = new ArrayList<>();
        private int replicas = 1;
        private String hash = "hash";
        private Optional<Boolean> restartUnhealthy = Optional.empty();

        private Draft(String name) {
            this.name = name(name);
        }

        Draft after(String other, Dependency.Condition condition) {
            dependencies.put(name(other), new Dependency(condition, true, false));
            return this;
        }

        Draft after(String other, Dependency dependency) {
            dependencies.put(name(other), dependency);
            return this;
        }

        Draft checked() {
            check = Optional.of(CHECK);
            return this;
        }

        Draft checked(HealthCheck how) {
            check = Optional.of(how);
            return this;
        }

        Draft restarts(RestartPolicy policy) {
            restart = policy;
            return this;
        }

        Draft replicas(int count) {
            replicas = count;
            return this;
        }

        Draft hash(String text) {
            hash = text;
            return this;
        }

        Draft keepsData() {
            mounts.add(new Mount.Named("data", "/data", false, Optional.empty()));
            return this;
        }

        Draft restartedWhenUnhealthy() {
            restartUnhealthy = Optional.of(true);
            return this;
        }

        Service service() {
            return new Service(
                    name,
                    ConfigHash.of(hash + "-" + name),
                    new Place("compose.yaml", 1, 1),
                    replicas,
                    new Service.Program(
                            Optional.of(ImageReference.parse("redis:7")),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            false,
                            false),
                    new Service.Attachments(
                            List.of(),
                            List.of(),
                            mounts,
                            Map.of("default", NetworkAttachment.plain()),
                            Optional.empty(),
                            Map.of(),
                            List.of(),
                            Optional.empty()),
                    new Lifecycle(dependencies, check, restart, Optional.empty(), Lifecycle.DEFAULT_GRACE),
                    Limits.none(),
                    new ServiceExtension(Optional.empty(), restartUnhealthy, Optional.empty()),
                    List.of(),
                    Map.of(),
                    Specification.empty());
        }
    }
}
