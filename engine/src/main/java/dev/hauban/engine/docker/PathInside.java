package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerAnswer;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// What is at a path inside a container.
///
/// @param path without links at its end, where that was asked for
record PathInside(String path, Kind kind) {
    /// The bits of Go's file modes.
    private static final long FOLDER = 1L << 31;
    private static final long LINK = 1L << 27;

    private static final int NOT_FOUND = 404;

    enum Kind {
        MISSING,
        FOLDER,
        OTHER
    }

    /// @param followsLink whether a link at the end means what it leads to
    static PathInside of(DockerDaemon daemon, String container, String path, boolean followsLink)
            throws IOException, InterruptedException {
        String absolute = path.startsWith("/") ? path : "/" + path;
        Optional<Json.Members> found = stat(daemon, container, absolute);
        if (found.isEmpty()) {
            return new PathInside(absolute, Kind.MISSING);
        }
        if (followsLink && (found.get().wholeNumber("mode") & LINK) != 0) {
            String target = found.get().findText("linkTarget").orElse("");
            String resolved =
                    Path.of(absolute).resolveSibling(target).normalize().toString();
            Optional<Json.Members> behind = stat(daemon, container, resolved);
            return new PathInside(
                    resolved,
                    behind.isEmpty() ? Kind.MISSING : kind(behind.get().wholeNumber("mode")));
        }
        return new PathInside(absolute, kind(found.get().wholeNumber("mode")));
    }

    private static Kind kind(long mode) {
        return (mode & FOLDER) != 0 ? Kind.FOLDER : Kind.OTHER;
    }

    private static Optional<Json.Members> stat(DockerDaemon daemon, String container, String path)
            throws IOException, InterruptedException {
        DockerAnswer answer = daemon.ask(
                DockerRequest.head("/containers/{}/archive", container).query("path", path));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        String stat = answer.accepted()
                .header("X-Docker-Container-Path-Stat")
                .orElseThrow(() -> MalformedJson.shape("nothing is said of what is at " + path));
        byte[] json = Base64.getDecoder().decode(stat);
        return Optional.of(JsonReader.readObject(new String(json, StandardCharsets.UTF_8)));
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    Path parent() {
        Path parent = Path.of(path).normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /// Empty for the root.
    String name() {
        Path name = Path.of(path).normalize().getFileName();
        return name == null ? "" : name.toString();
    }
}
