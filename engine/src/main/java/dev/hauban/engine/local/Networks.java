package dev.hauban.engine.local;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.address.Block;
import dev.hauban.engine.local.keep.Instances;
import dev.hauban.engine.local.shim.InstanceFolder;
import dev.hauban.engine.local.shim.ProcessMark;
import dev.hauban.engine.local.shim.Spec;
import dev.hauban.engine.local.shim.Start;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// Networks on the first rung: one process of the project holds them, a bridge each; it lives as long as there is a
/// network.
final class Networks {
    private static final String BRIDGES = "bridges";
    private static final String BOOT = "boot";
    private static final int SIGTERM = 15;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LocalProject project;

    Networks(LocalProject project) {
        this.project = project;
    }

    /// The address of an instance on a network: as the stack says, or one that is free, the same every time.
    String address(Stack stack, Service service, InstanceId id, String key) throws IOException {
        Network network = network(stack, key);
        NetworkAttachment attachment = service.attachments().networks().getOrDefault(key, NetworkAttachment.plain());
        if (attachment.address().isPresent() && id.number() == 1) {
            return attachment.address().get();
        }
        return project.addresses().in(network, stack.networks().values(), id, promised(stack, network));
    }

    /// What the shim is told so that the service hangs on its networks.
    void join(Spec spec, Stack stack, Service service, InstanceId id) throws IOException, InterruptedException {
        ProcessMark holder = holder(stack);
        spec.with("holder", Long.toString(holder.pid()), Long.toString(holder.startTime()));
        boolean hasRoute = false;
        for (String key : ordered(service)) {
            Network network = network(stack, key);
            Block range = project.addresses().range(network, stack.networks().values());
            String gateway =
                    project.addresses().gateway(network, stack.networks().values());
            boolean isWayOut = !network.isInternal() && !hasRoute;
            hasRoute |= isWayOut;
            spec.with(
                    "interface",
                    bridge(stack, network).name(),
                    address(stack, service, id, key) + "/" + range.prefix(),
                    isWayOut ? gateway : "-");
        }
    }

    /// What every process of the service is told of the way out.
    List<List<String>> rules(Stack stack, Service service) throws IOException {
        var rules = new ArrayList<List<String>>();
        for (Network network : stack.networks().values()) {
            Block range = project.addresses().range(network, stack.networks().values());
            rules.add(List.of("inside", range.toString()));
        }
        boolean reachesOutside = service.attachments().networks().keySet().stream()
                .anyMatch(key -> !network(stack, key).isInternal());
        if (reachesOutside) {
            rules.add(List.of("reach_outside"));
            localNameServers().forEach(server -> rules.add(List.of("outside", server)));
        }
        return rules;
    }

    /// Ends the process that holds the networks.
    void end() throws IOException, InterruptedException {
        Path folder = project.folder().holder();
        Optional<ProcessMark> holder = running(folder);
        if (holder.isPresent()) {
            project.shim().signal(holder.get(), SIGTERM);
            Ending.waitFor(LIMIT, () -> !holder.get().isAlive());
        }
        Trees.remove(folder);
    }

    /// A network as it is made: with other addresses it is another one, under the same name.
    private Bridge bridge(Stack stack, Network network) throws IOException {
        Block range = project.addresses().range(network, stack.networks().values());
        return new Bridge(network.name(), range.toString());
    }

    /// @param range such as `172.20.0.0/16`
    private record Bridge(String network, String range) implements Comparable<Bridge> {
        static Bridge of(String line) {
            String[] words = line.split(" ", 2);
            return new Bridge(words[0], words.length == 2 ? words[1] : "");
        }

        String line() {
            return network + " " + range;
        }

        /// An interface's name has at most 15 characters.
        String name() {
            var sum = new CRC32();
            sum.update(line().getBytes(StandardCharsets.UTF_8));
            return "br" + Long.toHexString(sum.getValue());
        }

        boolean takesThePlaceOf(Bridge other) {
            return network.equals(other.network) && !range.equals(other.range);
        }

        @Override
        public int compareTo(Bridge other) {
            return line().compareTo(other.line());
        }
    }

