package dev.hauban.operator;

import dev.hauban.api.Answer;
import dev.hauban.api.Call;
import dev.hauban.api.Line;
import dev.hauban.api.Peer;
import dev.hauban.event.Event;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Listens on the operator's socket and answers whoever comes, each on a thread of their own.
final class Reception implements AutoCloseable {
    private final Operator operator;
    private final OperatorParts parts;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile ServerSocketChannel server;

    private Reception(Operator operator, OperatorParts parts) throws IOException {
        this.operator = operator;
        this.parts = parts;
        this.server = bind();
    }

    /// The caller holds the operator's lock: what is left of a socket is nobody's.
    static Reception open(Operator operator, OperatorParts parts) throws IOException {
        var reception = new Reception(operator, parts);
        reception.listen();
        return reception;
    }

    /// Whether a client is being answered.
    boolean isBusy() {
        return !lines.isEmpty();
    }

    /// A folder for sockets may be swept; then nobody could find us any more.
    void makeSureOfSocket() throws IOException {
        if (!Files.exists(socket())) {
            parts.say("the socket has gone, listening anew: " + socket());
            server.close();
            server = bind();
            listen();
        }
    }

    /// Lets nobody in any more; those who are here stay.
    void stopListening() throws IOException {
        Files.deleteIfExists(socket());
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Line line : lines) {
            line.close();
        }
    }

    private Path socket() {
        return parts.places().socket();
    }

    private ServerSocketChannel bind() throws IOException {
        dev.hauban.api.PrivateFolder.make(parts.places().runtime());
        Files.deleteIfExists(socket());
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            // Nobody slips in between these two lines: the folder is its owner's alone.
            channel.bind(UnixDomainSocketAddress.of(socket()));
            Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-------"));
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private void listen() {
        ServerSocketChannel listening = server;
        Thread.ofVirtual().name("reception").start(() -> {
            while (listening.isOpen()) {
                try {
                    SocketChannel channel = listening.accept();
                    Thread.ofVirtual().name("client").start(() -> receive(channel));
                } catch (IOException closedOrOverrun) {
                    if (listening.isOpen()) {
                        parts.say("a client could not be let in: " + closedOrOverrun.getMessage());
                        pause();
                    }
                }
            }
        });
    }

    /// Out of file descriptors, say: trying again at once would only burn.
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(SocketChannel channel) {
        var line = new Line(channel, parts.stacks());
        lines.add(line);
        try (line) {
            Peer.mustBeOwn(channel);
            converse(line);
        } catch (IOException gone) {
            // A client may go at any time.
            return;
        } catch (ProblemException foreign) {
            parts.say(String.valueOf(foreign.getMessage()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            parts.say("defect while answering a client", defect);
        } finally {
            lines.remove(line);
        }
    }

    private void converse(Line line) throws IOException, InterruptedException {
        if (line.nextCall().isEmpty()) {
            return;
        }
        line.send(operator.welcome());
        Optional<Call> call = Optional.empty();
        try {
            call = line.nextCall();
        } catch (dev.hauban.json.MalformedJson notUnderstood) {
            line.send(new Answer.Refused(List.of(Problem.error(
                    "operator.not-understood",
                    Actor.HAUBAN,
                    "the operator doesn't understand what it is asked: " + notUnderstood.getMessage()))));
        }
        if (call.isPresent()) {
            answer(line, call.get());
        }
    }

    private void answer(Line line, Call call) throws IOException, InterruptedException {
        switch (call) {
            case Call.Hello _ -> line.send(operator.welcome());
            case Call.Apply apply -> tell(line, operator.apply(apply), true);
            case Call.Watch watch -> tell(line, operator.watch(watch.project()), false);
            case Call.Status() -> line.send(new Answer.Status(operator.status()));
            case Call.Quit() -> {
                operator.quit();
                // The client knows that it is over when this line breaks.
                line.nextCall();
            }
        }
    }

    private static void tell(Line line, Follower follower, boolean untilSettled)
            throws IOException, InterruptedException {
        Thread.ofVirtual().name("client's end").start(() -> {
            try {
                line.nextCall();
            } catch (IOException gone) {
                // That is what was waited for.
                follower.leave();
            }
            follower.leave();
        });
        try {
            Optional<Event> event = follower.next();
            while (event.isPresent()) {
                line.send(new Answer.Told(event.get()));
                if (untilSettled && event.get() instanceof Event.Settled) {
                    return;
                }
                event = follower.next();
            }
        } finally {
            follower.leave();
        }
    }
}
