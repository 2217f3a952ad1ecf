package dev.hauban.testkit;

import dev.hauban.plan.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How instances of a service behave on a [FakeEngine].
///
/// @param endsAtOnce the exit code with which it ends as soon as it is started
/// @param ignoresStopSignal whether only a kill ends it
/// @param says what it writes when it starts
/// @param probe asked at every probe
public record FakeBehavior(
        Optional<Integer> endsAtOnce, boolean ignoresStopSignal, List<String> says, Supplier<ProbeResult> probe) {
    public FakeBehavior {
        says = List.copyOf(says);
    }

    /// It runs until it is stopped, and every probe passes.
    public static FakeBehavior runs() {
        return new FakeBehavior(Optional.empty(), false, List.of(), () -> new ProbeResult.Passed(Duration.ZERO, ""));
    }

    public static FakeBehavior ends(int code) {
        return new FakeBehavior(Optional.of(code), false, List.of(), runs().probe());
    }

    public FakeBehavior saying(String... lines) {
        return new FakeBehavior(endsAtOnce, ignoresStopSignal, List.of(lines), probe);
    }

    public FakeBehavior ignoringStopSignal() {
        return new FakeBehavior(endsAtOnce, true, says, probe);
    }

    public FakeBehavior probedBy(Supplier<ProbeResult> newProbe) {
        return new FakeBehavior(endsAtOnce, ignoresStopSignal, says, newProbe);
    }
}
