package dev.hauban.plan;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A world without clock and processes: steps happen when the test lets them, time passes when it says so. What was
/// done is written down as `seconds step: reason`.
final class World {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> transcript = new ArrayList<>();
    private final Map<ServiceName, Integer> failingProbes = new HashMap<>();
    private final Set<ServiceName> completing = new HashSet<>();
    private final Map<ServiceName, Integer> exitCodes = new HashMap<>();
    private final Map<String, Integer> failingSteps = new HashMap<>();
    private boolean failuresMayPass = true;

    private Wanted wanted;
    private final List<Step> performed = new ArrayList<>();
    private Observed observed = Observed.nothing();
    private Memory memory = Memory.empty();
    private Instant now = START;
    private Decision last;

    World(Stack stack) {
        wanted = Wanted.nothing(stack);
        last = decide();
    }

    World(Stack stack, Observed before) {
        this(stack);
        observed = before;
        memory = memory.noticed(observed);
    }

    Instant now() {
        return now;
    }

    Observed observed() {
        return observed;
    }

    Decision last() {
        return last;
    }

    World ask(Request request) {
        return ask(wanted.stack(), request);
    }

    World ask(Stack files, Request request) {
        pass(Duration.ofMillis(1));
        wanted = wanted.asked(request, files, now);
        memory = memory.asked(wanted.services().keySet());
        return this;
    }

    /// Probes of this service fail that many times.
    World unhealthyFor(String service, int probes) {
        failingProbes.put(Stacks.name(service), probes);
        return this;
    }

    /// Instances of this service end right after their start.
    World ends(String service, int code) {
        completing.add(Stacks.name(service));
        exitCodes.put(Stacks.name(service), code);
        return this;
    }

    World runsOn(String service) {
        completing.remove(Stacks.name(service));
        return this;
    }

    /// Steps whose kind and subject are these fail that many times.
    World fails(String kindAndSubject, int times, boolean mayPass) {
        failingSteps.put(kindAndSubject, times);
        failuresMayPass = mayPass;
        return this;
    }

    World crash(String service, int code) {
        observed = Effects.ended(observed, Stacks.first(service), code, now);
        memory = memory.noticed(observed);
        return this;
    }

    /// The world is found to be so, without anybody having acted.
    World see(Observed otherwise) {
        observed = otherwise;
        memory = memory.noticed(observed);
        return this;
    }

    World forgetEverything() {
        memory = Memory.empty().noticed(observed);
        return this;
    }

    World pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /// Until it is done or stuck; probes that fall due later don't keep it busy.
    World run() {
        for (int i = 0; i < 2_000; i++) {
            last = decide();
            if (last.steps().isEmpty() && (last.isDone() || last.isStuck())) {
                return this;
            }
            advance();
        }
        throw new AssertionError("no end: " + last + "\n" + String.join("\n", transcript));
    }

    /// For that long, whatever the verdict.
    World runFor(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            last = decide();
            if (last.steps().isEmpty()
                    && (last.lookAgain().isEmpty() || last.lookAgain().get().isAfter(until))) {
                now = until;
            } else {
                advance();
            }
        }
        return this;
    }

    /// One decision, carried out.
    boolean advance() {
        if (last.steps().isEmpty()) {
            Instant later = last.lookAgain()
                    .orElseThrow(() -> new AssertionError(
                            "waits for something that never comes: " + last + "\n" + String.join("\n", transcript)));
            now = later.isAfter(now) ? later : now.plusMillis(1);
            return false;
        }
        for (PlannedStep planned : last.steps()) {
            perform(planned);
        }
        now = now.plusMillis(1);
        memory = memory.noticed(observed);
        return true;
    }

    Decision decide() {
        last = Planner.next(wanted, observed, memory, now);
        return last;
    }

    private void perform(PlannedStep planned) {
        Step step = planned.step();
        if (!(step instanceof Step.Probe)) {
            transcript.add(String.format(
                    "%.1f %s: %s", Duration.between(START, now).toMillis() / 1000.0, words(step), planned.reason()));
        }
        performed.add(step);
        memory = memory.begun(step, now);
        Outcome outcome = outcome(step);
        Optional<String> hash = step instanceof Step.Prepare prepare
                ? wanted.stack().service(prepare.service()).map(Service::hash)
                : Optional.empty();
        memory = memory.ended(step, outcome, now, hash);
    }

    private Outcome outcome(Step step) {
        int failures = failingSteps.getOrDefault(words(step), 0);
        if (failures > 0) {
            failingSteps.put(words(step), failures - 1);
            return new Outcome.Failed(
                    Problem.error("world.fault", Actor.MACHINE, words(step) + " failed"), failuresMayPass);
        }
        if (step instanceof Step.Probe probe) {
            return new Outcome.Probed(probe(probe));
        }
        observed = Effects.after(observed, step, wanted.stack(), now);
        if (step instanceof Step.Start start
                && completing.contains(start.instance().service())) {
            observed = Effects.ended(
                    observed,
                    start.instance(),
                    exitCodes.getOrDefault(start.instance().service(), 0),
                    now);
        }
        return new Outcome.Succeeded();
    }

    private ProbeResult probe(Step.Probe probe) {
        ServiceName service = probe.instance().service();
        int failing = failingProbes.getOrDefault(service, 0);
        if (failing > 0) {
            failingProbes.put(service, failing - 1);
            return new ProbeResult.Failed(Duration.ZERO, 1, "not yet");
        }
        return new ProbeResult.Passed(Duration.ZERO, "ok");
    }

    static String words(Step step) {
        return step.getClass().getSimpleName() + " " + step.subject();
    }

    List<Step> performed() {
        return List.copyOf(performed);
    }

    List<String> transcript() {
        return List.copyOf(transcript);
    }

    /// What was done, without times and reasons.
    List<String> steps() {
        return transcript.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf(':')))
                .toList();
    }

    World forgetTranscript() {
        transcript.clear();
        return this;
    }

    boolean isRunning(String service) {
        return observed.instance(Stacks.first(service))
                .filter(Instance::isRunning)
                .isPresent();
    }

    Memory memory() {
        return memory;
    }

    Wanted wanted() {
        return wanted;
    }

    Health health(String service) {
        return observed.instance(Stacks.first(service))
                .map(instance -> Planner.health(wanted, instance, memory, now))
                .orElse(Health.NONE);
    }

    Instant startedAt(String service) {
        return observed.instance(Stacks.first(service))
                .map(Instance::phase)
                .map(phase -> phase instanceof Instance.Phase.Running running ? running.since() : Instant.MAX)
                .orElse(Instant.MAX);
    }
}
