package dev.hauban.engine.local;

import dev.hauban.engine.local.address.Block;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the addresses that the file gives can be: inside their network, nobody else's.
final class AddressChecks {
    List<Problem> of(Stack stack) {
        var problems = new ArrayList<Problem>();
        Map<String, Service> owners = new HashMap<>();
        for (Service service : stack.services().values()) {
            service.attachments().networks().forEach((key, attachment) -> {
                Network network = stack.networks().get(key);
                if (network != null) {
                    problem(service, network, attachment).ifPresent(problems::add);
                    shared(service, network, attachment, owners).ifPresent(problems::add);
                }
            });
        }
        return problems;
    }

    private static Optional<Problem> problem(Service service, Network network, NetworkAttachment attachment) {
        if (attachment.address().isEmpty()) {
            return Optional.empty();
        }
        String text = attachment.address().get();
        Optional<Long> address = Block.number(text);
        List<Block> ranges = network.subnets().stream()
                .flatMap(subnet -> Block.parse(subnet.cidr()).stream())
                .toList();
        if (address.isEmpty()) {
            return Optional.of(wrong(service, network, text + " is no IPv4 address"));
        }
        if (ranges.isEmpty()) {
            return Optional.of(wrong(
                    service, network, text + " can't be given, because network " + network.key() + " has no subnet"));
        }
        boolean isInside = ranges.stream()
                .anyMatch(range -> range.contains(address.get())
                        && address.get() != range.first()
                        && address.get() != range.first() + range.size() - 1);
        if (!isInside) {
            return Optional.of(
                    wrong(service, network, text + " is not an address of network " + network.key() + " " + ranges));
        }
        boolean isGateway = network.subnets().stream()
                .anyMatch(subnet -> subnet.gateway().filter(text::equals).isPresent());
        return isGateway
                ? Optional.of(wrong(service, network, text + " is the gateway of network " + network.key()))
                : Optional.empty();
    }

    private static Optional<Problem> shared(
            Service service, Network network, NetworkAttachment attachment, Map<String, Service> owners) {
        return attachment
                .address()
                .map(address -> owners.putIfAbsent(network.key() + " " + address, service))
                .filter(owner -> !owner.name().equals(service.name()))
                .map(owner -> wrong(
                        service,
                        network,
                        attachment.address().orElse("") + " is given to service " + owner.name() + " too"));
    }

    private static Problem wrong(Service service, Network network, String message) {
        return Problem.error("local.address-wrong", Actor.AUTHOR, message)
                .at(service.place())
                .about("services." + service.name() + ".networks." + network.key() + ".ipv4_address")
                .remedy("Give another one, or none: then one is chosen.");
    }
}
