package dev.hauban.cli;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which instances a command is about.
final class Meant {
    private Meant() {}

    /// @param services empty means all, those of services that the files no longer have among them
    static List<Instance> of(Engine engine, Loaded loaded, List<ServiceName> services) throws IOException {
        var meant = new ArrayList<Instance>();
        for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
            if (services.isEmpty() || services.contains(instance.id().service())) {
                meant.add(instance);
            }
        }
        return meant;
    }

    /// Those among them that have processes.
    static List<Instance> up(Engine engine, Loaded loaded, List<ServiceName> services) throws IOException {
        return of(engine, loaded, services).stream().filter(Instance::isUp).toList();
    }

    /// @param index 0 is the first that runs
    static Instance running(Engine engine, Loaded loaded, ServiceName service, int index) throws IOException {
        for (Instance instance : up(engine, loaded, List.of(service))) {
            if (index == 0 || instance.id().number() == index) {
                return instance;
            }
        }
        String name = index == 0 ? service.text() : service + "-" + index;
        throw new ProblemException(Problem.error("cli.not-running", Actor.SERVICE, name + " does not run")
                .remedy("hauban up -d " + service + " starts it; hauban ps --all shows what became of it."));
    }
}
