package dev.hauban.doctor.machine;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.List;

/// Limits that add up to more memory than there is.
public final class MemoryOverbooked implements Rule {
    @Override
    public Description description() {
        return new Description(
                "memory-overbooked",
                "limits that add up to more memory than the machine has",
                "No service has reached its limit yet when the machine has none left: then the kernel ends a process of"
                        + " its own choice, and the limits were of no use.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        long sum = 0;
        for (Service service : subject.services()) {
            // Those of a profile may be one of several ways.
            sum += service.profiles().isEmpty() ? service.limits().memory().orElse(0) * service.replicas() : 0;
        }
        long limits = sum;
        return subject.machine()
                .memory()
                .filter(memory -> limits > memory.total() + memory.swap())
                .map(memory -> List.of(Advice.warning(
                        "the services may take " + Sizes.text(limits) + " together, and this machine has "
                                + Sizes.text(memory.total()),
                        "Lower the limits to what \"hauban stats\" shows, and some room; or take a larger machine.")))
                .orElse(List.of());
    }
}
