package dev.hauban.engine.local;

import dev.hauban.engine.local.keep.Started;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the host's ports for an instance: as written, one of a range, or any that is free, the same as last time
/// if it can be.
final class Publishing {
    private final LocalProject project;

    Publishing(LocalProject project) {
        this.project = project;
    }

    /// Ports that were chosen for instances that have not opened them yet: several may be starting at once.
    private final Map<InstanceId, Set<String>> promised = new HashMap<>();

    /// They are promised to this instance until it has been started, or has failed to.
    synchronized List<Instance.Publisher> ports(Service service, InstanceId id) throws IOException {
        promised.remove(id);
        List<Instance.Publisher> before = Started.read(project.folder().instance(id))
                .map(Started::publishers)
                .orElse(List.of());
        var chosen = new ArrayList<Instance.Publisher>();
        Set<String> given = new HashSet<>();
        promised.values().forEach(given::addAll);
        for (PortMapping mapping : service.attachments().ports()) {
            List<String> addresses = addresses(mapping);
            if (!isAddress(addresses.getFirst())) {
                throw new ProblemException(Problem.error(
                                "local.port-address",
                                Actor.AUTHOR,
                                "service " + service.name() + " publishes a port at " + addresses.getFirst()
                                        + ", which is no address")
                        .at(service.place()));
            }
            int port = port(service, mapping, addresses, before, given);
            given.add(mapping.protocol() + port);
            promised.computeIfAbsent(id, _ -> new HashSet<>()).add(mapping.protocol() + port);
            for (String address : addresses) {
                chosen.add(new Instance.Publisher(address, mapping.target(), port, mapping.protocol()));
            }
        }
        return chosen;
    }

    synchronized void settled(InstanceId id) {
        promised.remove(id);
    }

    /// Everybody's address is that of both families, as with Docker.
    static List<String> addresses(PortMapping mapping) {
        return mapping.hostAddress()
                .filter(address -> !address.isBlank())
                .map(address -> address.startsWith("[") ? address.substring(1, address.length() - 1) : address)
                .map(List::of)
                .orElseGet(() -> hasVersion6() ? List.of("0.0.0.0", "::") : List.of("0.0.0.0"));
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).isMulticastAddress();
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private static boolean hasVersion6() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (IOException without) {
            return false;
        }
    }

    /// The first and the last port that a mapping allows; 0 when any will do.
    static int[] range(PortMapping mapping) {
        String text = mapping.published().orElse("0");
        String[] ends = text.split("-", 2);
        int first = Integer.parseInt(ends[0].strip());
        return new int[] {first, ends.length > 1 ? Integer.parseInt(ends[1].strip()) : first};
    }

    private static int port(
            Service service,
            PortMapping mapping,
            List<String> addresses,
            List<Instance.Publisher> before,
            Set<String> given) {
        int[] range = range(mapping);
        Optional<Integer> last = before.stream()
                .filter(port ->
                        port.target() == mapping.target() && port.protocol().equals(mapping.protocol()))
                .map(Instance.Publisher::published)
                .filter(port -> range[0] == 0 || port >= range[0] && port <= range[1])
                .filter(port -> !given.contains(mapping.protocol() + port) && isFree(mapping, addresses, port))
                .findFirst();
        if (last.isPresent()) {
            return last.get();
        }
        if (range[0] == range[1] && range[0] != 0) {
            return range[0];
        }
        if (range[0] == 0) {
            return any(mapping, addresses, given);
        }
        for (int port = range[0]; port <= range[1]; port++) {
            if (!given.contains(mapping.protocol() + port) && isFree(mapping, addresses, port)) {
                return port;
            }
        }
        throw new ProblemException(Problem.error(
                        "local.port-range-taken",
                        Actor.MACHINE,
                        "every port of " + range[0] + "-" + range[1] + " is taken already")
                .at(service.place())
                .remedy("Give service " + service.name() + " a wider range, or end what holds them."));
    }

    private static int any(PortMapping mapping, List<String> addresses, Set<String> given) {
        for (int attempt = 0; attempt < 50; attempt++) {
            int port = fromKernel(mapping, addresses.getFirst());
            if (port > 0 && !given.contains(mapping.protocol() + port) && isFree(mapping, addresses, port)) {
                return port;
            }
        }
        throw new ProblemException(
                Problem.error("local.no-port-free", Actor.MACHINE, "no port of this machine is free"));
    }

    private static int fromKernel(PortMapping mapping, String address) {
        var any = new InetSocketAddress(InetAddress.ofLiteral(address), 0);
        try {
            if (mapping.protocol().equals("udp")) {
                try (var socket = new DatagramSocket(any)) {
                    return socket.getLocalPort();
                }
            }
            try (var socket = new ServerSocket()) {
                socket.bind(any);
                return socket.getLocalPort();
            }
        } catch (IOException none) {
            return 0;
        }
    }

    private static boolean isFree(PortMapping mapping, List<String> addresses, int port) {
        for (String address : addresses) {
            try {
                bindOnce(mapping, new InetSocketAddress(InetAddress.ofLiteral(address), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    private static void bindOnce(PortMapping mapping, InetSocketAddress address) throws IOException {
        if (mapping.protocol().equals("udp")) {
            bindDatagrams(address);
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        }
    }

    private static void bindDatagrams(InetSocketAddress address) throws SocketException {
        try (var socket = new DatagramSocket(address)) {
            socket.setReuseAddress(false);
        }
    }
}
