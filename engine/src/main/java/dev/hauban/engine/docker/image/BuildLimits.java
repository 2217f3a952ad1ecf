package dev.hauban.engine.docker.image;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// What the file asks of a build that Docker's classic builder can't do, nor BuildKit without asking back.
final class BuildLimits {
    /// Without these the image would be another one, or none.
    private static final List<String> NEEDED = List.of("secrets", "ssh", "additional_contexts", "privileged");

    /// Without these it is the same, only made another way.
    private static final List<String> WELCOME = List.of("cache_to", "entitlements", "provenance", "sbom");

    private BuildLimits() {}

    static List<Problem> of(BuildOrder order) {
        var problems = new ArrayList<Problem>();
        for (String key : NEEDED) {
            if (order.says(key)) {
                problems.add(Problem.error("docker.build-unsupported", Actor.AUTHOR, "`" + key + "`" + CANT)
                        .at(order.service().place())
                        .about(order.path() + "." + key)
                        .remedy("Build it with docker compose build, and let `image` name it."));
            }
        }
        if (order.texts("platforms").size() > 1) {
            problems.add(Problem.error("docker.build-unsupported", Actor.AUTHOR, "several platforms" + CANT)
                    .at(order.service().place())
                    .about(order.path() + ".platforms")
                    .remedy("Name one platform here, or build it with docker compose build."));
        }
        for (String key : WELCOME) {
            if (order.says(key)) {
                problems.add(Problem.degraded("docker.build-without", "`" + key + "`" + CANT + " and is left out")
                        .at(order.service().place())
                        .about(order.path() + "." + key));
            }
        }
        return problems;
    }

    private static final String CANT = " can't be had of a build by Hauban";
}
