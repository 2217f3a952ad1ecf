package dev.hauban.doctor.machine;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.List;

/// A small machine without swap.
public final class NoSwap implements Rule {
    private static final long SMALL = 4L * 1024 * 1024 * 1024;

    @Override
    public Description description() {
        return new Description(
                "no-swap",
                "a small machine without swap",
                "A build or a backup that needs some memory more for a minute ends with a killed database. With swap it"
                        + " takes a minute longer.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        return subject.machine()
                .memory()
                .filter(memory -> memory.swap() == 0 && memory.total() <= SMALL)
                .map(memory -> List.of(Advice.note(
                        "this machine has " + Sizes.text(memory.total()) + " of memory and no swap",
                        "sudo fallocate -l 2G /swapfile && sudo chmod 600 /swapfile && sudo mkswap /swapfile"
                                + " && sudo swapon /swapfile, and a line in /etc/fstab.")))
                .orElse(List.of());
    }
}
