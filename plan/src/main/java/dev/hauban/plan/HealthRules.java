package dev.hauban.plan;

import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How healthy an instance is by its own test, and when that test is run next.
///
/// While an instance is starting its test is run eagerly: at once, then after 100 ms, growing gently to a second. The
/// first success makes it healthy; from then on the file's interval and retries govern, as Docker Engine means them.
/// It counts as unhealthy no later than Docker would say so: after the start period and `retries` intervals.
final class HealthRules {
    private static final Duration FIRST_GAP = Duration.ofMillis(100);
    private static final Duration LAST_GAP = Duration.ofSeconds(1);
    /// What is set aside for each test where many are starting, at a quarter of a core: a test inside a container
    /// takes a daemon some 20 ms of a core, whatever time passes until it has ended.
    private static final Duration EACH = Duration.ofMillis(80);
    private static final double GROWTH = 1.2;
    /// Probes of starting instances together use at most a quarter of a core.
    private static final int SHARE = 4;

    private HealthRules() {}

    /// The test that counts: the file's, else the image's; empty when there is none or it is switched off.
    static Optional<HealthCheck> check(Service service, Instance instance) {
        Optional<HealthCheck> written = service.lifecycle().healthCheck();
        if (written.isEmpty()) {
            return instance.imageCheck().filter(HealthRules::hasTest);
        }
        HealthCheck check = written.get();
        if (check.test() instanceof HealthCheck.Test.Inherited) {
            return instance.imageCheck()
                    .filter(HealthRules::hasTest)
                    .map(image -> new HealthCheck(
                            image.test(),
                            check.interval(),
                            check.timeout(),
                            check.retries(),
                            check.startPeriod(),
                            check.startInterval()));
        }
        return written.filter(HealthRules::hasTest);
    }

    private static boolean hasTest(HealthCheck check) {
        return switch (check.test()) {
            case HealthCheck.Test.Command _, HealthCheck.Test.Shell _ -> true;
            case HealthCheck.Test.None _, HealthCheck.Test.Inherited _ -> false;
        };
    }

    static Health health(Service service, Instance instance, Memory memory, Instant now) {
        Optional<HealthCheck> check = check(service, instance);
        if (check.isEmpty() || !(instance.phase() instanceof Instance.Phase.Running running)) {
            return Health.NONE;
        }
        InstanceMemory.Probes probes = memory.instance(instance.id()).probes();
        if (isTestedByEngine(instance)) {
            Health told = instance.health().get();
            return told == Health.STARTING && probes.hasPassed() ? Health.HEALTHY : told;
        }
        if (probes.hasPassed()) {
            return probes.failuresInARow() >= check.get().retries() ? Health.UNHEALTHY : Health.HEALTHY;
        }
        boolean isLate = !now.isBefore(limit(check.get(), running, probes));
        return isLate && probes.failuresInARow() >= check.get().retries() ? Health.UNHEALTHY : Health.STARTING;
    }

    /// Whether the engine runs the test by itself. Then its word counts, except that a start is over at the first
    /// success of our own test.
    static boolean isTestedByEngine(Instance instance) {
        return instance.health().filter(told -> told != Health.NONE).isPresent();
    }

    /// Until when an instance may take to pass its first test.
    private static Instant limit(HealthCheck check, Instance.Phase.Running running, InstanceMemory.Probes probes) {
        return probes.first().orElse(running.since()).plus(patience(check));
    }

    private static Duration patience(HealthCheck check) {
        return check.startPeriod().plus(check.interval().multipliedBy(Math.max(1, check.retries())));
    }

    /// When the next test is due.
    ///
    /// @param starting how many instances are being probed eagerly at this time
    static Instant due(HealthCheck check, Instance.Phase.Running running, InstanceMemory.Probes probes, int starting) {
        if (probes.ended().isEmpty()) {
            return running.since();
        }
        Instant ended = probes.ended().get();
        boolean isSettled = probes.hasPassed() || !ended.isBefore(limit(check, running, probes));
        return ended.plus(isSettled ? check.interval() : eagerGap(check, probes, starting));
    }

    private static Duration eagerGap(HealthCheck check, InstanceMemory.Probes probes, int starting) {
        double grown = FIRST_GAP.toMillis() * Math.pow(GROWTH, Math.min(probes.attempts(), 40) - 1);
        Duration gap = Duration.ofMillis((long) Math.min(grown, LAST_GAP.toMillis()));
        Duration fairShare = probes.took().multipliedBy((long) SHARE * Math.max(1, starting));
        Duration spaced = longer(gap, shorter(fairShare, longer(LAST_GAP, EACH.multipliedBy(starting))));
        return shorter(longer(spaced, probes.took()), longer(check.interval(), probes.took()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
