package dev.hauban.engine.local;

import dev.hauban.engine.local.host.ControlGroups;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the file asks for and this engine, or this rung of isolation, can't give: said, never passed over.
final class Shortfalls {
    private final LocalProject project;

    Shortfalls(LocalProject project) {
        this.project = project;
    }

    List<Problem> of(Stack stack, List<Service> services, int rung) throws IOException, InterruptedException {
        var problems = new ArrayList<Problem>();
        for (Service service : services) {
            problems.addAll(networks(stack, service, rung));
            problems.addAll(mounts(service, rung));
            limits(service).ifPresent(problems::add);
        }
        addresses(services, rung).ifPresent(problems::add);
        problems.addAll(drivers(stack, services));
        if (rung > 1 && services.size() > 1) {
            project.ladder()
                    .rungs()
                    .ownAddresses()
                    .ifPresent(why -> problems.add(degraded(
                            "local.shared-ports",
                            "services share the machine's ports: two of them can't listen on the same one (" + why
                                    + ")")));
        }
        return problems;
    }

    /// Said once for all of them.
    private static Optional<Problem> addresses(List<Service> services, int rung) {
        List<Service> placed = services.stream()
                .filter(service -> service.attachments().networks().values().stream()
                        .anyMatch(attachment -> attachment.address().isPresent()))
                .toList();
        if (rung == 1 || placed.isEmpty()) {
            return Optional.empty();
        }
        String names = placed.stream().map(service -> service.name().text()).collect(Collectors.joining(", "));
        return Optional.of(degraded(
                        "local.static-address",
                        "static addresses need rung 1 of isolation, and this is rung " + rung + ": " + names
                                + " can be reached by name, not by the address in the file")
                .at(placed.getFirst().place()));
    }

    private List<Problem> networks(Stack stack, Service service, int rung) {
        var problems = new ArrayList<Problem>();
        String path = "services." + service.name();
        service.attachments().networks().forEach((key, attachment) -> {
            String attached = path + ".networks." + key;
            version6(attachment)
                    .ifPresent(text -> problems.add(degraded("local.no-version-6", text)
                            .at(service.place())
                            .about(attached + ".ipv6_address")));
            Network network = stack.networks().get(key);
            if (rung > 1 && network != null && network.isInternal()) {
                problems.add(degraded(
                                "local.not-internal",
                                "service " + service.name() + " can reach the world although network " + key
                                        + " is internal: closing it needs rung 1 of isolation")
                        .at(service.place()));
            }
        });
        mode(service, rung).ifPresent(problems::add);
        if (!service.attachments().dns().isEmpty() && rung == 3) {
            problems.add(degraded(
                            "local.name-servers",
                            "service " + service.name() + " asks the machine's name servers, not its own")
                    .at(service.place())
                    .about(path + ".dns"));
        }
        return problems;
    }

    private static Optional<String> version6(NetworkAttachment attachment) {
        return attachment.address6().map(address -> "the local engine's networks are of IPv4: nobody gets " + address);
    }

    private static Optional<Problem> mode(Service service, int rung) {
        String mode = service.attachments().networkMode().orElse("");
        boolean isHad = mode.isEmpty()
                || mode.equals("bridge")
                || mode.equals("default")
                || mode.equals("host")
                || mode.startsWith("service:") && rung > 1;
        if (isHad) {
            return Optional.empty();
        }
        String instead = mode.equals("none")
                ? "service " + service.name() + " is not cut off from the network"
                : "service " + service.name() + " doesn't share a network with " + mode.replaceFirst("^[a-z]+:", "");
        return Optional.of(degraded("local.network-mode", instead + ": the local engine has no network_mode " + mode)
                .at(service.place())
                .about("services." + service.name() + ".network_mode"));
    }

    private static List<Problem> mounts(Service service, int rung) {
        var problems = new ArrayList<>(foreign(service));
        if (rung < 3) {
            return problems;
        }
        for (Mount mount : service.attachments().mounts()) {
            String at = "service " + service.name() + ": " + mount.target();
            switch (mount) {
                case Mount.Temporary _ ->
                    problems.add(degraded(
                                    "local.no-tmpfs",
                                    at + " lies on the disk, not in memory: that needs rung 2 of isolation")
                            .at(service.place()));
                case Mount.Named _, Mount.Anonymous _, Mount.Bind _ -> {
                    if (mount.isReadOnly()) {
                        problems.add(degraded(
                                        "local.not-read-only",
                                        at + " is not protected from being written: that needs rung 2 of isolation")
                                .at(service.place()));
                    }
                }
                case Mount.Supplied _, Mount.Foreign _ -> {}
            }
        }
        return problems;
    }

    private static List<Problem> foreign(Service service) {
        return service.attachments().mounts().stream()
                .filter(Mount.Foreign.class::isInstance)
                .map(mount -> (Mount.Foreign) mount)
                .map(mount -> degraded(
                                "local.mount-type",
                                "service " + service.name() + ": " + mount.target()
                                        + " is left out: the local engine has no mounts of type " + mount.type())
                        .at(service.place())
                        .about("services." + service.name() + ".volumes"))
                .toList();
    }

    private Optional<Problem> limits(Service service) {
        var wish = new ControlGroups.Wish(
                service.limits().memory(),
                service.limits().cpus(),
                service.limits().processes());
        List<String> missing =
                wish.isNothing() ? List.of() : project.controlGroups().missing(wish);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(degraded(
                                "local.no-limits",
                                "service " + service.name() + " is not limited in " + String.join(", ", missing)
                                        + ": this user may not make control groups here")
                        .at(service.place()));
    }

    private static List<Problem> drivers(Stack stack, List<Service> services) {
        Set<String> own = Set.of("", "default", "local", "bridge");
        var problems = new ArrayList<Problem>();
        Collection<Network> networks = stack.networks().values();
        for (Network network : networks) {
            boolean isUsed = services.stream()
                    .anyMatch(service -> service.attachments().networks().containsKey(network.key()));
            if (isUsed && !own.contains(network.driver().orElse(""))) {
                problems.add(degraded(
                        "local.network-driver",
                        "network " + network.key() + " is a bridge of this machine, not of driver "
                                + network.driver().orElse("")));
            }
        }
        for (Volume volume : stack.volumes().values()) {
            boolean isElsewhere = volume.options().getOrDefault("type", "none").matches("nfs.*|cifs");
            if (!own.contains(volume.driver().orElse("")) || isElsewhere) {
                problems.add(degraded(
                        "local.volume-driver",
                        "volume " + volume.key() + " is a folder of this machine, whatever its driver says"));
            }
        }
        return problems;
    }

    private static Problem degraded(String code, String message) {
        return Problem.degraded(code, message);
    }
}
