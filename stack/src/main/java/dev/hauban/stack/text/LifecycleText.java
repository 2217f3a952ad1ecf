package dev.hauban.stack.text;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// When a service starts and what happens when it ends, as JSON and back.
final class LifecycleText {
    private LifecycleText() {}

    static Json write(Lifecycle lifecycle) {
        MembersBuilder dependencies = Json.object();
        lifecycle.dependencies().forEach((name, dependency) -> dependencies.with(name.text(), dependency(dependency)));
        return Json.object()
                .with("dependencies", dependencies.build())
                .withOptional("healthCheck", lifecycle.healthCheck().map(LifecycleText::healthCheck))
                .with("restart", restart(lifecycle.restart()))
                .withText("stopSignal", lifecycle.stopSignal())
                .with("stopGrace", Texts.duration(lifecycle.stopGrace()))
                .build();
    }

    static Lifecycle read(Json.Members members) throws MalformedJson {
        return new Lifecycle(
                dependencies(members.members("dependencies")),
                members.find("healthCheck").isEmpty()
                        ? Optional.empty()
                        : Optional.of(healthCheck(members.members("healthCheck"))),
                restart(members.members("restart")),
                members.findText("stopSignal"),
                Texts.duration(members, "stopGrace"));
    }

    private static Json dependency(Dependency dependency) {
        return Json.object()
                .with("condition", dependency.condition().name())
                .with("required", dependency.isRequired())
                .with("restartsWith", dependency.restartsWith())
                .build();
    }

    private static Map<ServiceName, Dependency> dependencies(Json.Members members) throws MalformedJson {
        var dependencies = new LinkedHashMap<ServiceName, Dependency>();
        for (String name : members.values().keySet()) {
            Json.Members dependency = members.members(name);
            dependencies.put(
                    new ServiceName(name),
                    new Dependency(
                            Dependency.Condition.valueOf(dependency.text("condition")),
                            dependency.bool("required"),
                            dependency.bool("restartsWith")));
        }
        return dependencies;
    }

    private static Json healthCheck(HealthCheck check) {
        return Json.object()
                .with("test", test(check.test()))
                .with("interval", Texts.duration(check.interval()))
                .with("timeout", Texts.duration(check.timeout()))
                .with("retries", check.retries())
                .with("startPeriod", Texts.duration(check.startPeriod()))
                .withOptional("startInterval", check.startInterval().map(Texts::duration))
                .build();
    }

    private static HealthCheck healthCheck(Json.Members members) throws MalformedJson {
        return new HealthCheck(
                test(members.array("test").texts()),
                Texts.duration(members, "interval"),
                Texts.duration(members, "timeout"),
                Texts.integer(members, "retries"),
                Texts.duration(members, "startPeriod"),
                members.find("startInterval").isEmpty()
                        ? Optional.empty()
                        : Optional.of(Texts.duration(members, "startInterval")));
    }

    /// In the words of the specification; nothing at all is the image's own test.
    private static Json test(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Command(List<String> words) -> {
                var all = new java.util.ArrayList<String>();
                all.add("CMD");
                all.addAll(words);
                yield Json.texts(all);
            }
            case HealthCheck.Test.Shell(String line) -> Json.texts(List.of("CMD-SHELL", line));
            case HealthCheck.Test.None() -> Json.texts(List.of("NONE"));
            case HealthCheck.Test.Inherited() -> Json.texts(List.of());
        };
    }

    private static HealthCheck.Test test(List<String> words) throws MalformedJson {
        if (words.isEmpty()) {
            return new HealthCheck.Test.Inherited();
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "CMD" -> new HealthCheck.Test.Command(rest);
            case "CMD-SHELL" -> new HealthCheck.Test.Shell(String.join(" ", rest));
            case "NONE" -> new HealthCheck.Test.None();
            default -> throw MalformedJson.shape("\"" + words.getFirst() + "\" is no kind of test");
        };
    }

    private static Json restart(RestartPolicy policy) {
        MembersBuilder members = Json.object();
        return switch (policy) {
            case RestartPolicy.Never() -> members.with("policy", "no").build();
            case RestartPolicy.Always() -> members.with("policy", "always").build();
            case RestartPolicy.UnlessStopped() ->
                members.with("policy", "unless-stopped").build();
            case RestartPolicy.OnFailure(OptionalInt attempts) -> {
                members.with("policy", "on-failure");
                attempts.ifPresent(number -> members.with("attempts", number));
                yield members.build();
            }
        };
    }

    private static RestartPolicy restart(Json.Members members) throws MalformedJson {
        String policy = members.text("policy");
        return switch (policy) {
            case "no" -> new RestartPolicy.Never();
            case "always" -> new RestartPolicy.Always();
            case "unless-stopped" -> new RestartPolicy.UnlessStopped();
            case "on-failure" ->
                new RestartPolicy.OnFailure(
                        members.find("attempts").isEmpty()
                                ? OptionalInt.empty()
                                : OptionalInt.of(Texts.integer(members, "attempts")));
            default -> throw MalformedJson.shape("\"" + policy + "\" is no restart policy");
        };
    }
}
