package dev.hauban.cli;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Observed;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// An instance, and how healthy it is.
record Seen(Instance instance, Health health) {

    /// What the engine sees of the project now.
    ///
    /// @param services empty means all
    static List<Seen> all(Call call, Loaded loaded, Collection<ServiceName> services) throws IOException {
        try (Engine engine = call.engine(loaded)) {
            return of(engine.observe(loaded.stack().name()), call, loaded).stream()
                    .filter(seen -> services.isEmpty()
                            || services.contains(seen.instance().id().service()))
                    .toList();
        }
    }

    static List<Seen> of(Observed observed, Call call, Loaded loaded) {
        var seen = new ArrayList<Seen>();
        for (Instance instance : observed.instances()) {
            seen.add(new Seen(instance, health(call, loaded, instance)));
        }
        return seen;
    }

    private static Health health(Call call, Loaded loaded, Instance instance) {
        if (!instance.isRunning()) {
            return Health.NONE;
        }
        Optional<Health> told = instance.health();
        if (told.isPresent() && told.get() != Health.STARTING) {
            return told.get();
        }
        // While the engine still says "starting", a test of our own may have passed.
        Optional<Health> known = call.house().health(loaded, instance);
        if (known.isPresent()) {
            return known.get();
        }
        return told.isPresent() ? told.get() : untested(loaded, instance);
    }

    private static Health untested(Loaded loaded, Instance instance) {
        Optional<Service> service = loaded.stack().service(instance.id().service());
        boolean hasTest = instance.imageCheck().isPresent()
                || service.isPresent()
                        && service.get().lifecycle().healthCheck().isPresent()
                        && !(service.get().lifecycle().healthCheck().get().test() instanceof HealthCheck.Test.None);
        return hasTest ? Health.STARTING : Health.NONE;
    }
}
