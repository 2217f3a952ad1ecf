package dev.hauban.engine.docker;

import dev.hauban.engine.Attachment;
import dev.hauban.engine.Joining;
import dev.hauban.engine.docker.wire.DockerConversation;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import java.io.IOException;

/// Joined to the main process of a container. How it ended is asked for from the beginning: one that the daemon takes
/// away afterwards could not be asked any more.
final class ContainerAttachment implements Attachment {
    private final Surroundings surroundings;
    private final String id;
    private final boolean hasTerminal;
    private final Joining joining;
    private final DockerConversation conversation;
    private final DockerStream end;

    private ContainerAttachment(
            Surroundings surroundings, Process process, Joining joining, DockerConversation conversation)
            throws IOException, InterruptedException {
        this.surroundings = surroundings;
        this.id = process.id();
        this.hasTerminal = process.hasTerminal();
        this.joining = joining;
        this.conversation = conversation;
        this.end = surroundings
                .daemon()
                .open(DockerRequest.post("/containers/{}/wait", id).query("condition", process.condition()));
    }

    /// The main process of a container.
    ///
    /// @param condition until when the daemon is to wait for its end: `not-running`, `next-exit`, `removed`
    record Process(String id, boolean hasTerminal, String condition) {}

    static ContainerAttachment open(Surroundings surroundings, Process process, Joining joining)
            throws IOException, InterruptedException {
        DockerRequest request = DockerRequest.post("/containers/{}/attach", process.id())
                .query("stream", true)
                .query("stdin", joining.hasInput())
                .query("stdout", true)
                .query("stderr", true);
        if (joining.detachKeys().isPresent()) {
            request = request.query("detachKeys", joining.detachKeys().get());
        }
        DockerConversation conversation = surroundings.daemon().converse(request);
        boolean isOpen = false;
        try {
            var attachment = new ContainerAttachment(surroundings, process, joining, conversation);
            isOpen = true;
            return attachment;
        } finally {
            if (!isOpen) {
                conversation.close();
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int await() throws IOException, InterruptedException {
        DockerDaemon daemon = surroundings.daemon();
        boolean isHandedOver = hasTerminal && joining.hasTerminal() && joining.hasInput();
        try (var _ = isHandedOver ? RawTerminal.of(daemon, "/containers/{}/resize", id) : RawTerminal.none()) {
            new Talk(conversation, surroundings.streams()).toTheEnd(joining.hasInput(), hasTerminal);
        }
        if (isRunning(daemon)) {
            return 0;
        }
        Json.Members ended = end.nextObject().orElseThrow(() -> new ProblemException(DockerProblems.waitCutOff()));
        return Math.toIntExact(ended.wholeNumber("StatusCode"));
    }

    /// After the process's last word, the daemon needs a moment to see that it has ended; somebody who let go leaves it
    /// running for good. The process itself tells which it is: without one, the container is at its end.
    private boolean isRunning(DockerDaemon daemon) throws IOException, InterruptedException {
        if (!hasTerminal || !joining.hasInput()) {
            return false;
        }
        try {
            Json.Members state = Containers.members(daemon.call(DockerRequest.get("/containers/{}/json", id)))
                    .members("State");
            return state.bool("Running") && hasProcesses(daemon);
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return false;
            }
            throw refusal;
        }
    }

    private boolean hasProcesses(DockerDaemon daemon) throws IOException, InterruptedException {
        try {
            return !Containers.members(daemon.call(DockerRequest.get("/containers/{}/top", id)))
                    .array("Processes")
                    .values()
                    .isEmpty();
        } catch (DockerRefusal ended) {
            return false;
        }
    }

    @Override
    public void signal(String signal) throws IOException, InterruptedException {
        try {
            surroundings
                    .daemon()
                    .call(DockerRequest.post("/containers/{}/kill", id).query("signal", signal));
        } catch (DockerRefusal refusal) {
            if (!refusal.isConflict() && !refusal.isNotFound()) {
                throw refusal;
            }
        }
    }

    @Override
    public void close() {
        conversation.close();
        end.close();
    }
}
