package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A Docker daemon to talk to. Nothing happens before the first request; which version of the API both speak is found
/// out then.
///
/// May be used by several threads at once: each request has a connection of its own while it is under way. A thread
/// that is interrupted gives its request up, and with it the connection; whether the daemon carries it out all the same
/// is not known then.
public final class DockerDaemon implements AutoCloseable {
    /// One that is only busy answers a greeting soon, whatever it says to the rest.
    private static final Duration GREETING = Duration.ofSeconds(10);

    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    private final DockerEndpoint endpoint;
    private final Troubles troubles;
    private final Connections connections;
    private final ReentrantLock asking = new ReentrantLock();
    private final @Nullable DockerDaemon lender;
    private volatile @Nullable ApiVersion agreed;

    public DockerDaemon(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
        this.troubles = new Troubles(endpoint);
        this.connections = new Connections(endpoint, troubles);
        this.lender = null;
    }

    private DockerDaemon(DockerDaemon lender) {
        this.endpoint = lender.endpoint;
        this.troubles = lender.troubles;
        this.connections = lender.connections;
        this.lender = lender;
    }

    /// The same daemon with the same connections, for somebody who closes what he is given: they stay open for whoever
    /// comes next, and what is agreed holds.
    public DockerDaemon lent() {
        return new DockerDaemon(this);
    }

    public DockerEndpoint endpoint() {
        return endpoint;
    }

    /// The answer's value, `null` where there is none.
    ///
    /// @throws DockerRefusal where the status is 400 or above
    public Json call(DockerRequest request) throws IOException, InterruptedException {
        return ask(request).accepted().json();
    }

    /// The answer, whatever its status is: for callers that go by it.
    public DockerAnswer ask(DockerRequest request) throws IOException, InterruptedException {
        return whole(begin(request, prefix(request), false));
    }

    /// The answer while it comes; to be closed.
    ///
    /// @throws DockerRefusal where the status is 400 or above
    public DockerStream open(DockerRequest request) throws IOException, InterruptedException {
        Begun begun = accepted(begin(request, prefix(request), false));
        return new DockerStream(connections, begun.head(), begun.body());
    }

    /// Attaches to a process: `POST /exec/{}/start`, `POST /containers/{}/attach`. To be closed.
    ///
    /// @throws DockerRefusal where the status is 400 or above
    public DockerConversation converse(DockerRequest request) throws IOException, InterruptedException {
        return new DockerConversation(
                connections, accepted(begin(request, prefix(request), true)).body());
    }

    /// The version of the API that is spoken with this daemon: the newest that both know, unless `DOCKER_API_VERSION`
    /// says which.
    public ApiVersion version() throws IOException, InterruptedException {
        return version(GREETING);
    }

    /// The same for whoever doesn't wait long.
    ///
    /// @param silence how long the daemon may say nothing
    public ApiVersion version(Duration silence) throws IOException, InterruptedException {
        return version(DockerRequest.get("/_ping").silence(silence));
    }

    /// Ends all that is under way, too; where it is lent, nothing.
    @Override
    public void close() {
        if (lender == null) {
            connections.close();
        }
    }

    private String prefix(DockerRequest request) throws IOException, InterruptedException {
        boolean isHurried = request.silence().compareTo(GREETING) < 0;
        return "/v" + version(DockerRequest.get("/_ping").silence(isHurried ? request.silence() : GREETING));
    }

    private ApiVersion version(DockerRequest ping) throws IOException, InterruptedException {
        if (lender != null) {
            return lender.version(ping);
        }
        ApiVersion known = agreed;
        if (known != null) {
            return known;
        }
        asking.lockInterruptibly();
        try {
            known = agreed;
            if (known == null) {
                known = endpoint.version().isPresent() ? endpoint.version().get() : negotiated(ping);
                agreed = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private ApiVersion negotiated(DockerRequest ping) throws IOException, InterruptedException {
        DockerAnswer answer = whole(begin(ping, "", false));
        Optional<String> said = answer.header("Api-Version");
        if (said.isEmpty()) {
            if (answer.text().contains("HTTP request to an HTTPS server")) {
                throw troubles.onlyTls();
            }
            answer.accepted();
            throw troubles.garbled("it does not say which version of the Docker Engine API it has");
        }
        ApiVersion theirs = ApiVersion.parse(said.get())
                .orElseThrow(() -> troubles.garbled("the version of its API is \"" + said.get() + "\""));
        if (theirs.compareTo(ApiVersion.OLDEST) < 0) {
            throw troubles.tooOld(theirs);
        }
        return theirs.compareTo(ApiVersion.NEWEST) < 0 ? theirs : ApiVersion.NEWEST;
    }

    private DockerAnswer whole(Begun begun) throws DockerTrouble, InterruptedException {
        Body body = begun.body();
        boolean reusable = false;
        try {
            var bytes = new ByteArrayOutputStream(2048);
            byte[] buffer = new byte[8 * 1024];
            int count = body.read(buffer, 0, buffer.length);
            while (count >= 0) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > LONGEST_ANSWER) {
                    throw troubles.garbled("an answer without an end");
                }
                count = body.read(buffer, 0, buffer.length);
            }
            reusable = body.isOver() && begun.head().persistent();
            return new DockerAnswer(begun.head(), bytes.toByteArray(), troubles);
        } finally {
            if (reusable) {
                connections.giveBack(begun.connection());
            } else {
                connections.discard(begun.connection());
            }
        }
    }

    private Begun accepted(Begun begun) throws DockerException, InterruptedException {
        if (begun.head().status() >= 400) {
            whole(begun).accepted();
        }
        begun.connection().unlimited();
        return begun;
    }

    private Begun begin(DockerRequest request, String prefix, boolean upgrade)
            throws IOException, InterruptedException {
        Connection connection = connections.take(request.silence());
        try {
            return begin(request, prefix, upgrade, connection);
        } catch (DockerTrouble trouble) {
            if (!connection.isUsed() || !request.isRepeatable() || !trouble.isGone()) {
                throw trouble;
            }
        }
        // The daemon gave the connection up while it rested.
        return begin(request, prefix, upgrade, connections.connect(request.silence()));
    }

    private Begun begin(DockerRequest request, String prefix, boolean upgrade, Connection connection)
            throws IOException, InterruptedException {
        boolean begun = false;
        try {
            Head head = new Exchange(connection, request).answer(prefix, endpoint.hostHeader(), upgrade);
            Body body = upgrade && head.status() < 400
                    ? Body.untilTheEnd(connection)
                    : Body.after(head, request.method() == DockerRequest.Method.HEAD, connection);
            begun = true;
            return new Begun(head, body);
        } finally {
            if (!begun) {
                connections.discard(connection);
            }
        }
    }

    private record Begun(Head head, Body body) {
        Connection connection() {
            return body.connection;
        }
    }
}
