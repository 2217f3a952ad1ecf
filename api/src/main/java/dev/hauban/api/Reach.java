package dev.hauban.api;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Finds the operator, starts one, or puts one of this program in the place of an older one.
final class Reach {
    /// An operator that runs answers in a millisecond; one that has been stopped by a signal, never.
    private static final Duration GREETING = Duration.ofSeconds(10);

    private static final Duration ENDING = Duration.ofSeconds(15);

    private final OperatorPlaces places;
    private final Program program;
    private final StackText stacks;
    private final OperatorStart start;

    Reach(OperatorPlaces places, Program program, StackText stacks, OperatorStart start) {
        this.places = places;
        this.program = program;
        this.stacks = stacks;
        this.start = start;
    }

    /// A line to an operator that this program can talk with; started or replaced if need be.
    Line open() throws IOException, InterruptedException {
        Optional<Greeted> there = greet();
        if (there.isPresent() && suits(there.get())) {
            return there.get().line();
        }
        there.ifPresent(Reach::hangUp);
        try (var _ = start.lock()) {
            return startOrReplace();
        }
    }

    /// A line to whatever operator runs, for calls that every program understands.
    Optional<Line> find() throws IOException {
        return greet().map(Greeted::line);
    }

    /// Asks the operator to end and waits until it has.
    void quit(Line line) throws IOException {
        try (line;
                var _ = new Alarm(ENDING, line)) {
            line.send(new Call.Quit());
            // The operator closes the line by ending; what it still says doesn't matter.
            while (line.nextAnswer().isPresent()) {}
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (AsynchronousCloseException late) {
            throw new ProblemException(Problem.error(
                            "operator.not-ending",
                            Actor.HAUBAN,
                            "the operator was asked to end and hasn't in " + ENDING.toSeconds() + " s")
                    .remedy("End it with kill -9: its process id is in " + places.lock()
                            + ". Services go on running."));
        }
    }

    private Line startOrReplace() throws IOException, InterruptedException {
        // Another client may have been quicker.
        Optional<Greeted> there = greet();
        if (there.isPresent()) {
            if (suits(there.get())) {
                return there.get().line();
            }
            quit(there.get().line());
        }
        Process process = start.begin();
        var patience = new Patience(start.limit());
        while (true) {
            Optional<Greeted> started = greet();
            if (started.isPresent()) {
                return started.get().line();
            }
            if (!process.isAlive()) {
                throw new ProblemException(start.notAnswering("ended with " + process.exitValue() + " as it started"));
            }
            patience.pause(() ->
                    start.notAnswering("doesn't answer " + start.limit().toSeconds() + " s after it was started"));
        }
    }

    /// @return false if it has to be replaced
    private boolean suits(Greeted greeted) {
        if (program.replaces(greeted.welcome().program())) {
            return false;
        }
        if (greeted.welcome().protocol() != Line.PROTOCOL) {
            hangUp(greeted);
            throw new ProblemException(Problem.error(
                            "operator.newer",
                            Actor.AUTHOR,
                            "the operator is of Hauban "
                                    + greeted.welcome().program().version() + " and doesn't understand this one, "
                                    + program.version())
                    .remedy("Use the newer program, or run `hauban operator stop` first."));
        }
        return true;
    }

    private Optional<Greeted> greet() throws IOException {
        Optional<Greeted> here = greet(places.socket());
        if (here.isPresent()) {
            return here;
        }
        Optional<Path> elsewhere = new LastOperator(places).socket().filter(socket -> !socket.equals(places.socket()));
        return elsewhere.isPresent() ? greet(elsewhere.get()) : Optional.empty();
    }

    private Optional<Greeted> greet(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException nobody) {
            // The socket of an operator that was killed.
            return Optional.empty();
        } catch (SocketException nobody) {
            return Optional.empty();
        }
        try {
            Peer.mustBeOwn(channel);
            return greet(new Line(channel, stacks));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private Optional<Greeted> greet(Line line) throws IOException {
        try (var _ = new Alarm(GREETING, line)) {
            line.send(new Call.Hello(Line.PROTOCOL, program));
            Optional<Answer> answer = line.nextAnswer();
            if (answer.isPresent() && answer.get() instanceof Answer.Welcome welcome) {
                return Optional.of(new Greeted(line, welcome));
            }
            // It is about to end.
            line.close();
            return Optional.empty();
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (AsynchronousCloseException late) {
            throw new ProblemException(Problem.error(
                            "operator.silent",
                            Actor.HAUBAN,
                            "the operator hasn't answered in " + GREETING.toSeconds() + " s")
                    .remedy("End it with kill -9: its process id is in " + places.lock()
                            + ". Services go on running."));
        } catch (IOException ending) {
            // It broke off in the middle of a greeting: it is as good as gone.
            line.close();
            return Optional.empty();
        }
    }

    private static void hangUp(Greeted greeted) {
        try {
            greeted.line().close();
        } catch (IOException alreadyBroken) {
            // Nothing was to be said on it anyway.
            return;
        }
    }

    private record Greeted(Line line, Answer.Welcome welcome) {}
}