    /// One that has all the stack's networks. One that lacks some is given them: a stack grows, for it may be started
    /// in parts, and a network may be given other addresses while others go on.
    private synchronized ProcessMark holder(Stack stack) throws IOException, InterruptedException {
        Path folder = project.folder().holder();
        Path made = folder.resolve(BRIDGES);
        Optional<ProcessMark> running = running(folder);
        SortedSet<Bridge> bridges = running.isPresent() ? read(made) : new TreeSet<>();
        var spec = new Spec();
        boolean isWhole = running.isPresent();
        for (Network network : stack.networks().values()) {
            Bridge bridge = bridge(stack, network);
            for (Bridge old : List.copyOf(bridges)) {
                if (bridge.takesThePlaceOf(old)) {
                    spec.with("unbridge", old.name());
                    bridges.remove(old);
                }
            }
            if (bridges.add(bridge)) {
                isWhole = false;
                spec.with("bridge", bridge.name(), gateway(stack, network));
            }
        }
        if (isWhole) {
            return running.orElseThrow();
        }
        ProcessMark mark = running.isPresent() ? extended(running.get(), spec) : begun(folder, spec);
        WholeFile.write(
                made, bridges.stream().map(bridge -> bridge.line() + "\n").collect(Collectors.joining()));
        return mark;
    }

    private String gateway(Stack stack, Network network) throws IOException {
        Block range = project.addresses().range(network, stack.networks().values());
        return project.addresses().gateway(network, stack.networks().values()) + "/" + range.prefix();
    }

    private static SortedSet<Bridge> read(Path made) throws IOException {
        var bridges = new TreeSet<Bridge>();
        WholeFile.read(made).ifPresent(text -> text.lines().map(Bridge::of).forEach(bridges::add));
        return bridges;
    }

    private ProcessMark begun(Path folder, Spec spec) throws IOException, InterruptedException {
        if (!isThisBoot(folder)) {
            Trees.remove(folder);
        }
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve(BOOT), Instances.boot());
        return switch (project.shim().hold(spec.with("state", folder.toString()))) {
            case Start.Running started -> started.main();
            case Start.Refused refused -> throw notMade(refused.reason());
        };
    }

    private ProcessMark extended(ProcessMark holder, Spec spec) throws IOException, InterruptedException {
        spec.with("holder", Long.toString(holder.pid()), Long.toString(holder.startTime()));
        Optional<String> refused = project.shim().holdMore(spec);
        if (refused.isPresent()) {
            throw notMade(refused.get());
        }
        return holder;
    }

    private static ProblemException notMade(String reason) {
        return new ProblemException(Problem.error(
                        "local.networks-not-made", Actor.MACHINE, "the stack's networks could not be made: " + reason)
                .remedy("Set " + Ladder.VARIABLE + "=2 to do without networks of its own."));
    }

    private static Optional<ProcessMark> running(Path folder) throws IOException {
        if (!isThisBoot(folder)) {
            return Optional.empty();
        }
        return new InstanceFolder(folder)
                .processes()
                .map(InstanceFolder.Processes::main)
                .filter(ProcessMark::isAlive);
    }

    /// Processes of another boot are nobody's: their numbers and times may be others' by now.
    private static boolean isThisBoot(Path folder) throws IOException {
        return WholeFile.read(folder.resolve(BOOT))
                .filter(boot -> !boot.equals(Instances.boot()))
                .isEmpty();
    }

    private static Network network(Stack stack, String key) {
        Network network = stack.networks().get(key);
        if (network == null) {
            throw new ProblemException(
                    Problem.error("local.no-such-network", Actor.AUTHOR, "the stack has no network " + key));
        }
        return network;
    }

    /// As Docker: the highest priority first, then by name.
    private static List<String> ordered(Service service) {
        return service.attachments().networks().entrySet().stream()
                .sorted(java.util.Comparator.<java.util.Map.Entry<String, NetworkAttachment>>comparingInt(
                                entry -> -entry.getValue().priority())
                        .thenComparing(java.util.Map.Entry::getKey))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static Set<String> promised(Stack stack, Network network) {
        var promised = new HashSet<String>();
        Collection<Service> services = stack.services().values();
        for (Service service : services) {
            NetworkAttachment attachment = service.attachments().networks().get(network.key());
            if (attachment != null) {
                attachment.address().ifPresent(promised::add);
            }
        }
        network.subnets().forEach(subnet -> subnet.gateway().ifPresent(promised::add));
        return promised;
    }

    /// A resolver on the host's own loopback looks to a service as if it were its own.
    private static List<String> localNameServers() throws IOException {
        Path file = Path.of("/etc/resolv.conf");
        return Files.isReadable(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.matches("nameserver\\s+(127\\.|::1).*"))
                        .map(line -> line.split("\\s+")[1])
                        .toList()
                : List.of();
    }
}
