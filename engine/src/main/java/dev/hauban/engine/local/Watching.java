package dev.hauban.engine.local;

import dev.hauban.engine.Engine;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Tells when an instance has ended or come, whoever wanted it. The kernel tells of every file that a shim writes; a
/// shim
/// that was killed writes none, so the processes are looked at too, now and then.
final class Watching implements Engine.Watch {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final LocalProject project;
    private final Runnable changed;
    private final WatchService folders;
    private final Map<Path, WatchKey> watched = new TreeMap<>();

    private Watching(LocalProject project, Runnable changed, WatchService folders) {
        this.project = project;
        this.changed = changed;
        this.folders = folders;
    }

    static Watching of(LocalProject project, Runnable changed) throws IOException {
        project.surroundings().state().make();
        Path instances = Files.createDirectories(project.folder().instances());
        var watching = new Watching(project, changed, instances.getFileSystem().newWatchService());
        watching.follow(instances);
        Thread.ofVirtual().name("watch " + project.folder().root()).start(watching::run);
        return watching;
    }

    private void run() {
        Map<InstanceId, String> before = look(Map.of());
        try {
            while (true) {
                WatchKey told = folders.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                while (told != null) {
                    told.pollEvents();
                    told.reset();
                    told = folders.poll();
                }
                Map<InstanceId, String> now = look(before);
                if (!now.equals(before)) {
                    before = now;
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException closed) {
            return;
        }
    }

    private void follow(Path folder) throws IOException {
        watched.put(
                folder,
                folder.register(folders, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE));
    }

    private Map<InstanceId, String> look(Map<InstanceId, String> otherwise) {
        try {
            // An instance that comes or is made anew has a new folder: follow before looking, so that nothing is
            // missed.
            watched.values().removeIf(key -> !key.isValid());
            try (var found = Files.newDirectoryStream(project.folder().instances(), Files::isDirectory)) {
                for (Path instance : found) {
                    if (!watched.containsKey(instance)) {
                        follow(instance);
                    }
                }
            }
            return project.instances().all().stream()
                    .collect(Collectors.toMap(
                            kept -> kept.definition().id(), Watching::text, (one, _) -> one, TreeMap::new));
        } catch (IOException unreadable) {
            // A folder that can't be read now says nothing; a false alarm would be told again and again.
            return otherwise;
        }
    }

    private static String text(Kept kept) {
        return kept.phase() + " " + kept.processes();
    }

    @Override
    public void close() {
        try {
            folders.close();
        } catch (IOException notClosed) {
            throw new java.io.UncheckedIOException(
                    "the folders of " + project.folder().root() + " stay watched", notClosed);
        }
    }
}
