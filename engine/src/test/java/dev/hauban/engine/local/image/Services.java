package dev.hauban.engine.local.image;

import dev.hauban.problem.Place;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Mount;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Services for tests, said in one line.
record Services(
        Optional<String> image,
        Optional<Build> build,
        Map<String, String> environment,
        Optional<List<String>> command,
        Optional<HealthCheck.Test> health,
        ServiceExtension extension) {

    static Services of(String image) {
        return new Services(
                Optional.of(image),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                ServiceExtension.none());
    }

    static Services built(Path context) {
        var build = new Build(
                context, Optional.of(context.resolve("Dockerfile")), Optional.empty(), Map.of(), Optional.empty());
        return new Services(
                Optional.empty(),
                Optional.of(build),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                ServiceExtension.none());
    }

    Services build(Build changed) {
        return new Services(image, Optional.of(changed), environment, command, health, extension);
    }

    Services environment(Map<String, String> changed) {
        return new Services(image, build, changed, command, health, extension);
    }

    Services command(String... words) {
        return new Services(image, build, environment, Optional.of(List.of(words)), health, extension);
    }

    Services health(HealthCheck.Test test) {
        return new Services(image, build, environment, command, Optional.of(test), extension);
    }

    Services local(String... words) {
        return new Services(
                image,
                build,
                environment,
                command,
                health,
                new ServiceExtension(Optional.of(List.of(words)), Optional.empty(), Optional.empty()));
    }

    Service service(Mount... mounts) {
        var program = new Service.Program(
                image.map(ImageReference::parse),
                build,
                Optional.empty(),
                command,
                environment,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false);
        var attachments = new Service.Attachments(
                List.of(),
                List.of(),
                List.of(mounts),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty());
        var check = health.map(test -> new HealthCheck(
                test,
                HealthCheck.DEFAULT_INTERVAL,
                HealthCheck.DEFAULT_TIMEOUT,
                3,
                java.time.Duration.ZERO,
                Optional.empty()));
        return new Service(
                new ServiceName("db"),
                ConfigHash.of("hash"),
                new Place("compose.yaml", 3, 5),
                1,
                program,
                attachments,
                new Lifecycle(Map.of(), check, new RestartPolicy.Never(), Optional.empty(), Lifecycle.DEFAULT_GRACE),
                Limits.none(),
                extension,
                List.of(),
                Map.of(),
                Specification.empty());
    }
}
