package dev.hauban.engine.docker;

import dev.hauban.engine.docker.image.Provisioning;
import dev.hauban.engine.docker.translate.Limitations;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What would go wrong, or be less than asked, if services were started.
final class Checks {
    private final DockerDaemon daemon;

    Checks(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    List<Problem> of(Stack stack, Set<ServiceName> services) throws IOException, InterruptedException {
        var problems = new ArrayList<>(Limitations.of(stack));
        var networks = new TreeSet<String>();
        var volumes = new TreeSet<String>();
        for (ServiceName name : services) {
            Optional<Service> service = stack.service(name);
            if (service.isPresent()) {
                networks.addAll(service.get().attachments().networks().keySet());
                problems.addAll(Limitations.of(stack, service.get(), daemon.version()));
                problems.addAll(Provisioning.limits(stack, service.get()));
                for (Mount mount : service.get().attachments().mounts()) {
                    if (mount instanceof Mount.Named named) {
                        volumes.add(named.volume());
                    }
                }
            }
        }
        for (String key : networks) {
            Network network = stack.networks().get(key);
            if (network != null) {
                problems.addAll(Limitations.of(network, daemon.version()));
            }
            if (network != null && network.isExternal() && !isThere("/networks/{}", network.name())) {
                problems.add(DockerProblems.externalMissing("network", network.name()));
            }
        }
        for (String key : volumes) {
            Volume volume = stack.volumes().get(key);
            if (volume != null) {
                problems.addAll(volume(volume));
            }
        }
        return problems;
    }

    private List<Problem> volume(Volume volume) throws IOException, InterruptedException {
        boolean isThere = isThere("/volumes/{}", volume.name());
        if (volume.isExternal()) {
            return isThere ? List.of() : List.of(DockerProblems.externalMissing("volume", volume.name()));
        }
        return List.of();
    }

    private boolean isThere(String path, String name) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.get(path, name));
            return true;
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return false;
            }
            throw refusal;
        }
    }
}
