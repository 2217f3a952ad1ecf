package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerConversation;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.OutputPiece;
import dev.hauban.engine.docker.wire.OutputReader;
import dev.hauban.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A command that is run inside a container for its outcome.
final class Command {
    private static final int LONGEST = 4096;

    private final DockerDaemon daemon;
    private final String container;

    Command(DockerDaemon daemon, String container) {
        this.daemon = daemon;
        this.container = container;
    }

    /// How it ended.
    sealed interface End {
        /// @param output both outputs as they came, cut to 4,096 bytes
        record Exited(int code, String output) implements End {}

        record TimedOut(String output) implements End {}
    }

    End run(List<String> words, Duration limit) throws IOException, InterruptedException {
        return run(
                Json.object()
                        .with("AttachStdout", true)
                        .with("AttachStderr", true)
                        .with("Cmd", Json.texts(words))
                        .build(),
                limit);
    }

    /// @param request for `POST /containers/{id}/exec`
    End run(Json.Members request, Duration limit) throws IOException, InterruptedException {
        Json made =
                daemon.call(DockerRequest.post("/containers/{}/exec", container).body(request));
        String id = Containers.members(made).text("Id");
        var output = new ByteArrayOutputStream();
        if (!read(id, limit, output)) {
            return new End.TimedOut(text(output));
        }
        Json.Members ended = Containers.members(daemon.call(DockerRequest.get("/exec/{}/json", id)));
        return new End.Exited(Math.toIntExact(ended.findWholeNumber("ExitCode").orElse(0L)), text(output));
    }

    /// @return false when the limit came first
    private boolean read(String id, Duration limit, ByteArrayOutputStream output)
            throws IOException, InterruptedException {
        var start = DockerRequest.post("/exec/{}/start", id)
                .body(Json.object().with("Detach", false).with("Tty", false).build());
        var isLate = new AtomicBoolean();
        try (DockerConversation conversation = daemon.converse(start)) {
            Thread watchdog = watchdog(conversation, limit, isLate);
            try {
                OutputReader reader = conversation.output(false);
                Optional<OutputPiece> piece = reader.next();
                while (piece.isPresent()) {
                    byte[] bytes = piece.get().bytes();
                    output.write(bytes, 0, Math.min(bytes.length, LONGEST - output.size()));
                    piece = reader.next();
                }
            } finally {
                watchdog.interrupt();
            }
        }
        return !isLate.get();
    }

    private static Thread watchdog(DockerConversation conversation, Duration limit, AtomicBoolean isLate) {
        return Threads.named("limit of a command").start(() -> {
            try {
                Thread.sleep(limit);
                isLate.set(true);
                conversation.close();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static String text(ByteArrayOutputStream output) {
        return output.toString(StandardCharsets.UTF_8);
    }
}
