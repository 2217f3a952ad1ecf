package dev.hauban.engine.local;

import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.json.Json;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whom an instance can call by name, and where they are. Only those see each other that share a network.
final class Neighbors {
    private final LocalProject project;

    Neighbors(LocalProject project) {
        this.project = project;
    }

    /// Every name with its addresses. A name has the addresses of what runs under it; while nothing does, of what will.
    Map<String, List<String>> of(Stack stack, Service service, int rung) throws IOException {
        return of(stack, service, rung, running());
    }

    Set<InstanceId> running() throws IOException {
        return project.instances().all().stream()
                .filter(Kept::isRunning)
                .map(kept -> kept.definition().id())
                .collect(Collectors.toSet());
    }

    Map<String, List<String>> of(Stack stack, Service service, int rung, Set<InstanceId> running) throws IOException {
        var names = new LinkedHashMap<String, List<String>>();
        for (Service other : stack.services().values()) {
            List<InstanceId> ids = ids(other);
            List<InstanceId> reachable = ids.stream().filter(running::contains).toList();
            Set<String> called = called(stack, service, other);
            if (called.isEmpty()) {
                continue;
            }
            List<String> addresses = new ArrayList<>();
            for (InstanceId id : reachable.isEmpty() ? ids : reachable) {
                address(stack, service, other, id, rung).ifPresent(addresses::add);
            }
            called.forEach(
                    name -> names.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(addresses));
        }
        service.attachments()
                .extraHosts()
                .forEach((name, addresses) -> names.put(
                        name,
                        addresses.stream()
                                .map(address -> address.equals("host-gateway") ? hostGateway(rung) : address)
                                .toList()));
        return names;
    }

    /// Where `other` is reached by `service`: at the first network that both are on.
    private Optional<String> address(Stack stack, Service service, Service other, InstanceId id, int rung)
            throws IOException {
        if (rung > 1) {
            return Optional.of(project.addresses().loopback(id));
        }
        for (String key : service.attachments().networks().keySet()) {
            if (other.attachments().networks().containsKey(key)) {
                return Optional.of(project.networks().address(stack, other, id, key));
            }
        }
        return Optional.empty();
    }

    private List<InstanceId> ids(Service service) throws IOException {
        var ids = new TreeSet<InstanceId>();
        for (int number = 1; number <= Math.max(1, service.replicas()); number++) {
            ids.add(new InstanceId(service.name(), number));
        }
        LocalFolder.ids(project.folder().instances()).stream()
                .filter(id -> id.service().equals(service.name()))
                .forEach(ids::add);
        return List.copyOf(ids);
    }

    /// The names under which `service` knows `other`; none when they share no network.
    private Set<String> called(Stack stack, Service service, Service other) {
        var names = new TreeSet<String>();
        Map<String, NetworkAttachment> theirs = other.attachments().networks();
        boolean isSame = other.name().equals(service.name());
        for (String key : service.attachments().networks().keySet()) {
            NetworkAttachment attachment = theirs.get(key);
            if (attachment != null) {
                names.addAll(attachment.aliases());
                names.add(other.name().text());
            }
        }
        if (!names.isEmpty() || isSame) {
            names.addAll(links(service, other));
            names.add(other.name().text());
            other.attachments().containerName().ifPresent(names::add);
            if (other.attachments().containerName().isEmpty()) {
                names.add(stack.name() + "-" + other.name() + "-1");
            }
            other.program().hostname().filter(_ -> isSame).ifPresent(names::add);
        }
        return names;
    }

    /// What `service` alone calls `other`: `links` with `other:alias`.
    private static List<String> links(Service service, Service other) {
        String start = other.name() + ":";
        return service.specification().members().find("links").stream()
                .filter(Json.Array.class::isInstance)
                .flatMap(links -> ((Json.Array) links).values().stream())
                .filter(Json.Text.class::isInstance)
                .map(link -> ((Json.Text) link).value())
                .filter(link -> link.startsWith(start))
                .map(link -> link.substring(start.length()))
                .toList();
    }

    private static String hostGateway(int rung) {
        // The shim lets services reach the host's own ports at its loopback address.
        return rung == 1 ? "169.254.1.1" : "127.0.0.1";
    }
}
