package dev.hauban.cli;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Place;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Origin;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.StackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A small stack for tests: a database with a health check, a web service that waits for it, a job that runs once.
final class Shop {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final ServiceName DB = new ServiceName("db");
    static final ServiceName JOB = new ServiceName("job");
    static final ServiceName WEB = new ServiceName("web");

    /// The same stack as a file.
    static final String TEXT = """
            name: shop
            services:
              db:
                image: postgres:17
                healthcheck: {test: [CMD, pg_isready]}
              job: {image: "shop/job:1"}
              web:
                image: shop/web:${WEB_TAG:-1}
                depends_on: {db: {condition: service_healthy}}
              look: {image: "shop/look:1", profiles: [tools]}
            x-hauban:
              groups: {front: [web, job]}
            """;

    private Shop() {}

    static Stack stack() {
        var services = new LinkedHashMap<ServiceName, Service>();
        var check = new HealthCheck(
                new HealthCheck.Test.Command(List.of("pg_isready")),
                HealthCheck.DEFAULT_INTERVAL,
                HealthCheck.DEFAULT_TIMEOUT,
                HealthCheck.DEFAULT_RETRIES,
                Duration.ZERO,
                Optional.empty());
        services.put(DB, service(DB, "postgres:17", Map.of(), Optional.of(check)));
        services.put(JOB, service(JOB, "shop/job:1", Map.of(), Optional.empty()));
        var healthy = new Dependency(Dependency.Condition.HEALTHY, true, false);
        services.put(WEB, service(WEB, "shop/web:1", Map.of(DB, healthy), Optional.empty()));
        return new Stack(
                new ProjectName("shop"),
                services,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("front", List.of(WEB, JOB)),
                StackExtension.none(),
                Origin.none());
    }

    static Instance running(ServiceName name, int number, Duration age, Instance.Publisher... ports) {
        Instant since = NOW.minus(age);
        return instance(name, number, new Instance.Phase.Running(since), since, ports);
    }

    static Instance exited(ServiceName name, int code) {
        return exited(name, code, NOW.minusSeconds(90));
    }

    static Instance exited(ServiceName name, int code, Instant at) {
        return exited(name, new Instance.Phase.Exited(code, NOW.minusSeconds(95), at));
    }

    static Instance exited(ServiceName name, Instance.Phase.Exited how) {
        return instance(name, 1, how, NOW.minusSeconds(100));
    }

    static LogLine line(ServiceName name, LogLine.Source source, String text) {
        return new LogLine(new InstanceId(name, 1), NOW.minusSeconds(5), source, text);
    }

    /// Two run, one has ended.
    static MemoryHouse busy() {
        var house = new MemoryHouse(stack());
        house.engine.instances.add(running(DB, 1, Duration.ofMinutes(5), port("", 5432, 0)));
        house.engine.instances.add(exited(JOB, 0));
        house.engine.instances.add(
                running(WEB, 1, Duration.ofSeconds(30), port("0.0.0.0", 80, 8080), port("::", 80, 8080)));
        house.healths.put(new InstanceId(DB, 1), dev.hauban.plan.Health.HEALTHY);
        house.engine.lines.add(line(WEB, LogLine.Source.OUTPUT, "GET / 200"));
        house.engine.lines.add(line(DB, LogLine.Source.ERROR, "ready"));
        house.projects.add(
                new ProjectSeen("blog", new TreeMap<>(Map.of("exited", 1)), List.of("/work/blog/compose.yaml")));
        house.projects.add(new ProjectSeen(
                "shop", new TreeMap<>(Map.of("exited", 1, "running", 2)), List.of("/work/compose.yaml")));
        house.engine.findings.add(new dev.hauban.engine.Engine.Finding("isolation", "rung 2", true));
        house.engine.findings.add(new dev.hauban.engine.Engine.Finding("limits", "none can be set", false));
        return house;
    }

    private static Instance.Publisher port(String host, int target, int published) {
        return new Instance.Publisher(host, target, published, "tcp");
    }

    static Instance instance(
            ServiceName name, int number, Instance.Phase phase, Instant createdAt, Instance.Publisher... ports) {
        var details = new Instance.Details(
                "shop-" + name + "-" + number,
                name.equals(DB) ? "postgres:17" : "shop/" + name + ":1",
                name.equals(DB) ? "docker-entrypoint.sh postgres -c fsync=off" : "/bin/" + name,
                List.of(ports),
                Optional.empty());
        return new Instance(
                new InstanceId(name, number),
                phase,
                "h-" + name,
                createdAt,
                Optional.empty(),
                Optional.empty(),
                details);
    }

    static Service service(
            ServiceName name, String image, Map<ServiceName, Dependency> needs, Optional<HealthCheck> check) {
        var program = new Service.Program(
                Optional.of(ImageReference.parse(image)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false);
        var attachments = new Service.Attachments(
                List.of(), List.of(), List.of(), Map.of(), Optional.empty(), Map.of(), List.of(), Optional.empty());
        var lifecycle =
                new Lifecycle(needs, check, new RestartPolicy.Never(), Optional.empty(), Lifecycle.DEFAULT_GRACE);
        return new Service(
                name,
                ConfigHash.of("h-" + name),
                new Place("compose.yaml", 3, 3),
                1,
                program,
                attachments,
                lifecycle,
                Limits.none(),
                ServiceExtension.none(),
                List.of(),
                Map.of(),
                Specification.empty());
    }
}
