package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.host.PortTable;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.plan.Instance;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the host's ports can be had: before anything starts, and with the name of whoever has them.
final class PortChecks {
    private final LocalProject project;

    PortChecks(LocalProject project) {
        this.project = project;
    }

    /// A service's mapping to exactly one port of the host.
    private record Claim(Service service, PortMapping mapping, int index, int port) {
        String path() {
            return "services." + service.name() + ".ports[" + index + "]";
        }

        String text() {
            return mapping.hostAddress().map(address -> address + ":").orElse("")
                    + port
                    + (mapping.protocol().equals("udp") ? "/udp" : "");
        }

        boolean clashesWith(Claim other) {
            boolean isSameAddress = mapping.hostAddress().isEmpty()
                    || other.mapping.hostAddress().isEmpty()
                    || mapping.hostAddress().get().equals("0.0.0.0")
                    || other.mapping.hostAddress().get().equals("0.0.0.0")
                    || mapping.hostAddress().equals(other.mapping.hostAddress());
            return port == other.port && mapping.protocol().equals(other.mapping.protocol()) && isSameAddress;
        }
    }

    List<Problem> of(List<Service> services) throws IOException {
        List<Claim> claims = claims(services);
        List<Kept> running =
                project.instances().all().stream().filter(Kept::isRunning).toList();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Optional<Claim> rival =
                    claims.subList(0, i).stream().filter(claim::clashesWith).findFirst();
            if (rival.isPresent()) {
                problems.add(twice(claim, rival.get()));
            } else if (claim.service().replicas() > 1) {
                problems.add(tooMany(claim));
            } else if (!isOurs(claim, running, services)) {
                problem(claim).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static List<Claim> claims(List<Service> services) {
        var claims = new ArrayList<Claim>();
        for (Service service : services) {
            List<PortMapping> mappings = service.attachments().ports();
            for (int i = 0; i < mappings.size(); i++) {
                int[] range = Publishing.range(mappings.get(i));
                if (range[0] == range[1] && range[0] > 0) {
                    claims.add(new Claim(service, mappings.get(i), i, range[0]));
                }
            }
        }
        return claims;
    }

    /// Held by an instance of this project that is there already, or that is about to be replaced.
    private static boolean isOurs(Claim claim, List<Kept> running, List<Service> services) {
        return running.stream()
                .filter(kept -> services.stream()
                        .anyMatch(service ->
                                service.name().equals(kept.definition().id().service())))
                .flatMap(kept -> kept.instance().details().publishers().stream())
                .map(Instance.Publisher::published)
                .anyMatch(port -> port == claim.port());
    }

    private Optional<Problem> problem(Claim claim) throws IOException {
        if (claim.port() < project.ports().firstUnprivileged() && !Trees.isRoot()) {
            return Optional.of(privileged(claim));
        }
        for (String address : Publishing.addresses(claim.mapping())) {
            Optional<PortTable.Listener> holder = project.ports()
                    .holder(Optional.of(address), claim.port(), claim.mapping().protocol());
            if (holder.isPresent()) {
                return Optional.of(taken(claim, holder.get()));
            }
        }
        return Optional.empty();
    }

    private static Problem taken(Claim claim, PortTable.Listener holder) throws IOException {
        Holder who = holder.owner()
                .map(owner -> owner.instance()
                        .map(instance -> ofAnotherStack(instance, owner.pid()))
                        .orElseGet(() -> new Holder(
                                "process " + owner.pid() + ", " + owner.command(),
                                "End it (kill " + owner.pid() + "), or give")))
                .orElse(new Holder(
                        "a process of user " + user(holder.uid()),
                        "Have that user end it (sudo ss -lntup 'sport = :" + claim.port()
                                + "' shows which it is), or give"));
        return Problem.error(
                        "local.port-taken",
                        Actor.MACHINE,
                        "port " + claim.text() + ", which service "
                                + claim.service().name() + " publishes, is taken by " + who.name())
                .at(claim.service().place())
                .about(claim.path())
                .remedy(who.wayOut() + " the service another port: in .env, if the file takes it from a variable.");
    }

    private static String user(int uid) throws IOException {
        return Accounts.of(Path.of("/etc/passwd"), Path.of("/etc/group")).users().values().stream()
                .filter(user -> user.uid() == uid)
                .map(Accounts.User::name)
                .findFirst()
                .orElse(Integer.toUnsignedString(uid));
    }

    /// @param wayOut how to be rid of it, up to where another port is the other way
    private record Holder(String name, String wayOut) {}

    /// To kill its relay would help nobody: the other stack would bring it back.
    private static Holder ofAnotherStack(Path instance, long relay) {
        // Where the project's own folder holds its state: FOLDER/.hauban/PROJECT/local/instances/INSTANCE
        int names = instance.getNameCount();
        Path project = instance.getName(names - 4);
        boolean isBeside = names > 5 && instance.getName(names - 5).toString().equals(".hauban");
        String where = isBeside ? " in /" + instance.subpath(0, names - 5) : "";
        return new Holder(
                instance.getFileName() + " of the stack " + project + " (process " + relay + ")",
                "Take that stack down (`hauban -p " + project + " down`" + where + "), or give");
    }

    private Problem privileged(Claim claim) {
        return Problem.error(
                        "local.port-privileged",
                        Actor.MACHINE,
                        "port " + claim.text() + ", which service "
                                + claim.service().name() + " publishes, is for root only on this machine")
                .at(claim.service().place())
                .about(claim.path())
                .remedy("Give the service a port from " + project.ports().firstUnprivileged()
                        + " up: in .env, if the file takes it from a variable.\n"
                        + "Or let everybody have it: sudo sysctl net.ipv4.ip_unprivileged_port_start=" + claim.port());
    }

    private static Problem twice(Claim claim, Claim rival) {
        return Problem.error(
                        "local.port-twice",
                        Actor.AUTHOR,
                        "port " + claim.text() + " is published by service "
                                + rival.service().name() + " and by service "
                                + claim.service().name())
                .at(claim.service().place())
                .about(claim.path())
                .remedy("Give one of them another port.");
    }

    private static Problem tooMany(Claim claim) {
        return Problem.error(
                        "local.port-of-many",
                        Actor.AUTHOR,
                        claim.service().replicas() + " instances of service "
                                + claim.service().name() + " can't all publish port " + claim.text())
                .at(claim.service().place())
                .about(claim.path())
                .remedy("Give a range, such as " + claim.port() + "-"
                        + (claim.port() + claim.service().replicas() - 1) + ", or no host port at all.");
    }
}
