package dev.hauban.plan;

import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The state that somebody asked for: the union of all that was brought up of this project.
///
/// @param stack every service that was ever asked for and not yet taken down, from whatever files
/// @param services what was asked of which; a service that is not in here is left alone
/// @param teardown what is to be taken away besides instances, once no instance is left
/// @param removesOrphans whether instances of services that the stack doesn't have are removed
public record Wanted(
        Stack stack, Map<ServiceName, ServiceWanted> services, Optional<Teardown> teardown, boolean removesOrphans) {

    public Wanted {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
    }

    public static Wanted nothing(Stack stack) {
        return new Wanted(stack, Map.of(), Optional.empty(), false);
    }

    /// What is wanted after somebody asked for something with these files. Names that the stack doesn't have are the
    /// caller's to refuse before.
    public Wanted asked(Request request, Stack files, Instant now) {
        return new Asking(this, files, now).after(request);
    }

    /// Whether it differs from this one only in when it was asked, and in what makes whoever asked content.
    public boolean asksNoMoreThan(Wanted known) {
        return stack.equals(known.stack)
                && services.keySet().equals(known.services.keySet())
                && services.keySet().stream().allMatch(name -> asksNoMoreThan(known, name));
    }

    private boolean asksNoMoreThan(Wanted known, ServiceName name) {
        ServiceWanted wish = services.get(name);
        ServiceWanted before = known.services.get(name);
        return wish != null && before != null && wish.asksNoMoreThan(before);
    }

    /// What is left to remember once everything that was asked for is so: services that are gone are forgotten.
    public Wanted settled(Observed observed) {
        Map<ServiceName, ServiceWanted> left = new TreeMap<>(services);
        left.entrySet()
                .removeIf(entry -> entry.getValue().goal() == ServiceWanted.Goal.REMOVED
                        && observed.instances().stream()
                                .noneMatch(instance -> instance.id().service().equals(entry.getKey())));
        return new Wanted(stack, left, Optional.empty(), false);
    }

    /// What is wanted after the machine has been started again: what ran before is left to the restart policies,
    /// and what was stopped by hand comes back if its policy is `always`.
    public Wanted rebooted(Instant now) {
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        services.forEach((name, wish) -> {
            boolean isAlways = stack.service(name)
                    .filter(service -> service.lifecycle().restart() instanceof RestartPolicy.Always)
                    .isPresent();
            if (wish.goal() == ServiceWanted.Goal.STOPPED && isAlways) {
                wishes.put(name, wish.towards(ServiceWanted.Goal.RESUMED, now, Optional.empty()));
            } else {
                wishes.put(name, wish.isToRun() ? wish.askedLongAgo() : wish);
            }
        });
        return new Wanted(stack, wishes, teardown, removesOrphans);
    }

    /// `down`: networks go, volumes only when asked for.
    public record Teardown(boolean volumes) {}
}
