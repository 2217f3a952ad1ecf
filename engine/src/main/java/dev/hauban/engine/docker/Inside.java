package dev.hauban.engine.docker;

import dev.hauban.engine.Execution;
import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.wire.DockerConversation;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import java.io.IOException;
import java.util.ArrayList;

/// Runs a command inside a container for a person or a script: with their standard streams.
final class Inside {
    private final Surroundings surroundings;
    private final Container container;

    Inside(Surroundings surroundings, Container container) {
        this.surroundings = surroundings;
        this.container = container;
    }

    /// With the streams of this process.
    ///
    /// @return its exit code
    int execute(Execution execution) throws IOException, InterruptedException {
        return execute(execution, surroundings.streams());
    }

    /// @return its exit code
    int execute(Execution execution, Streams streams) throws IOException, InterruptedException {
        DockerDaemon daemon = surroundings.daemon();
        Json made = daemon.call(
                DockerRequest.post("/containers/{}/exec", container.id()).body(request(execution)));
        String id = Containers.members(made).text("Id");
        var start = DockerRequest.post("/exec/{}/start", id)
                .body(Json.object()
                        .with("Detach", false)
                        .with("Tty", execution.terminal())
                        .build());
        try (DockerConversation conversation = daemon.converse(start);
                var _ = execution.terminal() ? RawTerminal.of(daemon, "/exec/{}/resize", id) : RawTerminal.none()) {
            new Talk(conversation, streams).toTheEnd(true, execution.terminal());
        }
        Json.Members ended = Containers.members(daemon.call(DockerRequest.get("/exec/{}/json", id)));
        return Math.toIntExact(ended.findWholeNumber("ExitCode").orElse(0L));
    }

    private static Json request(Execution execution) {
        var environment = new ArrayList<String>();
        execution.environment().forEach((name, value) -> environment.add(name + "=" + value));
        return Json.object()
                .with("AttachStdin", true)
                .with("AttachStdout", true)
                .with("AttachStderr", true)
                .with("Tty", execution.terminal())
                .with("Cmd", Json.texts(execution.command()))
                .with("Env", Json.texts(environment))
                .withText("WorkingDir", execution.workingDirectory())
                .withText("User", execution.user())
                .build();
    }
}
