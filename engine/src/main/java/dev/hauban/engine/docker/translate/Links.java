package dev.hauban.engine.docker.translate;

import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;

/// `links` and `external_links`, as `container:name`.
final class Links {
    private final Subject subject;
    private final List<String> links = new ArrayList<>();

    Links(Subject subject) {
        this.subject = subject;
    }

    List<String> all() {
        subject.words().texts("links").forEach(this::service);
        for (String link : subject.words().texts("external_links")) {
            links.add(link.contains(":") ? link : link + ":" + link);
        }
        return links;
    }

    /// Each container of the service gets three names. Their number is the linking container's own.
    private void service(String link) {
        int colon = link.indexOf(':');
        String other = colon < 0 ? link : link.substring(0, colon);
        String name = colon < 0 ? link : link.substring(colon + 1);
        int number = number();
        for (Circumstances.Container container : subject.around().all(new ServiceName(other))) {
            links.add(container.name() + ":" + name);
            links.add(container.name() + ":" + other + "-" + number);
            links.add(container.name() + ":" + subject.stack().name() + "-" + other + "-" + number);
        }
    }

    private int number() {
        return switch (subject.identity()) {
            case ContainerIdentity.Numbered(int number) -> number;
            case ContainerIdentity.Replacing replacing -> replacing.number();
            case ContainerIdentity.OneOff _ -> -1;
        };
    }
}
