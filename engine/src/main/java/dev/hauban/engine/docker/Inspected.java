package dev.hauban.engine.docker;

import dev.hauban.plan.InstanceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the daemon said of containers and images. It holds for as long as the daemon tells of every change: while
/// nobody
/// listens to its events, nothing is kept.
final class Inspected {
    private final Map<String, Container> containers = new HashMap<>();
    private final Map<String, Optional<String>> images = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private long count;
    private boolean isTold;

    /// From now on every change is told here.
    synchronized void listen() {
        isTold = true;
    }

    /// Changes may pass unheard from now on.
    synchronized void stopListening() {
        isTold = false;
        forget();
    }

    /// The daemon says that something has happened to a container.
    synchronized void changed(String container) {
        changes.put(container, ++count);
        containers.remove(container);
    }

    /// We did something with an instance, or are not sure that we didn't.
    synchronized void touched(InstanceId instance) {
        containers.values().removeIf(container -> container.instance().equals(instance));
    }

    synchronized void forget() {
        containers.clear();
        images.clear();
    }

    /// To be given to [#learned] with what is asked of the daemon from now on: what changes in between makes it old.
    synchronized long moment() {
        return count;
    }

    synchronized void learned(Container container, long since) {
        if (isTold && changes.getOrDefault(container.id(), 0L) <= since) {
            containers.put(container.id(), container);
        }
    }

    synchronized Optional<Container> container(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    /// The id that an image's name means; empty inside where the daemon has no such image.
    synchronized Optional<Optional<String>> image(String name) {
        return Optional.ofNullable(images.get(name));
    }

    synchronized void learned(String image, Optional<String> id) {
        if (isTold) {
            images.put(image, id);
        }
    }

    synchronized void forgetImages() {
        images.clear();
    }
}
