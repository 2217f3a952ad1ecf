package dev.hauban.engine.docker.wire;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What can go wrong between us and one daemon, in words and with what to do about it.
final class Troubles {
    private static final String IS_IT_RUNNING = "Is it running? To look, and to start it on most systems:\n"
            + "systemctl status docker\nsudo systemctl start docker";

    private static final String CERTIFICATE =
            "Does it want a certificate of ours? Were cert.pem and key.pem made for this daemon, and are they still valid?";

    private final DockerEndpoint endpoint;

    Troubles(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// No connection came about.
    DockerTrouble unreachable(IOException failure) {
        if (failure instanceof SSLException broken) {
            return unsafe(broken);
        }
        return switch (endpoint.address()) {
            case DockerEndpoint.Address.Socket(Path path) -> socketTrouble(path, failure);
            case DockerEndpoint.Address.Host(String name, int _) -> hostTrouble(name, failure);
        };
    }

    DockerTrouble slow(Duration limit) {
        return trouble(
                "docker.slow",
                "the Docker daemon at " + endpoint.text() + " says nothing for " + text(limit),
                "Is it overloaded or stuck? docker info answers within a second when it is well. What was asked for may "
                        + "have happened nevertheless: the same command again finishes what is left.",
                null);
    }

    /// @param first whether this connection has not carried any answer yet
    DockerTrouble gone(@Nullable Throwable cause, boolean first) {
        if (cause instanceof SSLException broken) {
            return unsafe(broken);
        }
        if (first && endpoint.tls().isPresent()) {
            // In TLS 1.3 this is how a certificate of ours that is not accepted often looks from here.
            return tls("it hung up before its first answer was complete", endpoint.remedy(CERTIFICATE), cause);
        }
        return trouble(
                "docker.gone",
                "the Docker daemon at " + endpoint.text() + " went away before its answer was complete",
                "Is it being restarted? When it is back, the same command again finishes what is left.",
                cause);
    }

    DockerTrouble garbled(String what) {
        return trouble(
                "docker.garbled",
                "what answers at " + endpoint.text() + " does not speak as a Docker daemon does: " + what,
                endpoint.remedy("Does it really lead to a Docker daemon?"),
                null);
    }

    DockerTrouble tooOld(ApiVersion theirs) {
        return trouble(
                "docker.too-old",
                "the Docker daemon at " + endpoint.text() + " speaks version " + theirs
                        + " of its API, and Hauban needs " + ApiVersion.OLDEST,
                "Install Docker Engine 20.10 or newer.",
                null);
    }

    DockerTrouble onlyTls() {
        return tls(
                "it speaks only TLS",
                endpoint.remedy("Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and "
                        + "key.pem."),
                null);
    }

    /// A file of certificates or keys.
    DockerTrouble unusable(Path file, String what, @Nullable Throwable cause) {
        return tls(
                file + " " + what,
                "Ask for the file anew from whoever runs this daemon, or make it with openssl.",
                cause);
    }

    DockerTrouble tls(String what, String remedy, @Nullable Throwable cause) {
        return trouble(
                "docker.tls",
                "no safe connection to the Docker daemon at " + endpoint.text() + ": " + what,
                remedy,
                cause);
    }

    private DockerTrouble unsafe(SSLException broken) {
        String words = String.valueOf(broken.getMessage());
        if (words.contains("Unsupported or unrecognized SSL message")) {
            return tls(
                    "it does not speak TLS",
                    endpoint.remedy(
                            "Is it the port for TLS, which is usually 2376? Without TLS: unset DOCKER_TLS_VERIFY."),
                    broken);
        }
        if (words.contains("alert")) {
            return tls("it refuses our certificate (" + words + ")", endpoint.remedy(CERTIFICATE), broken);
        }
        return tls(
                "it does not prove who it is (" + words + ")",
                endpoint.remedy(
                        "Is ca.pem the authority of this daemon, is its certificate made for this host name, and "
                                + "is it still valid?"),
                broken);
    }

    private DockerTrouble socketTrouble(Path socket, IOException failure) {
        if (Files.notExists(socket)) {
            return trouble(
                    "docker.absent",
                    "no Docker daemon at " + endpoint.text() + ": there is no such socket",
                    endpoint.remedy(IS_IT_RUNNING),
                    failure);
        }
        if (!Files.isWritable(socket)) {
            return trouble(
                    "docker.permission-denied",
                    "no permission to speak to the Docker daemon at " + endpoint.text(),
                    permissionRemedy(socket),
                    failure);
        }
        if (failure instanceof ConnectException) {
            return trouble(
                    "docker.absent",
                    "no Docker daemon at " + endpoint.text() + ": nobody listens on this socket",
                    endpoint.remedy(IS_IT_RUNNING),
                    failure);
        }
        return otherwise(failure);
    }

    private DockerTrouble hostTrouble(String name, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return trouble(
                    "docker.unknown-host",
                    "the Docker daemon at " + endpoint.text() + " can't be found: no machine is known as " + name,
                    endpoint.remedy("Is the name right?"),
                    failure);
        }
        if (failure instanceof ConnectException) {
            return trouble(
                    "docker.absent",
                    "no Docker daemon at " + endpoint.text() + ": " + failure.getMessage(),
                    endpoint.remedy("Is it running, does it listen there, and does no firewall stand in between?"),
                    failure);
        }
        return otherwise(failure);
    }

    private DockerTrouble otherwise(IOException failure) {
        String words = failure.getMessage();
        return trouble(
                "docker.unreachable",
                "the Docker daemon at " + endpoint.text() + " can't be reached: "
                        + (words == null ? failure.getClass().getSimpleName() : words),
                endpoint.remedy("Is the address right?"),
                failure);
    }

    private static String permissionRemedy(Path socket) {
        try {
            String group = Files.getAttribute(socket, "unix:group", LinkOption.NOFOLLOW_LINKS)
                    .toString();
            if (!group.equals("root")) {
                return "Join its group and log in again (whoever is in it can become root on this machine):\n"
                        + "sudo usermod -aG " + group + " \"$USER\"";
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            return "Ask who runs this machine to let you use " + socket + ".";
        }
        return "The socket " + socket + " is for root alone. Ask who runs this machine to give it to a group that you "
                + "are in, or use rootless Docker.";
    }

    private DockerTrouble trouble(String code, String message, String remedy, @Nullable Throwable cause) {
        Actor actor = endpoint.address() instanceof DockerEndpoint.Address.Socket ? Actor.MACHINE : Actor.OUTSIDE;
        return new DockerTrouble(Problem.error(code, actor, message).remedy(remedy), cause);
    }

    private static String text(Duration limit) {
        long milliseconds = limit.toMillis();
        return milliseconds % 1000 == 0 ? milliseconds / 1000 + " s" : milliseconds + " ms";
    }
}
