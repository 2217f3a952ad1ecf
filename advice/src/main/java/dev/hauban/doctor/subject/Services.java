package dev.hauban.doctor.subject;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.ImageRole;
import dev.hauban.catalog.KnownImage;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What several rules want to know of a service.
public final class Services {
    private static final Catalog CATALOG = new Catalog();

    private Services() {}

    /// The image, where it is somebody else's: what the file builds is its own, whatever it is called.
    public static Optional<ImageReference> foreignImage(Service service) {
        return service.program().build().isPresent()
                ? Optional.empty()
                : service.program().image();
    }

    public static Optional<KnownImage> known(Service service) {
        return foreignImage(service).flatMap(CATALOG::find);
    }

    public static ImageRole role(Service service) {
        return foreignImage(service).map(ImageRole::of).orElse(ImageRole.OTHER);
    }

    /// Whether it is meant to end: somebody waits for that, or nothing brings it back and nobody reaches it.
    public static boolean endsByItself(Service service, Stack stack) {
        boolean isWaitedFor = stack.services().values().stream()
                .map(other -> other.lifecycle().dependencies().get(service.name()))
                .anyMatch(dependency ->
                        dependency != null && dependency.condition() == Dependency.Condition.COMPLETED_SUCCESSFULLY);
        boolean isAJob = service.lifecycle().restart() instanceof RestartPolicy.Never
                && service.specification().members().find("restart").isPresent()
                && service.attachments().ports().isEmpty();
        return isWaitedFor || isAJob;
    }

    /// Whether two are never on together: each needs a profile, and none switches both on.
    public static boolean areAlternatives(Service one, Service other) {
        return !one.profiles().isEmpty()
                && !other.profiles().isEmpty()
                && one.profiles().stream().noneMatch(other.profiles()::contains);
    }

    /// Whether the file gives it a test of its health, or leaves it to the image's.
    public static boolean hasHealthCheck(Service service) {
        return service.lifecycle().healthCheck().map(check -> !isOff(check)).orElse(false);
    }

    /// Whether the file says that there is to be none.
    public static boolean wantsNoHealthCheck(Service service) {
        return service.lifecycle().healthCheck().map(Services::isOff).orElse(false);
    }

    private static boolean isOff(HealthCheck check) {
        return check.test() instanceof HealthCheck.Test.None;
    }

    /// A port that other machines reach.
    ///
    /// @param path such as `services.db.ports[0]`
    public record OpenPort(PortMapping mapping, String path) {}

    /// The ports that are published on every address.
    public static List<OpenPort> openPorts(Service service) {
        var open = new ArrayList<OpenPort>();
        List<PortMapping> ports = service.attachments().ports();
        for (int i = 0; i < ports.size(); i++) {
            if (isEverywhere(ports.get(i))) {
                open.add(new OpenPort(ports.get(i), "services." + service.name() + ".ports[" + i + "]"));
            }
        }
        return open;
    }

    private static boolean isEverywhere(PortMapping port) {
        return port.hostAddress()
                .map(address -> List.of("0.0.0.0", "::", "[::]", "").contains(address))
                .orElse(true);
    }

    /// The words of a test, whichever way it is written.
    public static List<String> words(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Command(List<String> words) -> words;
            case HealthCheck.Test.Shell(String line) -> List.of(line);
            case HealthCheck.Test.None() -> List.of();
            case HealthCheck.Test.Inherited() -> List.of();
        };
    }

    /// A test as it is written in a Compose file: `["CMD", "pg_isready"]`.
    public static String written(HealthCheck.Test test) {
        var quoted = new ArrayList<String>(List.of("\"CMD\""));
        words(test).forEach(word -> quoted.add("\"" + word.replace("\"", "\\\"") + "\""));
        return "[" + String.join(", ", quoted) + "]";
    }

    /// A piece of advice about something that a service says, or should say.
    public static Advice placed(Subject subject, Service service, String what, Advice advice) {
        return advice.at(subject.places().of(service, what))
                .about("services." + service.name() + (what.isEmpty() ? "" : "." + what))
                .of(service.name());
    }
}
