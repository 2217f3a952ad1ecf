package dev.hauban.engine.docker.image;

import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.util.Locale;

/// What can go wrong between a daemon and a registry, in words.
final class ImageProblems {
    private ImageProblems() {}

    /// @param done `pulled` or `pushed`
    /// @param reason in the daemon's words
    static Problem notCarried(String image, Registry registry, String done, String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (DockerRefusal.isDiskFull(reason)) {
            return DockerRefusal.diskFull(reason);
        }
        if (said.contains("toomanyrequests") || said.contains("rate limit")) {
            return problem("docker.registry-limit", Actor.OUTSIDE, image, done, reason)
                    .remedy("The registry allows more to those it knows: " + registry.loginCommand());
        }
        if (said.contains("no matching manifest") || said.contains("does not match the specified platform")) {
            return problem("docker.platform-missing", Actor.AUTHOR, image, done, reason)
                    .remedy("Take another image or tag, or another `platform`.");
        }
        if (said.contains("requested access to the resource is denied")
                || said.contains("may require 'docker login'")) {
            return problem("docker.image-denied", Actor.AUTHOR, image, done, reason)
                    .remedy("Is the name right? If it is private: " + registry.loginCommand());
        }
        if (said.contains("unauthorized")
                || said.contains("authentication required")
                || said.contains("no basic auth")) {
            return problem("docker.registry-denied", Actor.AUTHOR, image, done, reason)
                    .remedy("Say who you are: " + registry.loginCommand());
        }
        if (said.contains("does not exist locally")) {
            return problem("docker.no-image", Actor.AUTHOR, image, done, reason)
                    .remedy("Build or pull it first: hauban build, hauban pull.");
        }
        if (said.contains("manifest unknown") || said.contains("not found")) {
            return problem("docker.image-unknown", Actor.AUTHOR, image, done, reason)
                    .remedy("Does " + registry.name() + " have this name and this tag?");
        }
        if (said.contains("server gave http response to https client")) {
            return problem("docker.registry-insecure", Actor.MACHINE, image, done, reason)
                    .remedy(
                            "The registry does not speak TLS. Where that is meant, name it in \"insecure-registries\" of "
                                    + "the daemon's daemon.json.");
        }
        if (isNetwork(said)) {
            return problem("docker.registry-unreachable", Actor.OUTSIDE, image, done, reason)
                    .remedy("The Docker daemon can't reach " + registry.name()
                            + ". Is it up, does the daemon need a proxy, and is the name right?");
        }
        return problem("docker.not-" + done, Actor.OUTSIDE, image, done, reason);
    }

    static ProblemException otherPlatform(String image, Platform wanted, Platform found) {
        return new ProblemException(Problem.error(
                        "docker.platform-missing",
                        Actor.AUTHOR,
                        "the image " + image + " is for " + found + ", and " + wanted + " is asked for")
                .remedy("Take another image or tag, or another `platform`."));
    }

    private static boolean isNetwork(String said) {
        for (String word : new String[] {
            "dial tcp", "no such host", "connection refused", "connection reset", "i/o timeout",
                    "tls handshake timeout",
            "network is unreachable", "no route to host", "deadline exceeded", "client.timeout exceeded",
                    "unexpected eof", ": eof",
            "proxyconnect", "x509:"
        }) {
            if (said.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static Problem problem(String code, Actor actor, String image, String done, String reason) {
        return Problem.error(code, actor, "the image " + image + " could not be " + done + ": " + reason);
    }
}
