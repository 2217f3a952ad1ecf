package dev.hauban.plan;

import dev.hauban.stack.Dependency;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Who waits for whom.
public final class Dependencies {
    private Dependencies() {}

    /// The services themselves and everything that they wait for, directly or not, as far as the stack has it.
    public static SortedSet<ServiceName> closure(Stack stack, Collection<ServiceName> services) {
        return reach(services, name -> stack.service(name).map(Dependencies::of).orElse(Set.of()), stack);
    }

    /// The services themselves and those that are to be restarted with them (`depends_on.restart: true`).
    static SortedSet<ServiceName> restartedWith(Stack stack, Collection<ServiceName> services) {
        return reach(services, name -> dependants(stack, name, true), stack);
    }

    /// Those that wait directly for this one.
    static SortedSet<ServiceName> dependants(Stack stack, ServiceName of) {
        return dependants(stack, of, false);
    }

    private static SortedSet<ServiceName> dependants(Stack stack, ServiceName of, boolean onlyRestarted) {
        SortedSet<ServiceName> found = new TreeSet<>();
        for (Map.Entry<ServiceName, Service> entry : stack.services().entrySet()) {
            Dependency dependency = entry.getValue().lifecycle().dependencies().get(of);
            if (dependency != null && (!onlyRestarted || dependency.restartsWith())) {
                found.add(entry.getKey());
            }
        }
        return found;
    }

    private static Set<ServiceName> of(Service service) {
        return service.lifecycle().dependencies().keySet();
    }

    private static SortedSet<ServiceName> reach(
            Collection<ServiceName> from, Function<ServiceName, Set<ServiceName>> next, Stack stack) {
        SortedSet<ServiceName> reached = new TreeSet<>();
        var open = new java.util.ArrayDeque<>(from);
        while (!open.isEmpty()) {
            ServiceName name = open.removeFirst();
            if (stack.services().containsKey(name) && reached.add(name)) {
                open.addAll(next.apply(name));
            }
        }
        return reached;
    }
}
