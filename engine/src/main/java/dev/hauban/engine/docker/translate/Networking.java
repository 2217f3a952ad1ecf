package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which networks a container is on, and how.
///
/// A daemon before API 1.44 takes one network when a container is made, and one address for the whole container; the
/// others are connected afterwards.
final class Networking {
    private static final String INTERFACE_NAME = "com.docker.network.endpoint.ifname";

    private final Subject subject;
    private final Words service;
    private final List<String> byPriority;
    private final boolean takesAllAtOnce;

    Networking(Subject subject) {
        this.subject = subject;
        this.service = subject.words();
        this.byPriority = byPriority(service);
        this.takesAllAtOnce = subject.around().version().isAtLeast(1, 44);
    }

    /// The highest first; the first is the one that the container has its standard route through.
    static List<String> byPriority(Words service) {
        Map<String, Words> networks = service.named("networks");
        var keys = new ArrayList<>(networks.keySet());
        keys.sort(Comparator.<String>comparingLong(
                        key -> -networks.getOrDefault(key, Words.none()).number("priority"))
                .thenComparing(Comparator.naturalOrder()));
        return keys;
    }

    private boolean hasMode() {
        return !service.text("network_mode").isEmpty();
    }

    /// For `HostConfig`.
    String mode() {
        if (hasMode()) {
            return new References(subject.service(), subject.around()).mode(service.text("network_mode"));
        }
        return subject.stack().networks().isEmpty() ? "none" : name(first());
    }

    private String first() {
        return byPriority.isEmpty() ? "default" : byPriority.getFirst();
    }

    private String name(String key) {
        Network network = subject.stack().networks().get(key);
        return network == null ? key : network.name();
    }

    /// Of the container as a whole, which only daemons before API 1.44 know.
    String macAddress() {
        if (takesAllAtOnce) {
            return "";
        }
        String own = attachment(first()).text("mac_address");
        return own.isEmpty() ? service.text("mac_address") : own;
    }

    private Words attachment(String key) {
        return service.words("networks").words(key);
    }

    /// What is said when the container is made.
    Fields atFirst() {
        var endpoints = new Fields();
        if (hasMode()) {
            bridge(endpoints);
        } else if (!subject.stack().networks().isEmpty()) {
            endpoints.json(name(first()), endpoint(first()));
            rest(takesAllAtOnce).forEach((key, endpoint) -> endpoints.json(name(key), endpoint));
        }
        return new Fields().object("EndpointsConfig", endpoints);
    }

    /// Docker's own network has no attachment in the file, but may have an address.
    private void bridge(Fields endpoints) {
        String address = service.text("mac_address");
        if (takesAllAtOnce && !address.isEmpty() && service.text("network_mode").equals("bridge")) {
            endpoints.json("bridge", new Fields().text("MacAddress", address).build());
        }
    }

    /// What is said once the container is there.
    List<ContainerBody.Connection> connections() {
        var connections = new ArrayList<ContainerBody.Connection>();
        if (!hasMode()) {
            rest(!takesAllAtOnce)
                    .forEach((key, endpoint) -> connections.add(new ContainerBody.Connection(name(key), endpoint)));
        }
        return connections;
    }

    private Map<String, Json.Members> rest(boolean isWanted) {
        var rest = new LinkedHashMap<String, Json.Members>();
        if (isWanted) {
            byPriority.stream().skip(1).forEach(key -> rest.put(key, endpoint(key)));
        }
        return rest;
    }

    private Json.Members endpoint(String key) {
        Words attachment = attachment(key);
        String address = attachment.text("ipv4_address");
        String address6 = attachment.text("ipv6_address");
        return new Fields()
                .object(
                        "IPAMConfig",
                        new Fields()
                                .text("IPv4Address", address)
                                .text("IPv6Address", address6)
                                .texts("LinkLocalIPs", attachment.texts("link_local_ips")))
                .texts("Links", links())
                .texts("Aliases", aliases(attachment))
                .text("MacAddress", takesAllAtOnce ? macAddress(key, attachment) : "")
                .strings("DriverOpts", options(attachment))
                .number("GwPriority", attachment.number("gw_priority"))
                // The daemon reads the addresses above; these Docker Compose writes, too.
                .text("IPAddress", address)
                .text("IPv6Gateway", address6)
                .build();
    }

    private String macAddress(String key, Words attachment) {
        String own = attachment.text("mac_address");
        return own.isEmpty() && key.equals(first()) ? service.text("mac_address") : own;
    }

    private Map<String, String> options(Words attachment) {
        Map<String, String> options = attachment.strings("driver_opts");
        String name = attachment.text("interface_name");
        if (!name.isEmpty() && subject.around().version().isAtLeast(1, 49)) {
            options.put(INTERFACE_NAME, name);
        }
        return options;
    }

    private List<String> aliases(Words attachment) {
        var aliases = new ArrayList<String>();
        aliases.add(subject.name());
        if (subject.hasAliases()) {
            aliases.add(subject.service().name().text());
            aliases.addAll(attachment.texts("aliases"));
        }
        return aliases;
    }

    /// `links` and `external_links`: `container:name`.
    List<String> links() {
        return new Links(subject).all();
    }
}
