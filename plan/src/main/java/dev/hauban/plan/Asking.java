package dev.hauban.plan;

import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Folds a request into what was wanted before.
final class Asking {
    private final Wanted before;
    private final Stack asked;
    private final Stack union;
    private final Instant now;

    Asking(Wanted before, Stack asked, Instant now) {
        this.before = before;
        this.asked = asked;
        this.union = union(before, asked);
        this.now = now;
    }

    Wanted after(Request request) {
        return switch (request) {
            case Request.Up up -> up(up);
            case Request.Start start -> with(resume(named(start.services())));
            case Request.Stop stop -> with(stop(stop));
            case Request.Restart restart -> with(restart(restart));
            case Request.Scale scale -> scale(scale);
            case Request.Down down -> down(down);
        };
    }

    private Wanted up(Request.Up up) {
        Request.UpOptions options = up.options();
        Collection<ServiceName> named = named(up.services());
        Collection<ServiceName> all = options.withoutDependencies() ? named : Dependencies.closure(asked, named);
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        for (ServiceName name : all) {
            Service service = service(name);
            int replicas = options.scale().getOrDefault(name, service.replicas());
            Request.Renewal renewal = options.renewal();
            Request.Recreation recreation = named.contains(name) ? renewal.named() : renewal.dependencies();
            wishes.put(
                    name,
                    new ServiceWanted(
                            options.until() == ServiceWanted.Until.MADE
                                    ? ServiceWanted.Goal.MADE
                                    : ServiceWanted.Goal.RUNNING,
                            replicas,
                            now,
                            options.until(),
                            !options.withoutDependencies(),
                            ServiceWanted.Freshness.of(renewal, recreation, name, now),
                            Optional.empty(),
                            options.grace()));
        }
        if (options.removeOrphans()) {
            wishes.putAll(withoutOthers(options.grace()));
        }
        return new Wanted(union, merged(wishes), Optional.empty(), options.removeOrphans());
    }

    private Map<ServiceName, ServiceWanted> resume(Collection<ServiceName> names) {
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        for (ServiceName name : names) {
            wishes.put(name, known(name).towards(ServiceWanted.Goal.RESUMED, now, Optional.empty()));
        }
        return wishes;
    }

    private Map<ServiceName, ServiceWanted> stop(Request.Stop stop) {
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        for (ServiceName name : named(stop.services())) {
            wishes.put(name, known(name).towards(ServiceWanted.Goal.STOPPED, now, stop.grace()));
        }
        return wishes;
    }

    private Map<ServiceName, ServiceWanted> restart(Request.Restart restart) {
        Collection<ServiceName> named = named(restart.services());
        Collection<ServiceName> all = restart.withoutDependencies() ? named : Dependencies.restartedWith(asked, named);
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        for (ServiceName name : all) {
            ServiceWanted known = known(name);
            ServiceWanted.Goal goal = known.goal() == ServiceWanted.Goal.RUNNING
                    ? ServiceWanted.Goal.RUNNING
                    : ServiceWanted.Goal.RESUMED;
            wishes.put(
                    name,
                    new ServiceWanted(
                            goal,
                            known.replicas(),
                            now,
                            ServiceWanted.Until.STARTED,
                            known.waitsForDependencies(),
                            ServiceWanted.Freshness.usual(),
                            Optional.of(now),
                            restart.grace()));
        }
        return wishes;
    }

    private Wanted scale(Request.Scale scale) {
        return up(new Request.Up(
                scale.services(),
                new Request.UpOptions(
                        scale.withoutDependencies(),
                        Request.Renewal.outdated(),
                        false,
                        ServiceWanted.Until.STARTED,
                        keepingOtherScales(scale),
                        Optional.empty())));
    }

    /// Dependencies come along with a scale, but how many of them run is not what was asked about.
    private Map<ServiceName, Integer> keepingOtherScales(Request.Scale scale) {
        Map<ServiceName, Integer> all = new TreeMap<>();
        before.services().forEach((name, wish) -> {
            if (wish.isToBeThere()) {
                all.put(name, wish.replicas());
            }
        });
        all.putAll(scale.scale());
        return all;
    }

