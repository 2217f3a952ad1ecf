package dev.hauban.compose.meaning;

import dev.hauban.compose.shape.Durations;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Trail;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.ServiceName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// When a service starts, when it is well, and what happens when it ends.
final class LifecycleMaker {
    private final Mapping service;
    private final Trail trail;
    private final Problems problems;

    LifecycleMaker(Mapping service, Trail trail, Problems problems) {
        this.service = service;
        this.trail = trail;
        this.problems = problems;
    }

    Lifecycle make() {
        Duration grace = duration(service, "stop_grace_period");
        return new Lifecycle(
                dependencies(),
                Optional.ofNullable(service.mapping("healthcheck")).map(LifecycleMaker::healthCheck),
                restart(),
                Optional.ofNullable(service.text("stop_signal")),
                grace == null ? Lifecycle.DEFAULT_GRACE : grace);
    }

    private Map<ServiceName, Dependency> dependencies() {
        var dependencies = new LinkedHashMap<ServiceName, Dependency>();
        if (service.mapping("depends_on") instanceof Mapping mapping) {
            mapping.entries().forEach((name, node) -> {
                // A name that no service can have is undefined, which has been told.
                if (node instanceof Mapping dependency && ServiceName.isValid(name)) {
                    dependencies.put(
                            new ServiceName(name),
                            new Dependency(
                                    condition(String.valueOf(dependency.text("condition"))),
                                    dependency.isTrue("required"),
                                    dependency.isTrue("restart")));
                }
            });
        }
        return dependencies;
    }

    private static Dependency.Condition condition(String text) {
        return switch (text) {
            case "service_healthy" -> Dependency.Condition.HEALTHY;
            case "service_completed_successfully" -> Dependency.Condition.COMPLETED_SUCCESSFULLY;
            default -> Dependency.Condition.STARTED;
        };
    }

    private static HealthCheck healthCheck(Mapping check) {
        Object retries = check.value("retries");
        return new HealthCheck(
                test(check),
                positiveOr(duration(check, "interval"), HealthCheck.DEFAULT_INTERVAL),
                positiveOr(duration(check, "timeout"), HealthCheck.DEFAULT_TIMEOUT),
                retries instanceof Long number && number > 0
                        ? Math.toIntExact(Math.min(number, Integer.MAX_VALUE))
                        : HealthCheck.DEFAULT_RETRIES,
                positiveOr(duration(check, "start_period"), Duration.ZERO),
                Optional.ofNullable(duration(check, "start_interval")).filter(Duration::isPositive));
    }

    /// The engine takes zero for its default.
    private static Duration positiveOr(@Nullable Duration duration, Duration otherwise) {
        return duration != null && duration.isPositive() ? duration : otherwise;
    }

    private static HealthCheck.Test test(Mapping check) {
        if (check.isTrue("disable")) {
            return new HealthCheck.Test.None();
        }
        List<String> words = StackMaker.texts(check.sequence("test"));
        if (words.isEmpty()) {
            return new HealthCheck.Test.Inherited();
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "NONE" -> new HealthCheck.Test.None();
            case "CMD-SHELL" -> new HealthCheck.Test.Shell(String.join(" ", rest));
            default -> new HealthCheck.Test.Command(rest);
        };
    }

    /// `deploy.restart_policy` wins over `restart`, as in Docker Compose.
    private RestartPolicy restart() {
        Mapping deploy = service.mapping("deploy");
        Mapping policy = deploy == null ? null : deploy.mapping("restart_policy");
        if (policy != null) {
            Object attempts = policy.value("max_attempts");
            String condition = policy.text("condition");
            return policy(
                    condition == null ? "" : condition,
                    attempts instanceof Long number ? OptionalInt.of(number.intValue()) : OptionalInt.empty(),
                    policy);
        }
        Node restart = service.get("restart");
        String text = service.text("restart");
        if (restart == null || text == null) {
            return new RestartPolicy.Never();
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? policy(text, OptionalInt.empty(), restart)
                : policy(text.substring(0, colon), attempts(text.substring(colon + 1), restart), restart);
    }

    private OptionalInt attempts(String text, Node node) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            problems.error(
                    "compose.value",
                    node,
                    trail.child("restart"),
                    "`" + text + "` is not a number of attempts",
                    "write it as in on-failure:3");
            return OptionalInt.empty();
        }
    }

    private RestartPolicy policy(String word, OptionalInt attempts, Node node) {
        return switch (word) {
            case "", "no", "none" -> new RestartPolicy.Never();
            case "always", "any" -> new RestartPolicy.Always();
            case "unless-stopped" -> new RestartPolicy.UnlessStopped();
            case "on-failure" ->
                new RestartPolicy.OnFailure(
                        attempts.isPresent() && attempts.getAsInt() > 0 ? attempts : OptionalInt.empty());
            default -> {
                List<String> known = List.of("no", "always", "on-failure", "unless-stopped");
                String nearest = problems.nearest(word, known);
                problems.error(
                        "compose.value",
                        node,
                        trail.child("restart"),
                        "`" + word + "` is not a restart policy",
                        nearest == null ? "use one of " + String.join(", ", known) : "did you mean `" + nearest + "`?");
                yield new RestartPolicy.Never();
            }
        };
    }

    private static @Nullable Duration duration(Mapping mapping, String key) {
        String text = mapping.text(key);
        Long nanoseconds = text == null ? null : Durations.parse(text);
        return nanoseconds == null ? null : Duration.ofNanos(nanoseconds);
    }
}
