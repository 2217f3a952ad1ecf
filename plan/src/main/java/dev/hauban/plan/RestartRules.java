package dev.hauban.plan;

import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What becomes of an instance that has ended.
///
/// The back-off is Docker Engine's: 100 ms, doubling to a minute, anew after a run of ten seconds.
final class RestartRules {
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_DELAY = Duration.ofMinutes(1);
    private static final Duration STEADY = Duration.ofSeconds(1);

    /// Who waits for a service that has ended so often, each time soon after its start, waits no longer. The pauses
    /// alone took more than twelve seconds by then: enough for one that only needs another to come up.
    static final int LOOP = 8;

    private RestartRules() {}

    /// What is to be done about an instance that has ended.
    sealed interface Verdict {
        record StartNow(String reason) implements Verdict {}

        record StartAt(Instant at, String reason) implements Verdict {}

        record LeaveIt() implements Verdict {}
    }

    /// The policy that is ours to keep: an engine that restarts by itself leaves us none.
    static RestartPolicy policy(Service service, Habits habits) {
        return habits.restarts()
                ? new RestartPolicy.Never()
                : service.lifecycle().restart();
    }

    static Verdict verdict(
            RestartPolicy policy, Instance.Phase.Exited exited, ServiceWanted wanted, InstanceMemory memory) {
        if (!exited.at().isAfter(wanted.askedAt())) {
            return wanted.isToRun() ? new Verdict.StartNow("asked for, not running") : new Verdict.LeaveIt();
        }
        boolean isRestartAskedFor = wanted.restartOlderThan()
                .filter(moment -> exited.since().isBefore(moment))
                .isPresent();
        if (isRestartAskedFor) {
            return new Verdict.StartNow("restart asked for");
        }
        if (memory.isStopping()) {
            return new Verdict.StartNow("stopped to be started again");
        }
        if (!wants(policy, exited.code(), memory.restarts())) {
            return new Verdict.LeaveIt();
        }
        Instant at = exited.at().plus(delay(memory.shortRuns()));
        return new Verdict.StartAt(at, "ended with " + exited.code() + ", restart " + (memory.restarts() + 1));
    }

    private static boolean wants(RestartPolicy policy, int code, int restarts) {
        return switch (policy) {
            case RestartPolicy.Never _ -> false;
            case RestartPolicy.Always _, RestartPolicy.UnlessStopped _ -> true;
            case RestartPolicy.OnFailure onFailure ->
                code != 0
                        && (onFailure.attempts().isEmpty()
                                || restarts < onFailure.attempts().getAsInt());
        };
    }

    /// Whether it is started again and again without ever running for long.
    static boolean isLooping(InstanceMemory memory) {
        return memory.shortRuns() >= LOOP;
    }

    /// The same of one that its engine starts again, though most of its ends were before anybody looked: the pause that
    /// it is in says how many there were.
    static boolean isLooping(Instance.Phase.Restarting restarting, Instant now) {
        return restarting.restarts() >= LOOP - 1 && !now.isBefore(provenAt(restarting));
    }

    /// From when on the pause is longer than the one before the loop's, by enough for a daemon that takes its time.
    static Instant provenAt(Instance.Phase.Restarting restarting) {
        return restarting.at().plus(delay(LOOP - 1)).plusSeconds(1);
    }

    /// How long something without a test has to run before whoever waits for it believes that it is up: most of what is
    /// wrong ends at once.
    static Duration steady(InstanceMemory memory) {
        return memory.shortRuns() > 0 ? InstanceMemory.LONG_ENOUGH : STEADY;
    }

    static Duration delay(int shortRuns) {
        int doublings = Math.min(Math.max(shortRuns - 1, 0), 20);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : delay;
    }

    /// When a step that failed may be tried again: after a second, doubling to half a minute; empty after the fifth
    /// time.
    static Optional<Instant> retryAt(Memory.Setback setback) {
        if (!setback.mayPass() || setback.attempts() >= 5) {
            return Optional.empty();
        }
        return Optional.of(setback.at().plusSeconds(Math.min(30, 1L << (setback.attempts() - 1))));
    }
}
