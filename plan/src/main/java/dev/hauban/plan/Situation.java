package dev.hauban.plan;

import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The four arguments of a decision, with the questions that everybody asks of them.
final class Situation {
    private final Wanted wanted;
    private final Observed observed;
    private final Memory memory;
    private final Instant now;
    private final Map<ServiceName, List<Instance>> byService = new TreeMap<>();

    Situation(Wanted wanted, Observed observed, Memory memory, Instant now) {
        this.wanted = wanted;
        this.observed = observed;
        this.memory = memory;
        this.now = now;
        for (Instance instance : observed.instances()) {
            byService
                    .computeIfAbsent(instance.id().service(), _ -> new ArrayList<>())
                    .add(instance);
        }
    }

    Wanted wanted() {
        return wanted;
    }

    Observed observed() {
        return observed;
    }

    Memory memory() {
        return memory;
    }

    Instant now() {
        return now;
    }

    List<Instance> instances(ServiceName name) {
        return byService.getOrDefault(name, List.of());
    }

    Optional<ServiceWanted> wish(ServiceName name) {
        return Optional.ofNullable(wanted.services().get(name));
    }

    boolean isToRun(ServiceName name) {
        return wish(name).filter(ServiceWanted::isToRun).isPresent();
    }

    boolean isToBeThere(ServiceName name) {
        return wish(name).filter(ServiceWanted::isToBeThere).isPresent();
    }

    Health health(Service service, Instance instance) {
        return HealthRules.health(service, instance, memory, now);
    }

    /// How many instances are being tested eagerly now.
    int starting() {
        int count = 0;
        for (Instance instance : observed.instances()) {
            Optional<Service> service = wanted.stack().service(instance.id().service());
            if (service.isPresent() && health(service.get(), instance) == Health.STARTING) {
                count++;
            }
        }
        return count;
    }

    boolean isNetworkThere(String name) {
        return observed.networks().contains(name);
    }

    /// Whether there is anything of that name to be taken away.
    boolean isNetworkLeft(String name) {
        return isNetworkThere(name) || observed.divergedNetworks().contains(name);
    }

    boolean isVolumeThere(String name) {
        return observed.volumes().contains(name);
    }
}
