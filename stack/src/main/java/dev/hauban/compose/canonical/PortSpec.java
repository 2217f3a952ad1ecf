package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.Legible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The short syntax of a published port: `[[address:]published:]target[/protocol]`, with ranges.
public sealed interface PortSpec {
    /// For whoever wrote a malformed one.
    String EXAMPLE = "write it as in \"8080:80\", \"127.0.0.1:8080:80\" or \"53:53/udp\"";

    /// One container port. `published` is empty for any free port, or a range to choose from.
    record Port(String address, String published, int target, String protocol) {
        /// By what Docker Compose sorts the ports of a range.
        private String order() {
            return target + "/" + protocol;
        }
    }

    record Ports(List<Port> ports) implements PortSpec {}

    record Malformed(String message) implements PortSpec {}

    /// A range of ports, or one.
    record Range(int first, int last) {
        boolean isSingle() {
            return first == last;
        }

        int size() {
            return last - first;
        }
    }

    static PortSpec parse(String spec) {
        int last = spec.lastIndexOf(':');
        String container = spec.substring(last + 1);
        String front = last < 0 ? "" : spec.substring(0, last);
        int colon = front.lastIndexOf(':');
        String published = front.substring(colon + 1);
        String address = colon < 0 ? "" : front.substring(0, colon);
        boolean isBracketed = address.startsWith("[") && address.endsWith("]");
        if (!isBracketed && address.indexOf(':') >= 0) {
            return new Malformed("the colons of `" + Legible.of(address) + "` have to be in brackets: [::1]");
        }
        address = isBracketed ? address.substring(1, address.length() - 1) : address;
        if (!address.isEmpty() && !Addresses.isAddress(address)) {
            return new Malformed("`" + Legible.of(address) + "` is not an IP address");
        }
        String[] parts = container.split("/", -1);
        String protocol = parts.length < 2 || parts[1].isEmpty() ? "tcp" : parts[1].toLowerCase(Locale.ROOT);
        return parts[0].isEmpty()
                ? new Malformed("`" + Legible.of(spec) + "` names no port")
                : ranges(new Port(address, published, 0, protocol), parts[0]);
    }

    private static PortSpec ranges(Port port, String container) {
        if (!List.of("tcp", "udp", "sctp").contains(port.protocol())) {
            return new Malformed("`" + Legible.of(port.protocol()) + "` is not a protocol: use tcp, udp or sctp");
        }
        Range targets = range(container);
        if (targets == null) {
            return new Malformed("`" + Legible.of(container) + "` is not a container port: use 1 to 65535");
        }
        if (port.published().isEmpty()) {
            return new Ports(expand(port, targets, null));
        }
        Range published = range(port.published());
        if (published == null) {
            return new Malformed("`" + Legible.of(port.published()) + "` is not a published port: use 1 to 65535");
        }
        if (!targets.isSingle() && targets.size() != published.size()) {
            return new Malformed("the ranges " + Legible.of(port.published()) + " and " + Legible.of(container)
                    + " are not equally long");
        }
        return new Ports(expand(port, targets, published));
    }

    private static List<Port> expand(Port port, Range targets, @org.jspecify.annotations.Nullable Range published) {
        var ports = new ArrayList<Port>();
        for (int i = 0; i <= targets.size(); i++) {
            String outside = published == null ? "" : Integer.toString(published.first() + i);
            if (published != null && targets.isSingle() && !published.isSingle()) {
                outside += "-" + published.last();
            }
            ports.add(new Port(port.address(), outside, targets.first() + i, port.protocol()));
        }
        // Not `Comparator.comparing`: its lambda is one of those that the JVM would make anew at every start.
        ports.sort((one, other) -> one.order().compareTo(other.order()));
        return ports;
    }

    private static @org.jspecify.annotations.Nullable Range range(String text) {
        String[] ends = text.split("-", -1);
        int first = number(ends[0]);
        int last = ends.length == 1 ? first : number(ends[1]);
        return first < 0 || last < first ? null : new Range(first, last);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        long value = Long.parseLong(text);
        return value > 65_535 ? -1 : (int) value;
    }
}
