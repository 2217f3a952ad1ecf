package dev.hauban.engine.docker;

import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.wire.DockerDaemon;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What the engine has around it.
///
/// @param dockerConfiguration the folder of Docker's own configuration, such as `~/.docker`; it need not be there
/// @param streams of commands that are run inside a container
public record Surroundings(
        DockerDaemon daemon,
        InstantSource clock,
        Map<String, String> environment,
        Path dockerConfiguration,
        Streams streams) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
