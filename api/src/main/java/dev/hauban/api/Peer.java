package dev.hauban.api;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/// Who is at the other end of a unix socket: the kernel says so, not the peer.
public final class Peer {
    private Peer() {}

    /// @throws ProblemException if it is a process of another user
    public static void mustBeOwn(SocketChannel channel) throws IOException {
        UserPrincipal peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        UserPrincipal own = ownUser();
        if (!peer.equals(own)) {
            throw new ProblemException(Problem.error(
                            "operator.foreign-peer",
                            Actor.MACHINE,
                            "the other end of the operator's socket belongs to " + peer.getName() + ", not to "
                                    + own.getName())
                    .remedy("Each user has an operator of their own; set HAUBAN_RUNTIME_DIR to a folder of yours."));
        }
    }

    static UserPrincipal ownUser() throws IOException {
        return Files.getOwner(Path.of("/proc/self"));
    }
}
