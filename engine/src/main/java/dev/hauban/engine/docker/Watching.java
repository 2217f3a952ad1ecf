package dev.hauban.engine.docker;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hears from the daemon what happens to a project's containers. When the daemon goes away, it listens again as soon
/// as it is back.
final class Watching implements Engine.Watch {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DockerDaemon daemon;
    private final ProjectName project;
    private final DockerRequest request;
    private final Picture picture;
    private final Runnable changed;
    private volatile @Nullable DockerStream stream;
    private final Thread listening;
    private volatile boolean isClosed;

    private Watching(DockerDaemon daemon, Picture picture, ProjectName project, Runnable changed) {
        this.daemon = daemon;
        this.picture = picture;
        this.project = project;
        this.changed = changed;
        this.request = DockerRequest.get("/events")
                .query(
                        "filters",
                        Json.object()
                                .with("type", Json.texts(List.of("container")))
                                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + "=" + project)))
                                .build());
        this.listening = Threads.named("events of " + project).unstarted(this::listen);
    }

    /// From here on, every change is told.
    ///
    /// @param picture is told of it, too
    static Watching start(DockerDaemon daemon, Picture picture, ProjectName project, Runnable changed)
            throws IOException, InterruptedException {
        var watching = new Watching(daemon, picture, project, changed);
        watching.stream = daemon.open(watching.request);
        picture.listen(project);
        watching.listening.start();
        return watching;
    }

    /// Nothing is told any more once this has returned: whoever listens may close the engine then.
    @Override
    public void close() {
        isClosed = true;
        picture.stopListening();
        DockerStream open = stream;
        if (open != null) {
            open.close();
        }
        if (listening == Thread.currentThread()) {
            return;
        }
        try {
            // Whoever ends the program right after must not find it in the middle of a read.
            listening.interrupt();
            listening.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        while (!isClosed) {
            DockerStream open = stream;
            try {
                if (open == null) {
                    open = daemon.open(request);
                    stream = open;
                    picture.listen(project);
                    changed.run();
                }
                hear(open);
            } catch (ClosedByInterruptException ending) {
                return;
            } catch (IOException away) {
                // Whoever observes next is told why; here only the way back is looked for.
                stream = null;
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
            stream = null;
            picture.stopListening();
            if (!isClosed) {
                changed.run();
                pause();
            }
        }
    }

    private void hear(DockerStream open) throws IOException, InterruptedException {
        try (open) {
            Optional<Json.Members> event = open.nextObject();
            while (event.isPresent()) {
                if (tell(event.get())) {
                    changed.run();
                }
                event = open.nextObject();
            }
        }
    }

    /// @return whether that was news
    private boolean tell(Json.Members event) throws MalformedJson {
        String action = event.findText("Action").orElse("");
        Json.Members actor = event.members("Actor");
        String id = actor.text("ID");
        return switch (action) {
            case "create" -> isOfService(actor) && picture.appeared(id);
            case "destroy" -> picture.vanished(id);
            // Commands that are run inside change nothing of the container; among them are our own tests of its health.
            // Of what a signal or a restart has changed, `die` and `start` tell; of a stop only where something ran,
            // and
            // not where it was about to be started again.
            case "top", "attach", "detach", "resize", "kill", "restart", "copy", "export" -> false;
            default -> !action.startsWith("exec_") && picture.changed(id);
        };
    }

    /// Those of one-off commands are not looked at.
    private static boolean isOfService(Json.Members actor) throws MalformedJson {
        return actor.find("Attributes").isPresent()
                && actor.members("Attributes").findText(ComposeLabels.ONE_OFF).equals(Optional.of("False"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
