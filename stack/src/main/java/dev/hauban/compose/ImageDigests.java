package dev.hauban.compose;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names images by their digests, where the files say them. Those that they don't say only a registry knows, and none
/// is asked.
final class ImageDigests {
    private final Mapping root;

    ImageDigests(Mapping root) {
        this.root = root;
    }

    /// The images whose digest nobody here knows.
    List<Problem> unknown() {
        var problems = new ArrayList<Problem>();
        services().entries().forEach((name, node) -> {
            Node image = node instanceof Mapping service ? service.get("image") : null;
            if (image instanceof Scalar scalar
                    && scalar.text() instanceof String text
                    && pinned(text).isEmpty()) {
                problems.add(Problem.error(
                                "compose.digest-unknown",
                                Actor.AUTHOR,
                                "the digest of " + text + " is known to its registry alone, which Hauban doesn't ask")
                        .at(image.place())
                        .about("services." + name + ".image")
                        .remedy("write it behind the name: image: " + text + "@sha256:…"));
            }
        });
        return problems;
    }

    /// The document with every image that has a digest named by it.
    Mapping named() {
        return withServices(root, (service, image) -> {
            Mapping named = Mapping.from(service);
            named.entries().putAll(service.entries());
            image.ifPresent(known -> named.put("image", known));
            return named;
        });
    }

    /// A document that says of each service only what its image is.
    Mapping alone() {
        Mapping alone = withServices(root, (service, image) -> {
            Mapping named = Mapping.from(service);
            image.ifPresent(known -> named.put("image", known));
            return named;
        });
        alone.entries().keySet().removeIf(key -> !key.equals("services"));
        return alone;
    }

    private interface Naming {
        Mapping named(Mapping service, Optional<Node> image);
    }

    private static Mapping withServices(Mapping root, Naming naming) {
        Mapping document = Mapping.from(root);
        document.entries().putAll(root.entries());
        if (root.mapping("services") instanceof Mapping services) {
            Mapping others = Mapping.from(services);
            for (Map.Entry<String, Node> entry : services.entries().entrySet()) {
                Node service = entry.getValue();
                others.put(
                        entry.getKey(),
                        service instanceof Mapping mapping ? naming.named(mapping, image(mapping)) : service);
            }
            document.put("services", others);
        }
        return document;
    }

    private static Optional<Node> image(Mapping service) {
        String text = service.text("image");
        if (text == null) {
            return Optional.empty();
        }
        Node written = service.get("image");
        return Optional.of(
                Scalar.from(written == null ? service : written, pinned(text).orElse(text)));
    }

    private Mapping services() {
        return root.mapping("services") instanceof Mapping services ? services : Mapping.from(root);
    }

    /// In full, and without the tag, which means nothing beside a digest.
    private static Optional<String> pinned(String text) {
        ImageReference image = ImageReference.parse(text);
        if (image.digest().isEmpty()) {
            return Optional.empty();
        }
        String registry = image.registry().orElse("docker.io");
        boolean isOfficial = registry.equals("docker.io") && image.repository().indexOf('/') < 0;
        return Optional.of(registry + "/" + (isOfficial ? "library/" : "") + image.repository() + "@"
                + image.digest().get());
    }
}
