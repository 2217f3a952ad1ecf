package dev.hauban.engine.docker.wire;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a Docker daemon is, and how it is spoken to.
///
/// @param tls empty where it is spoken to in the clear
/// @param version the one that `DOCKER_API_VERSION` insists on
/// @param origin what says so, for people: `DOCKER_HOST`, `the Docker context "server"`
public record DockerEndpoint(Address address, Optional<Tls> tls, Optional<ApiVersion> version, String origin) {
    public sealed interface Address {
        /// A socket of this machine.
        record Socket(Path path) implements Address {}

        record Host(String name, int port) implements Address {}
    }

    /// The files that make a connection safe, each where it is there.
    ///
    /// @param authority who must have signed the daemon's certificate; the system's authorities where it is empty
    /// @param certificate who we are
    /// @param isVerified whether the daemon has to prove who it is
    public record Tls(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key, boolean isVerified) {
        /// Its files, for people.
        String text() {
            var text = new StringBuilder();
            for (Optional<Path> file : List.of(authority, certificate, key)) {
                if (file.isPresent()) {
                    text.append(text.isEmpty() ? "" : ", ").append(file.get());
                }
            }
            return text.toString();
        }
    }

    /// As the `docker` command finds it: `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the current context of its
    /// configuration, else the socket of this machine.
    ///
    /// @param home the user's home folder
    /// @throws dev.hauban.problem.ProblemException where what is said about it can't be followed
    public static DockerEndpoint of(Map<String, String> environment, Path home) {
        return new EndpointSearch(environment, home).endpoint();
    }

    /// As it is written in `DOCKER_HOST`.
    public String text() {
        return switch (address) {
            case Address.Socket(Path path) -> "unix://" + path;
            case Address.Host(String name, int port) ->
                "tcp://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
        };
    }

    /// What HTTP calls the host; a socket of this machine has no name, but HTTP wants one.
    String hostHeader() {
        return switch (address) {
            case Address.Socket _ -> "localhost";
            case Address.Host _ -> text().substring("tcp://".length());
        };
    }

    /// What to do about it, and where the address comes from.
    String remedy(String what) {
        return origin.isEmpty() ? what : what + "\nThe address is from " + origin + ".";
    }
}
