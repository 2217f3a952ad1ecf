package dev.hauban.cli;

import dev.hauban.json.Json;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is typed about the images of services, in place of what the files say: `--pull`, `--build`, `--no-build`.
///
/// @param pull the pull policy of every service
/// @param builds whether every service that can be built is built, whatever there is of it
/// @param neverBuilds whether none is
record ImageWishes(Optional<String> pull, boolean builds, boolean neverBuilds) {
    /// Policies by which an image that is here stays as it is.
    private static final Set<String> LAZY = Set.of("", "missing", "if_not_present", "never");

    /// As if the files said it.
    Loaded in(Loaded loaded) {
        return pull.isEmpty() && !builds && !neverBuilds
                ? loaded
                : new Loaded(loaded.stack().withServices(service -> in(loaded.stack(), service)), loaded.notes());
    }

    private Service in(Stack stack, Service service) {
        Service changed = pull.map(policy -> withPolicy(service, policy)).orElse(service);
        if (service.program().build().isEmpty()) {
            return changed;
        }
        if (builds) {
            return withPolicy(changed, "build");
        }
        return neverBuilds ? withoutBuild(stack, changed) : changed;
    }

    private static Service withPolicy(Service service, String policy) {
        return service.with(
                service.program(), service.specification().with("pull_policy", Optional.of(Json.text(policy))));
    }

    private static Service withoutBuild(Stack stack, Service service) {
        Optional<ImageReference> image = service.program()
                .image()
                .or(() -> Optional.of(ImageReference.parse(stack.name() + "-" + service.name())));
        return service.with(
                service.program().from(image, Optional.empty()),
                service.specification().with("build", Optional.empty()));
    }

    /// The services whose images may have to be replaced although nothing in the files has changed.
    static Set<ServiceName> lookedAfter(Stack stack) {
        var names = new TreeSet<ServiceName>();
        stack.services().forEach((name, service) -> {
            if (service.specification().members().find("pull_policy").orElse(Json.text(""))
                            instanceof Json.Text(String policy)
                    && !LAZY.contains(policy)) {
                names.add(name);
            }
        });
        return names;
    }
}
