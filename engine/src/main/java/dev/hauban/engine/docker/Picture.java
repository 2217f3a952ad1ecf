package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.json.Json;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ProjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the daemon has said of a project, for as long as it tells of every change in its containers. While nobody
/// listens to its events, nothing is kept, and everything is asked for (docs/decisions/0048).
final class Picture {
    /// Of networks and volumes the daemon tells nothing to whoever listens for a project. Others hardly ever touch
    /// them.
    private static final long LONGEST_FURNISHED = 1_000_000_000;

    private final Map<String, Container> containers = new HashMap<>();
    private final Map<String, Facts> facts = new HashMap<>();
    private final Map<String, InstanceId> instances = new HashMap<>();
    private final Map<String, Optional<Circumstances.Image>> images = new HashMap<>();
    private final Map<String, Furnished> furnished = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final Map<InstanceId, Long> deeds = new HashMap<>();
    private final ReentrantLock askingForImages = new ReentrantLock();
    /// The youngest first, as the daemon lists them.
    private @Nullable List<String> ids;

    private @Nullable ProjectName told;
    private long count;
    /// What was asked before one of these moments may be old.
    private long forgotten;

    private long imagesForgotten;
    private long furnishingForgotten;

    private record Furnished(Json listed, long moment) {}

    /// From now on every change is told here.
    synchronized void listen(ProjectName project) {
        told = project;
    }

    /// Changes may pass unheard from now on.
    synchronized void stopListening() {
        told = null;
        forget();
    }

    synchronized void forget() {
        ids = null;
        containers.clear();
        facts.clear();
        forgotten = ++count;
        forgetImages();
        forgetFurnishing();
    }

    synchronized void forgetImages() {
        images.clear();
        imagesForgotten = ++count;
    }

    synchronized void forgetFurnishing() {
        furnished.clear();
        furnishingForgotten = ++count;
    }

    /// To be given with what is asked of the daemon from now on: what changes in between makes it old.
    synchronized long moment() {
        return count;
    }

    /// The ids of the project's containers, those of one-off commands left out.
    synchronized Optional<List<String>> ids(ProjectName project) {
        return ids != null && project.equals(told) ? Optional.of(List.copyOf(ids)) : Optional.empty();
    }

    synchronized void listed(ProjectName project, List<String> found, long since) {
        if (project.equals(told) && count == since) {
            ids = new ArrayList<>(found);
        }
    }

    /// Which instance a container is, where that is known: it stays the same for as long as the container is there.
    synchronized Optional<InstanceId> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    synchronized Optional<Container> container(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    synchronized void learned(Container container, long since) {
        boolean isNew = since >= forgotten
                && changes.getOrDefault(container.id(), 0L) <= since
                && deeds.getOrDefault(container.instance(), 0L) <= since;
        if (told != null && isNew) {
            containers.put(container.id(), container);
            instances.put(container.id(), container.instance());
        }
    }

    /// What was read from these very words.
    synchronized Optional<Facts> facts(Container container) {
        Facts known = facts.get(container.id());
        return known != null && known.container() == container ? Optional.of(known) : Optional.empty();
    }

    synchronized void learned(Facts read) {
        if (containers.get(read.container().id()) == read.container()) {
            facts.put(read.container().id(), read);
        }
    }

    /// There is a container that was not there before.
    ///
    /// @return false where it is known already
    synchronized boolean appeared(String id) {
        if (ids != null && ids.contains(id)) {
            return false;
        }
        changes.put(id, ++count);
        if (ids != null) {
            ids.addFirst(id);
        }
        return true;
    }

    /// A container is gone.
    ///
    /// @return false where it is known already
    synchronized boolean vanished(String id) {
        containers.remove(id);
        facts.remove(id);
        instances.remove(id);
        if (ids != null && !ids.contains(id)) {
            return false;
        }
        changes.put(id, ++count);
        if (ids != null) {
            ids.remove(id);
        }
        return true;
    }

    /// Something has happened to a container.
    ///
    /// @return false where it is none of those that are looked at
    synchronized boolean changed(String id) {
        if (ids != null && !ids.contains(id)) {
            return false;
        }
        changes.put(id, ++count);
        containers.remove(id);
        return true;
    }

    /// We did something with an instance, or are not sure that we didn't.
    synchronized void touched(InstanceId instance) {
        // Also for what is being asked at this moment, of a container that was not known until now.
        deeds.put(instance, ++count);
        containers.values().removeIf(container -> container.instance().equals(instance));
    }

    /// For whoever asks what an image's name means: of many who want to know the same at once, one asks.
    ReentrantLock askingForImages() {
        return askingForImages;
    }

    synchronized boolean isTold() {
        return told != null;
    }

    /// What an image's name means; empty inside where the daemon has no such image.
    synchronized Optional<Optional<Circumstances.Image>> image(String name) {
        return Optional.ofNullable(images.get(name));
    }

    synchronized void learned(String image, Optional<Circumstances.Image> known, long since) {
        if (told != null && since >= imagesForgotten) {
            images.put(image, known);
        }
    }

    /// What the daemon listed lately.
    ///
    /// @param what such as `/networks`
    synchronized Optional<Json> furnished(String what) {
        Furnished known = furnished.get(what);
        return known != null && System.nanoTime() - known.moment() < LONGEST_FURNISHED
                ? Optional.of(known.listed())
                : Optional.empty();
    }

    synchronized void furnished(String what, Json listed, long since) {
        if (told != null && since >= furnishingForgotten) {
            furnished.put(what, new Furnished(listed, System.nanoTime()));
        }
    }
}
