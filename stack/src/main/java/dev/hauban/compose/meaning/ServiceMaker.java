package dev.hauban.compose.meaning;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.project.Project;
import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Limits;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes one service.
final class ServiceMaker {
    private final String name;
    private final Mapping service;
    private final Problems problems;
    private final Trail trail;

    ServiceMaker(String name, Mapping service, Problems problems) {
        this.name = name;
        this.service = service;
        this.problems = problems;
        this.trail = Trail.ROOT.child("services").child(name);
    }

    /// @param container what Docker Compose makes containers of
    Service make(Mapping container) {
        return new Service(
                new ServiceName(name),
                ConfigHash.later(() -> Project.hash(container)),
                service.keyPlace(),
                replicas(),
                program(),
                attachments(),
                new LifecycleMaker(service, trail, problems).make(),
                limits(),
                new HaubanExtensions(problems).service(service, trail),
                StackMaker.texts(service.sequence("profiles")),
                StackMaker.texts(service.mapping("labels")),
                specification(container));
    }

    private Specification specification(Mapping container) {
        Specification specification = Specification.later(() -> GoJson.service(container));
        return refersToOthers() ? specification.hashed(Project.hashed(container)) : specification;
    }

    /// Docker Compose hashes what the references mean: the ids of containers.
    private boolean refersToOthers() {
        for (String key : new String[] {"network_mode", "ipc", "pid"}) {
            if (service.text(key) instanceof String mode && mode.startsWith("service:")) {
                return true;
            }
        }
        return service.has("volumes_from");
    }

    private int replicas() {
        Mapping deploy = service.mapping("deploy");
        Object replicas =
                service.value("scale") instanceof Long scale ? scale : deploy == null ? null : deploy.value("replicas");
        return replicas instanceof Long number ? Math.toIntExact(Math.clamp(number, 0, Integer.MAX_VALUE)) : 1;
    }

    private Service.Program program() {
        Optional<ImageReference> image =
                Optional.ofNullable(service.text("image")).map(ImageReference::parse);
        Optional<Build> build = build(image.isPresent());
        if (service.has("provider")) {
            problems.error(
                    "compose.unsupported",
                    service,
                    trail,
                    "services that a provider runs are not supported",
                    "remove the service, or give it an image");
        }
        return new Service.Program(
                image,
                build,
                words("entrypoint"),
                words("command"),
                StackMaker.texts(service.mapping("environment")),
                text("user"),
                text("working_dir"),
                text("hostname"),
                service.isTrue("init"),
                service.isTrue("tty"),
                service.isTrue("stdin_open"));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(service.text(key));
    }

    private Optional<List<String>> words(String key) {
        return Optional.ofNullable(service.sequence(key)).map(StackMaker::texts);
    }

    /// A context that is not a folder of this machine is nothing that we can build from.
    private Optional<Build> build(boolean hasImage) {
        Mapping build = service.mapping("build");
        String context = build == null ? null : build.text("context");
        if (build == null || context == null) {
            return Optional.empty();
        }
        if (!GoPaths.isAbsolute(context)) {
            if (!hasImage) {
                problems.error(
                        "compose.remote",
                        build,
                        trail.child("build"),
                        "`" + context + "` is not a folder of this machine",
                        "fetch it and name the folder");
            }
            return Optional.empty();
        }
        Optional<Path> dockerfile =
                Optional.ofNullable(build.text("dockerfile")).map(file -> Path.of(GoPaths.resolve(context, file)));
        return Optional.of(new Build(
                Path.of(context),
                dockerfile,
                Optional.ofNullable(build.text("dockerfile_inline")),
                StackMaker.texts(build.mapping("args")),
                Optional.ofNullable(build.text("target"))));
    }

    private Service.Attachments attachments() {
        return new Service.Attachments(
                ports(),
                StackMaker.texts(service.sequence("expose")),
                new MountMaker(service).make(),
                networks(),
                text("network_mode"),
                hosts(),
                StackMaker.texts(service.sequence("dns")),
                text("container_name"));
    }

    private List<PortMapping> ports() {
        var ports = new ArrayList<PortMapping>();
        if (!(service.get("ports") instanceof Sequence sequence)) {
            return ports;
        }
        for (Node item : sequence.items()) {
            Mapping port = (Mapping) item;
            Object target = port.value("target");
            if (!(target instanceof Long number) || number < 1 || number > 65_535) {
                problems.error(
                        "compose.port",
                        item,
                        trail.child("ports"),
                        "the target has to be 1 to 65535",
                        "write it as in `target: 80`");
                continue;
            }
            String protocol = port.text("protocol");
            ports.add(new PortMapping(
                    Optional.ofNullable(port.text("host_ip")),
                    Optional.ofNullable(port.text("published")).filter(text -> !text.equals("0")),
                    number.intValue(),
                    protocol == null ? "tcp" : protocol));
        }
        return ports;
    }

    private Map<String, NetworkAttachment> networks() {
        var networks = new LinkedHashMap<String, NetworkAttachment>();
        if (service.mapping("networks") instanceof Mapping mapping) {
            mapping.entries()
                    .forEach((key, node) -> networks.put(
                            key, node instanceof Mapping network ? attachment(network) : NetworkAttachment.plain()));
        }
        return networks;
    }

    private static NetworkAttachment attachment(Mapping network) {
        return new NetworkAttachment(
                StackMaker.texts(network.sequence("aliases")),
                Optional.ofNullable(network.text("ipv4_address")),
                Optional.ofNullable(network.text("ipv6_address")),
                network.value("priority") instanceof Long priority ? priority.intValue() : 0);
    }

    private Map<String, List<String>> hosts() {
        var hosts = new LinkedHashMap<String, List<String>>();
        for (String line : StackMaker.texts(service.sequence("extra_hosts"))) {
            int equals = line.indexOf('=');
            hosts.computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
                    .add(line.substring(equals + 1));
        }
        return hosts;
    }

    private Limits limits() {
        Mapping deploy = service.mapping("deploy");
        Mapping resources = deploy == null ? null : deploy.mapping("resources");
        Mapping limits = resources == null ? null : resources.mapping("limits");
        return new Limits(
                number(either(limits, "memory", "mem_limit")),
                Optional.ofNullable(either(limits, "cpus", "cpus")).map(node -> Double.valueOf(GoText.of(node))),
                number(either(limits, "pids", "pids_limit")),
                rlimits());
    }

    private @Nullable Node either(@Nullable Mapping limits, String key, String ownKey) {
        Node limit = limits == null ? null : limits.get(key);
        return limit != null ? limit : service.get(ownKey);
    }

    /// Docker takes what is not positive for no limit.
    private static OptionalLong number(@Nullable Node node) {
        long value = node == null ? 0 : Long.parseLong(GoText.of(node));
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private Map<String, Limits.Rlimit> rlimits() {
        var rlimits = new LinkedHashMap<String, Limits.Rlimit>();
        if (service.mapping("ulimits") instanceof Mapping ulimits) {
            ulimits.entries()
                    .forEach((key, node) -> rlimits.put(
                            key,
                            switch (node) {
                                case Mapping both ->
                                    new Limits.Rlimit(amount(both.get("soft")), amount(both.get("hard")));
                                case Node single -> new Limits.Rlimit(amount(single), amount(single));
                            }));
        }
        return rlimits;
    }

    private static long amount(@Nullable Node node) {
        return node == null || node.isNull() ? 0 : Long.parseLong(GoText.of(node));
    }
}
