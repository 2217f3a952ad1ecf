package dev.hauban.cli;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Engine;
import dev.hauban.engine.OneOffs;
import dev.hauban.plan.Instance;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One instance that a person means, and what can be done to it: one that the stack keeps, or one that `run` has made
/// for a single command.
record Single(Instance instance, ByHand hands, boolean isKept) {
    /// As it is spoken of: by service and number, or by the only name that it has.
    String name() {
        return isKept ? instance.id().toString() : instance.details().name();
    }

    /// Nothing for one that has none.
    String number() {
        return isKept ? Integer.toString(instance.id().number()) : "";
    }

    /// A service's own, then those for single commands.
    ///
    /// @param services empty means all
    static List<Single> of(Engine engine, Loaded loaded, List<ServiceName> services)
            throws IOException, InterruptedException {
        var singles = new ArrayList<>(kept(engine, loaded, services));
        OneOffs oneOffs = engine.byHand().oneOffs(loaded.stack().name());
        for (Instance instance : oneOffs.instances()) {
            if (services.isEmpty() || services.contains(instance.id().service())) {
                singles.add(new Single(instance, oneOffs.hands(), false));
            }
        }
        singles.sort(
                Comparator.comparing((Single single) -> single.instance().id().service()));
        return singles;
    }

    static List<Single> kept(Engine engine, Loaded loaded, List<ServiceName> services) throws IOException {
        return Meant.of(engine, loaded, services).stream()
                .map(instance -> new Single(instance, engine.byHand(), true))
                .toList();
    }

    /// Those among them that have processes.
    static List<Single> up(Engine engine, Loaded loaded, List<ServiceName> services)
            throws IOException, InterruptedException {
        return of(engine, loaded, services).stream()
                .filter(single -> single.instance().isUp())
                .toList();
    }
}
