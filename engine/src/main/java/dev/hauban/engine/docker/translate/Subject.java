package dev.hauban.engine.docker.translate;

import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.Optional;

/// The container that is spoken of.
record Subject(Stack stack, Service service, ContainerIdentity identity, Circumstances around) {

    Words words() {
        return new Words(service.specification().members());
    }

    /// `container_name`.
    Optional<String> ownName() {
        return service.attachments().containerName();
    }

    /// What it is called in the end.
    String name() {
        String prefix = stack.name() + "-" + service.name() + "-";
        return switch (identity) {
            case ContainerIdentity.Numbered(int number) -> ownName().orElse(prefix + number);
            case ContainerIdentity.Replacing replacing -> ownName().orElse(prefix + replacing.number());
            case ContainerIdentity.OneOff one ->
                one.name().orElseGet(() -> prefix + "run-" + one.slug().substring(0, 12));
        };
    }

    /// What it is called while another one has its name.
    String nameAtFirst() {
        return switch (identity) {
            case ContainerIdentity.Replacing replacing -> replacing.replaced().substring(0, 12) + "_" + name();
            case ContainerIdentity.Numbered _, ContainerIdentity.OneOff _ -> name();
        };
    }

    /// Whether others find it by the service's name.
    boolean hasAliases() {
        return oneOff().map(ContainerIdentity.Manner::hasAliases).orElse(true);
    }

    /// How it is used, where it is for a single command.
    Optional<ContainerIdentity.Manner> oneOff() {
        return identity instanceof ContainerIdentity.OneOff one ? Optional.of(one.manner()) : Optional.empty();
    }

    /// The image's name; what is built and has none gets one.
    String image() {
        return service.program().image().map(ImageReference::text).orElseGet(() -> stack.name() + "-" + service.name());
    }
}
