package dev.hauban.engine.local;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import dev.hauban.engine.Engine;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells when an instance has ended or come, whoever wanted it. The kernel says when one of their few small files
/// appears; what writes no file any more, a killed shim, is found by a look once a second.
final class Watching implements Engine.Watch {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// Where the kernel tells nothing: all of its watches are taken.
    private static final Duration LOOK_OFTEN = Duration.ofMillis(100);

    private final LocalProject project;
    private final Runnable changed;
    private final Thread thread;
    private final Map<Path, WatchKey> watched = new HashMap<>();

    private Watching(LocalProject project, Runnable changed) {
        this.project = project;
        this.changed = changed;
        thread = Thread.ofVirtual().name("watch " + project.folder().root()).unstarted(this::run);
    }

    static Watching of(LocalProject project, Runnable changed) {
        var watching = new Watching(project, changed);
        watching.thread.start();
        return watching;
    }

    private void run() {
        try (WatchService news = news()) {
            look(news);
        } catch (IOException notClosed) {
            // There is nobody to tell, and nothing that could be done.
            return;
        } catch (InterruptedException closed) {
            return;
        }
    }

    private @Nullable WatchService news() {
        try {
            return project.folder().root().getFileSystem().newWatchService();
        } catch (IOException allTaken) {
            return null;
        }
    }

    private void look(@Nullable WatchService news) throws InterruptedException {
        boolean isTold = listen(news);
        Map<InstanceId, String> before = seen(Map.of());
        // What has changed between the call for this watch and the first look is not lost.
        changed.run();
        while (true) {
            pause(isTold ? news : null);
            // First listened, then looked: what comes in between is seen or told.
            isTold = listen(news);
            Map<InstanceId, String> now = seen(before);
            if (!now.equals(before)) {
                before = now;
                changed.run();
            }
        }
    }

    private static void pause(@Nullable WatchService news) throws InterruptedException {
        if (news == null) {
            Thread.sleep(LOOK_OFTEN);
            return;
        }
        WatchKey key = news.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = news.poll();
        }
    }

    /// Listens at every instance that is there.
    ///
    /// @return whether that could be had for all of them
    private boolean listen(@Nullable WatchService service) {
        if (service == null) {
            return false;
        }
        watched.values().removeIf(key -> !key.isValid());
        try {
            List<Path> news = unwatched();
            // One that appears while another is being listened at would be missed: look until none is new.
            while (!news.isEmpty()) {
                for (Path folder : news) {
                    watched.put(folder, folder.register(service, ENTRY_CREATE, ENTRY_DELETE));
                }
                news = unwatched();
            }
            return true;
        } catch (NoSuchFileException goneMeanwhile) {
            return true;
        } catch (IOException allTaken) {
            return false;
        }
    }

    private List<Path> unwatched() throws IOException {
        return folders().stream().filter(folder -> !watched.containsKey(folder)).toList();
    }

    /// Where something may appear: the instances' own folders, and as long as there are none, what is there of the
    /// way to them.
    private List<Path> folders() throws IOException {
        Path instances = project.folder().instances();
        if (!Files.isDirectory(instances)) {
            Path root = project.folder().root();
            Path way = Files.isDirectory(root) ? root : root.getParent();
            return way != null && Files.isDirectory(way) ? List.of(way) : List.of();
        }
        var folders = new ArrayList<Path>();
        folders.add(instances);
        try (var all = Files.list(instances)) {
            all.filter(Files::isDirectory).forEach(folders::add);
        }
        return folders;
    }

    private Map<InstanceId, String> seen(Map<InstanceId, String> otherwise) {
        try {
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
        thread.interrupt();
    }
}
