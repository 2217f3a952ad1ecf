package dev.hauban.engine.docker.wire;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Docker daemons that tests may use: those that `HAUBAN_TEST_DOCKER` names, addresses with a blank between them,
/// else the one of this machine if it is there.
public final class RealDaemons {
    public static final String NONE =
            "there is no Docker daemon: none is named in HAUBAN_TEST_DOCKER, and there is no " + "/var/run/docker.sock";

    private RealDaemons() {}

    /// At least one; an empty address stands for none, for which a test says [#NONE].
    public static List<String> addresses() {
        String named = System.getenv().getOrDefault("HAUBAN_TEST_DOCKER", "").strip();
        if (!named.isEmpty()) {
            return List.of(named.split(" +"));
        }
        return Files.exists(Path.of("/var/run/docker.sock")) ? List.of("unix:///var/run/docker.sock") : List.of("");
    }
}
