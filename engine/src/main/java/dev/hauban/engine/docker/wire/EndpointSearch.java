package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Finds the daemon as the `docker` command does.
final class EndpointSearch {
    private static final String OTHERWISE = "Or name the daemon itself: DOCKER_HOST=unix:///var/run/docker.sock";
    private static final Path USUAL_SOCKET = Path.of("/var/run/docker.sock");
    private static final int USUAL_PORT = 2375;
    private static final int USUAL_TLS_PORT = 2376;

    private final Map<String, String> environment;
    private final Path configuration;

    EndpointSearch(Map<String, String> environment, Path home) {
        this.environment = environment;
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        this.configuration = folder.isEmpty() ? home.resolve(".docker") : home.resolve(folder);
    }

    DockerEndpoint endpoint() {
        String host = variable("DOCKER_HOST");
        if (!host.isEmpty()) {
            return endpoint(host, ownTls(), "DOCKER_HOST");
        }
        String context = variable("DOCKER_CONTEXT");
        if (!context.isEmpty()) {
            return ofContext(context, "DOCKER_CONTEXT");
        }
        Path file = configuration.resolve("config.json");
        String current = currentContext(file);
        return current.isEmpty()
                ? new DockerEndpoint(new DockerEndpoint.Address.Socket(USUAL_SOCKET), Optional.empty(), version(), "")
                : ofContext(current, file.toString());
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private Optional<ApiVersion> version() {
        String text = variable("DOCKER_API_VERSION");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<ApiVersion> version = ApiVersion.parse(text.startsWith("v") ? text.substring(1) : text);
        if (version.isEmpty() || version.get().compareTo(ApiVersion.OLDEST) < 0) {
            throw problem(
                    "docker.api-version",
                    "DOCKER_API_VERSION is \"" + text + "\", and Hauban speaks " + ApiVersion.OLDEST + " and newer",
                    "Unset DOCKER_API_VERSION: then the newest version that both know is taken.");
        }
        return version;
    }

    /// What the variables say about TLS, for a daemon that `DOCKER_HOST` names.
    private Optional<DockerEndpoint.Tls> ownTls() {
        boolean verified = !variable("DOCKER_TLS_VERIFY").isEmpty();
        if (!verified && variable("DOCKER_TLS").isEmpty()) {
            return Optional.empty();
        }
        String named = variable("DOCKER_CERT_PATH");
        Path folder = named.isEmpty() ? configuration : configuration.resolve(named);
        if (verified && !Files.exists(folder.resolve("ca.pem"))) {
            throw problem(
                    "docker.tls",
                    "DOCKER_TLS_VERIFY is set, but there is no " + folder.resolve("ca.pem"),
                    "Set DOCKER_CERT_PATH to the folder that holds ca.pem, cert.pem and key.pem.");
        }
        return Optional.of(tls(folder, verified));
    }

    private static DockerEndpoint.Tls tls(Path folder, boolean verified) {
        return new DockerEndpoint.Tls(
                file(folder, "ca.pem"), file(folder, "cert.pem"), file(folder, "key.pem"), verified);
    }

    private static Optional<Path> file(Path folder, String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    private String currentContext(Path file) {
        try {
            return JsonReader.readObject(Files.readString(file))
                    .findText("currentContext")
                    .orElse("");
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException failure) {
            throw problem(
                    "docker.configuration-broken",
                    "Docker's configuration " + file + " can't be read: " + words(failure),
                    "Mend it. " + OTHERWISE);
        }
    }

    private DockerEndpoint ofContext(String name, String saidBy) {
        if (name.equals("default")) {
            return new DockerEndpoint(new DockerEndpoint.Address.Socket(USUAL_SOCKET), Optional.empty(), version(), "");
        }
        String key = sha256(name);
        Path file = configuration.resolve("contexts/meta").resolve(key).resolve("meta.json");
        String origin = "the Docker context \"" + name + "\"";
        try {
            Json.Members docker = JsonReader.readObject(Files.readString(file))
                    .members("Endpoints")
                    .members("docker");
            boolean skips = docker.find("SkipTLSVerify").isPresent() && docker.bool("SkipTLSVerify");
            Path keys = configuration.resolve("contexts/tls").resolve(key).resolve("docker");
            Optional<DockerEndpoint.Tls> tls =
                    skips || Files.isDirectory(keys) ? Optional.of(tls(keys, !skips)) : Optional.empty();
            return endpoint(docker.findText("Host").orElse(""), tls, origin);
        } catch (NoSuchFileException none) {
            throw problem(
                    "docker.context-absent",
                    "there is no Docker context \"" + name + "\", which " + saidBy + " asks for",
                    "See which there are: docker context ls\n" + OTHERWISE);
        } catch (IOException failure) {
            throw problem(
                    "docker.context-broken",
                    origin + " can't be read: " + file + ": " + words(failure),
                    "Make it anew: docker context rm " + name + ", docker context create " + name + "\n" + OTHERWISE);
        }
    }

    private DockerEndpoint endpoint(String host, Optional<DockerEndpoint.Tls> tls, String origin) {
        if (host.startsWith("unix://")) {
            String path = host.substring("unix://".length());
            Path socket = path.isEmpty() ? USUAL_SOCKET : Path.of(path);
            return new DockerEndpoint(new DockerEndpoint.Address.Socket(socket), Optional.empty(), version(), origin);
        }
        if (host.startsWith("ssh://")) {
            String machine = host.substring("ssh://".length());
            throw problem(
                    "docker.ssh",
                    origin + " asks for Docker at " + host + ", and Hauban does not speak to Docker by SSH",
                    "Let ssh bring the socket here, and name that:\n"
                            + "ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock " + machine + " &\n"
                            + "export DOCKER_HOST=unix:///tmp/docker.sock");
        }
        String rest = host.startsWith("tcp://") ? host.substring("tcp://".length()) : host;
        Optional<DockerEndpoint.Address> address =
                rest.contains("://") ? Optional.empty() : tcp(rest, tls.isEmpty() ? USUAL_PORT : USUAL_TLS_PORT);
        if (address.isEmpty()) {
            throw problem(
                    "docker.address",
                    "\"" + host + "\", from " + origin + ", is no address of a Docker daemon that Hauban can speak to",
                    "Write unix:///var/run/docker.sock or tcp://host:port.");
        }
        return new DockerEndpoint(address.get(), tls, version(), origin);
    }

    /// `host`, `host:port`, `[::1]:port`, `:port`
    private static Optional<DockerEndpoint.Address> tcp(String text, int usualPort) {
        String rest = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        int closing = rest.startsWith("[") ? rest.indexOf(']') : -1;
        int colon = rest.indexOf(':', Math.max(closing, 0));
        String name = closing > 0 ? rest.substring(1, closing) : colon < 0 ? rest : rest.substring(0, colon);
        String behind = closing > 0 ? rest.substring(closing + 1) : colon < 0 ? "" : rest.substring(colon);
        int port = behind.isEmpty() ? usualPort : port(behind);
        if (port < 1 || rest.isEmpty() || rest.startsWith("[") && closing < 2 || !isName(name)) {
            return Optional.empty();
        }
        return Optional.of(new DockerEndpoint.Address.Host(name.isEmpty() ? "127.0.0.1" : name, port));
    }

    private static boolean isName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            if (letter <= ' ' || letter >= 127 || "/?#@\"\\".indexOf(letter) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// `:2375`; 0 where it is none.
    private static int port(String text) {
        int port = text.length() < 2 || text.length() > 6 || text.charAt(0) != ':' ? -1 : 0;
        for (int at = 1; at < text.length() && port >= 0; at++) {
            char digit = text.charAt(at);
            port = digit < '0' || digit > '9' ? -1 : port * 10 + digit - '0';
        }
        return port > 65535 || port < 0 ? 0 : port;
    }

    private static String words(IOException failure) {
        String words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return failure instanceof MalformedJson ? words : words.equals("") ? "it can't be read" : words;
    }

    private static String sha256(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static ProblemException problem(String code, String message, String remedy) {
        return new ProblemException(Problem.error(code, Actor.MACHINE, message).remedy(remedy));
    }
}
