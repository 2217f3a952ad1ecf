package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.ProbeResult;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs the health check that the daemon would run, inside the container, without the daemon's knowing of it as one:
/// its own idea of the container's health is not touched.
final class Trial {
    private final DockerDaemon daemon;
    private final Picture picture;
    private final ProjectName project;

    Trial(DockerDaemon daemon, Picture picture, ProjectName project) {
        this.daemon = daemon;
        this.picture = picture;
        this.project = project;
    }

    ProbeResult probe(InstanceId instance) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Optional<Container> container = new Containers(daemon, picture).first(project, instance);
        if (container.isEmpty() || !container.get().isRunning()) {
            return new ProbeResult.NotRun(since(begin), instance + " is not running");
        }
        Optional<HealthCheck> check = InstanceReader.check(container.get());
        List<String> words = check.isEmpty() ? List.of() : words(container.get(), check.get());
        if (check.isEmpty() || words.isEmpty()) {
            return new ProbeResult.NotRun(since(begin), instance.service() + " has no health check");
        }
        try {
            return switch (new Command(daemon, container.get().id())
                    .run(words, check.get().timeout())) {
                case Command.End.TimedOut(String output) -> new ProbeResult.TimedOut(since(begin), output);
                case Command.End.Exited(int code, String output) ->
                    code == 0
                            ? new ProbeResult.Passed(since(begin), output)
                            : new ProbeResult.Failed(since(begin), code, output);
            };
        } catch (DockerRefusal refusal) {
            // It ended in between, or the test's program is not there: the daemon would call that a failure, too.
            return new ProbeResult.NotRun(since(begin), refusal.reason());
        }
    }

    private static List<String> words(Container container, HealthCheck check) throws MalformedJson {
        return switch (check.test()) {
            case HealthCheck.Test.Command(List<String> words) -> words;
            case HealthCheck.Test.Shell(String line) -> {
                var words = new ArrayList<>(shell(container));
                words.add(line);
                yield words;
            }
            case HealthCheck.Test.None _, HealthCheck.Test.Inherited _ -> List.of();
        };
    }

    /// The image's own shell (`SHELL` in its Dockerfile), as the daemon takes it.
    private static List<String> shell(Container container) throws MalformedJson {
        List<String> shell = container.config().find("Shell").isEmpty()
                ? List.of()
                : container.config().array("Shell").texts();
        return shell.isEmpty() ? List.of("/bin/sh", "-c") : shell;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
