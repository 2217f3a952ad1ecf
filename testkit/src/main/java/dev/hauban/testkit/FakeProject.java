package dev.hauban.testkit;

import dev.hauban.engine.LogLine;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Network;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a [FakeEngine] holds of one project. Every change is one synchronized method: steps come from many threads.
final class FakeProject {
    private final ProjectName name;
    private final Map<InstanceId, Instance> instances = new TreeMap<>();
    private final SortedSet<String> networks = new TreeSet<>();
    private final SortedSet<String> volumes = new TreeSet<>();
    private final List<LogLine> lines = new ArrayList<>();

    FakeProject(ProjectName name) {
        this.name = name;
    }

    ProjectName name() {
        return name;
    }

    static ProblemException notRunning(InstanceId instance) {
        return new ProblemException(Problem.error("fake.not-running", Actor.AUTHOR, instance + " is not running"));
    }

    synchronized Observed observed() {
        return new Observed(List.copyOf(instances.values()), networks, volumes);
    }

    synchronized boolean isRunning(InstanceId id) {
        Instance known = instances.get(id);
        return known != null && known.isRunning();
    }

    synchronized Outcome createNetwork(Stack stack, String key) {
        Network network = stack.networks().get(key);
        if (network == null) {
            return failed("there is no network " + key);
        }
        networks.add(network.name());
        return new Outcome.Succeeded();
    }

    synchronized Outcome removeNetwork(String full) {
        networks.remove(full);
        return new Outcome.Succeeded();
    }

    synchronized Outcome createVolume(Stack stack, String key) {
        Volume volume = stack.volumes().get(key);
        if (volume == null) {
            return failed("there is no volume " + key);
        }
        volumes.add(volume.name());
        return new Outcome.Succeeded();
    }

    synchronized Outcome removeVolume(String full) {
        volumes.remove(full);
        return new Outcome.Succeeded();
    }

    synchronized Outcome create(Stack stack, InstanceId id, Instant now) {
        Optional<Service> service = stack.service(id.service());
        if (service.isEmpty()) {
            return failed("there is no service " + id.service());
        }
        instances.computeIfAbsent(id, _ -> made(service.get(), id, now));
        return new Outcome.Succeeded();
    }

    synchronized Outcome start(InstanceId id, Instant now) {
        if (!instances.containsKey(id)) {
            return failed("nobody made " + id);
        }
        become(id, new Instance.Phase.Running(now));
        return new Outcome.Succeeded();
    }

    synchronized void end(InstanceId id, int code, Instant now) {
        Instance known = instances.get(id);
        if (known != null && known.phase() instanceof Instance.Phase.Running(Instant since)) {
            become(id, new Instance.Phase.Exited(code, since, now));
        }
    }

    synchronized Outcome remove(InstanceId id) {
        instances.remove(id);
        return new Outcome.Succeeded();
    }

    synchronized void write(LogLine line) {
        lines.add(line);
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }

    private void become(InstanceId id, Instance.Phase phase) {
        instances.computeIfPresent(
                id,
                (_, known) -> new Instance(
                        id,
                        phase,
                        known.hash(),
                        known.createdAt(),
                        known.health(),
                        known.imageCheck(),
                        known.ties(),
                        known.details()));
    }

    private Instance made(Service service, InstanceId id, Instant now) {
        List<Instance.Publisher> publishers = service.attachments().ports().stream()
                .map(FakeProject::publisher)
                .toList();
        String image = service.program().image().map(ImageReference::text).orElse(name + "-" + service.name());
        String fullName = service.attachments().containerName().orElse(name + "-" + id);
        var details = new Instance.Details(fullName, image, "", publishers, Optional.empty());
        return new Instance(
                id, new Instance.Phase.Created(), service.hash(), now, Optional.empty(), Optional.empty(), details);
    }

    private static Instance.Publisher publisher(PortMapping port) {
        int published = port.published()
                .filter(text -> text.matches("\\d+"))
                .map(Integer::valueOf)
                .orElse(0);
        return new Instance.Publisher(port.hostAddress().orElse("0.0.0.0"), port.target(), published, port.protocol());
    }

    private static Outcome failed(String message) {
        return new Outcome.Failed(Problem.error("fake.impossible", Actor.AUTHOR, message), false);
    }
}
