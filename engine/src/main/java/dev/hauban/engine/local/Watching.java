package dev.hauban.engine.local;

import dev.hauban.engine.Engine;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tells when an instance has ended or come, whoever wanted it: looks at the few small files of each, twice a second.
final class Watching implements Engine.Watch {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final LocalProject project;
    private final Runnable changed;
    private final Thread thread;

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
        Map<InstanceId, String> before = look(Map.of());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException closed) {
                return;
            }
            Map<InstanceId, String> now = look(before);
            if (!now.equals(before)) {
                before = now;
                changed.run();
            }
        }
    }

    private Map<InstanceId, String> look(Map<InstanceId, String> otherwise) {
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
