package dev.hauban.engine.docker;

import dev.hauban.engine.Execution;
import dev.hauban.engine.docker.wire.DockerConversation;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.OutputPiece;
import dev.hauban.engine.docker.wire.OutputReader;
import dev.hauban.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Optional;

/// Runs a command inside a container for a person or a script: with their standard streams.
final class Inside {
    private final Surroundings surroundings;
    private final Container container;

    Inside(Surroundings surroundings, Container container) {
        this.surroundings = surroundings;
        this.container = container;
    }

    /// @return its exit code
    int execute(Execution execution) throws IOException, InterruptedException {
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
            Thread typing = Threads.named("input of " + id).start(() -> type(conversation));
            show(conversation.output(execution.terminal()));
            typing.interrupt();
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

    private void type(DockerConversation conversation) {
        InputStream input = surroundings.streams().input();
        byte[] buffer = new byte[8 * 1024];
        try (OutputStream out = conversation.input()) {
            int count = input.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = input.read(buffer);
            }
        } catch (IOException over) {
            // The command has ended, and nobody reads what is typed any more.
            return;
        }
    }

    private void show(OutputReader reader) throws IOException, InterruptedException {
        Optional<OutputPiece> piece = reader.next();
        while (piece.isPresent()) {
            boolean isError = piece.get().source() == OutputPiece.Source.STANDARD_ERROR;
            OutputStream stream = isError
                    ? surroundings.streams().error()
                    : surroundings.streams().output();
            stream.write(piece.get().bytes());
            stream.flush();
            piece = reader.next();
        }
    }
}
