package dev.hauban.engine.docker;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What the containers of a project wrote and write.
final class Logs {
    private static final int MOST_UNSAID = 10_000;
    private static final long LOOK = 100;

    private final DockerDaemon daemon;
    private final ProjectName project;
    private final LogQuery query;

    Logs(DockerDaemon daemon, ProjectName project, LogQuery query) {
        this.daemon = daemon;
        this.project = project;
        this.query = query;
    }

    void give(Consumer<LogLine> lines, BooleanSupplier goOn) throws IOException, InterruptedException {
        if (query.isFollowing()) {
            follow(lines, goOn);
            return;
        }
        for (Container container : containers()) {
            var log = new ContainerLog(daemon, container);
            try (DockerStream stream = log.open(part(query.since(), tail()))) {
                log.read(stream, lines);
            }
        }
    }

    private List<Container> containers() throws IOException, InterruptedException {
        var containers = new ArrayList<Container>();
        for (List<Container> same : new Containers(daemon).of(project).values()) {
            Container container = same.getFirst();
            if (query.services().isEmpty()
                    || query.services().contains(container.instance().service())) {
                containers.add(container);
            }
        }
        return containers;
    }

    private String tail() {
        return query.tail().isPresent() ? String.valueOf(query.tail().getAsInt()) : "all";
    }

    private ContainerLog.Part part(Optional<Instant> since, String tail) {
        return new ContainerLog.Part(query.isFollowing(), tail, since, query.until());
    }

    /// Each container on a thread of its own, which ends when the container does; one that starts later, or again, is
    /// followed from there.
    private void follow(Consumer<LogLine> lines, BooleanSupplier goOn) throws IOException, InterruptedException {
        var unsaid = new LinkedBlockingQueue<LogLine>(MOST_UNSAID);
        var changed = new AtomicBoolean(true);
        try (var followers = new Followers(unsaid);
                var _ = Watching.start(daemon, new Picture(), project, () -> changed.set(true))) {
            while (goOn.getAsBoolean()) {
                if (changed.getAndSet(false)) {
                    followers.look(containers());
                }
                LogLine line = unsaid.poll(LOOK, TimeUnit.MILLISECONDS);
                while (line != null) {
                    lines.accept(line);
                    line = goOn.getAsBoolean() ? unsaid.poll() : null;
                }
            }
        }
    }

    private final class Followers implements AutoCloseable {
        private final LinkedBlockingQueue<LogLine> unsaid;
        private final Map<String, DockerStream> open = new ConcurrentHashMap<>();
        private final Map<InstanceId, Instant> heard = new ConcurrentHashMap<>();
        private boolean isFirst = true;

        Followers(LinkedBlockingQueue<LogLine> unsaid) {
            this.unsaid = unsaid;
        }

        void look(List<Container> containers) throws IOException, InterruptedException {
            for (Container container : containers) {
                boolean isNews = isFirst || container.isRunning();
                if (isNews && !open.containsKey(container.id())) {
                    begin(container);
                }
            }
            isFirst = false;
        }

        private void begin(Container container) throws IOException, InterruptedException {
            Instant last = heard.get(container.instance());
            Optional<Instant> since = last == null ? query.since() : Optional.of(last.plusNanos(1));
            var log = new ContainerLog(daemon, container);
            DockerStream stream = log.open(part(since, last == null && isFirst ? tail() : "all"));
            open.put(container.id(), stream);
            Threads.named("log of " + container.instance()).start(() -> {
                try (stream) {
                    log.read(stream, this::hear);
                } catch (DockerException gone) {
                    // The daemon went away in the middle; when it is back, its events bring us here again.
                    return;
                } catch (IOException | InterruptedException ending) {
                    return;
                } finally {
                    open.remove(container.id());
                }
            });
        }

        private void hear(LogLine line) {
            heard.put(line.instance(), line.at());
            try {
                unsaid.put(line);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            open.values().forEach(DockerStream::close);
        }
    }
}