    private Wanted down(Request.Down down) {
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        for (ServiceName name : named(down.services())) {
            wishes.put(name, known(name).towards(ServiceWanted.Goal.REMOVED, now, down.grace()));
        }
        if (down.removeOrphans()) {
            wishes.putAll(withoutOthers(down.grace()));
        }
        Optional<Wanted.Teardown> teardown =
                down.services().isEmpty() ? Optional.of(new Wanted.Teardown(down.volumes())) : Optional.empty();
        return new Wanted(union, merged(wishes), teardown, down.removeOrphans());
    }

    /// Other parts of the project stay, unless somebody asks with these files that nothing else is left.
    private Map<ServiceName, ServiceWanted> withoutOthers(Optional<Duration> grace) {
        Map<ServiceName, ServiceWanted> wishes = new TreeMap<>();
        before.services().forEach((name, wish) -> {
            if (!asked.services().containsKey(name) && !asked.disabled().contains(name)) {
                wishes.put(name, wish.towards(ServiceWanted.Goal.REMOVED, now, grace));
            }
        });
        return wishes;
    }

    private Wanted with(Map<ServiceName, ServiceWanted> wishes) {
        return new Wanted(union, merged(wishes), Optional.empty(), false);
    }

    private Map<ServiceName, ServiceWanted> merged(Map<ServiceName, ServiceWanted> wishes) {
        Map<ServiceName, ServiceWanted> all = new TreeMap<>(before.services());
        all.putAll(wishes);
        return all;
    }

    /// Services by name as asked; none named means all that the files at hand switch on.
    private Collection<ServiceName> named(List<ServiceName> services) {
        Set<ServiceName> names =
                new TreeSet<>(services.isEmpty() ? asked.services().keySet() : services);
        names.retainAll(union.services().keySet());
        return names;
    }

    private ServiceWanted known(ServiceName name) {
        ServiceWanted known = before.services().get(name);
        return known != null
                ? known
                : ServiceWanted.first(ServiceWanted.Goal.RESUMED, service(name).replicas(), now);
    }

    private Service service(ServiceName name) {
        Service known = union.services().get(name);
        if (known == null) {
            throw new IllegalArgumentException("no such service: " + name);
        }
        return known;
    }

    /// Data that no service of the project has any more is nobody's to take away unless the files name it.
    private static Map<String, Volume> mounted(Map<String, Volume> volumes, Collection<Service> services) {
        Map<String, Volume> mounted = new TreeMap<>();
        for (Service service : services) {
            for (Mount mount : service.attachments().mounts()) {
                if (mount instanceof Mount.Named named && volumes.containsKey(named.volume())) {
                    mounted.put(named.volume(), volumes.get(named.volume()));
                }
            }
        }
        return mounted;
    }

    /// What was brought up before from other files stays part of the project (a project may be started in parts).
    private static Stack union(Wanted before, Stack asked) {
        Stack old = before.stack();
        Map<ServiceName, Service> services = new TreeMap<>();
        for (ServiceName name : before.services().keySet()) {
            old.service(name).ifPresent(service -> services.put(name, service));
        }
        services.putAll(asked.services());
        List<ServiceName> disabled = new ArrayList<>(asked.disabled());
        disabled.removeAll(services.keySet());
        return new Stack(
                asked.name(),
                services,
                disabled,
                both(old.networks(), asked.networks()),
                both(mounted(old.volumes(), services.values()), asked.volumes()),
                both(old.configs(), asked.configs()),
                both(old.secrets(), asked.secrets()),
                both(old.groups(), asked.groups()),
                asked.extension(),
                asked.origin());
    }

    private static <V> Map<String, V> both(Map<String, V> old, Map<String, V> asked) {
        Map<String, V> all = new LinkedHashMap<>(old);
        all.putAll(asked);
        return all;
    }
}
