package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ContainerBody;
import dev.hauban.engine.docker.translate.ContainerIdentity;
import dev.hauban.engine.docker.translate.References;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes containers, and puts one in another's place. Whatever was half-done is found again by its name.
final class Creation {
    private final Surroundings surroundings;
    private final DockerDaemon daemon;
    private final Stack stack;
    private final Picture picture;
    private final Motion motion;

    Creation(Surroundings surroundings, Stack stack, Picture picture) {
        this.surroundings = surroundings;
        this.daemon = surroundings.daemon();
        this.stack = stack;
        this.picture = picture;
        this.motion = new Motion(daemon, stack, picture);
    }

    Outcome create(InstanceId instance) throws IOException, InterruptedException {
        Optional<Service> service = stack.service(instance.service());
        if (service.isEmpty()) {
            return DockerProblems.failed(DockerProblems.noSuchService(instance));
        }
        List<Container> there = new Containers(daemon, picture).of(stack.name(), instance);
        if (there.isEmpty()) {
            return make(service.get(), new ContainerIdentity.Numbered(instance.number()));
        }
        if (there.getFirst().isLeaving()) {
            motion.remove(there.getFirst(), false);
            return make(service.get(), new ContainerIdentity.Numbered(instance.number()));
        }
        if (there.getFirst().isSuccessor()) {
            motion.rename(there.getFirst());
        }
        return new Outcome.Succeeded();
    }

    /// The old one keeps answering until the new one is made.
    Outcome recreate(Step.Recreate recreate) throws IOException, InterruptedException {
        InstanceId instance = recreate.instance();
        Optional<Service> service = stack.service(instance.service());
        if (service.isEmpty()) {
            return DockerProblems.failed(DockerProblems.noSuchService(instance));
        }
        Optional<Container> old = named(instance);
        if (old.isPresent()) {
            if (successor(instance, service.get()).isEmpty()) {
                var identity = new ContainerIdentity.Replacing(
                        instance.number(), old.get().id(), recreate.renewsVolumes() ? List.of() : mounts(old.get()));
                Outcome made = make(service.get(), identity);
                if (!(made instanceof Outcome.Succeeded)) {
                    return made;
                }
            }
            motion.stop(old.get(), recreate.grace());
            motion.remove(old.get(), false);
        }
        return create(instance);
    }

    private Optional<Container> named(InstanceId instance) throws IOException, InterruptedException {
        for (Container container : new Containers(daemon, picture).of(stack.name(), instance)) {
            if (!container.isSuccessor()) {
                return Optional.of(container);
            }
        }
        return Optional.empty();
    }

    /// One that an attempt before has left; what is not as the service says now is of no use any more.
    private Optional<Container> successor(InstanceId instance, Service service)
            throws IOException, InterruptedException {
        String hash = References.hash(service, new Conditions(surroundings, stack, picture).of(service));
        Optional<Container> successor = Optional.empty();
        for (Container container : new Containers(daemon, picture).of(stack.name(), instance)) {
            if (container.isSuccessor() && container.hash().equals(hash)) {
                successor = Optional.of(container);
            } else if (container.isSuccessor()) {
                motion.remove(container, false);
            }
        }
        return successor;
    }

    private Outcome make(Service service, ContainerIdentity identity) throws IOException, InterruptedException {
        ContainerBody body =
                ContainerBody.of(stack, service, identity, new Conditions(surroundings, stack, picture).of(service));
        new BindFolders(daemon).make(service, body.json());
        try {
            picture.appeared(make(body));
            return new Outcome.Succeeded();
        } catch (DockerRefusal refusal) {
            return DockerProblems.failed(DockerProblems.notMade(service, refusal));
        }
    }

    /// @return the container's id
    String make(ContainerBody body) throws IOException, InterruptedException {
        DockerRequest request = DockerRequest.post("/containers/create").query("name", body.name());
        if (body.platform().isPresent()) {
            request = request.query("platform", body.platform().get());
        }
        String id = Containers.members(daemon.call(request.body(body.json()))).text("Id");
        for (ContainerBody.Connection connection : body.connections()) {
            daemon.call(DockerRequest.post("/networks/{}/connect", connection.network())
                    .body(connection.json(id)));
        }
        return id;
    }

    /// In the daemon's words: anonymous volumes go over to the new one.
    private static List<ContainerIdentity.OldMount> mounts(Container container) throws MalformedJson {
        var mounts = new ArrayList<ContainerIdentity.OldMount>();
        if (container.inspected().find("Mounts").isEmpty()) {
            return mounts;
        }
        for (Json.Members mount : container.inspected().array("Mounts").objects()) {
            String type = mount.findText("Type").orElse("");
            String source =
                    mount.findText(type.equals("volume") ? "Name" : "Source").orElse("");
            mounts.add(new ContainerIdentity.OldMount(type, source, mount.text("Destination"), !mount.bool("RW")));
        }
        return mounts;
    }
}
