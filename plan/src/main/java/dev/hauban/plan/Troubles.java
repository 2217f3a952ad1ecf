package dev.hauban.plan;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import java.util.Optional;
import java.util.regex.Pattern;

/// The problems that a plan can meet.
final class Troubles {
    private static final int LONGEST = 300;

    /// Lines such as curl's `% Total    % Received` and `0     0    0     0 … --:--:--`.
    private static final Pattern METER = Pattern.compile("% Total.*|Dload\\s+Upload.*|[\\d.kMGT\\s:%-]+");

    static final String CANNOT_START = " can't start: ";

    private Troubles() {}

    /// That a service can't start, where the cause is told besides. The message of a cause begins with its service.
    static Problem shortened(Problem held, Problem cause) {
        String service = held.message().substring(0, held.message().indexOf(CANNOT_START));
        String needed = cause.message().split(" ", 2)[0];
        // The exit code goes by the codes: a stack that only isn't healthy has not failed to start.
        String code = cause.code().endsWith("unhealthy") ? "plan.dependency-unhealthy" : held.code();
        Problem told = Problem.error(code, held.actor(), service + CANNOT_START + "it needs " + needed);
        return held.place().map(told::at).orElse(told);
    }

    static Problem ended(Service service, Instance.Phase.Exited exited) {
        return Problem.error("plan.service-ended", Actor.SERVICE, service.name() + " " + how(exited))
                .at(service.place())
                .remedy("hauban logs " + service.name() + " shows what it said");
    }

    /// That it is started again and again without ever running for long; empty when it isn't.
    static Optional<Problem> loop(Service service, Instance instance, Situation situation) {
        InstanceMemory known = situation.memory().instance(instance.id());
        Optional<Instance.Phase.Exited> end = instance.lastEnd();
        if (end.isEmpty()) {
            return Optional.empty();
        }
        if (RestartRules.isLooping(known)) {
            return Optional.of(loop(service, end.get(), known.shortRuns() + " times now"));
        }
        return instance.phase() instanceof Instance.Phase.Restarting restarting
                        && RestartRules.isLooping(restarting, situation.now())
                ? Optional.of(loop(service, end.get(), "again and again"))
                : Optional.empty();
    }

    private static Problem loop(Service service, Instance.Phase.Exited exited, String often) {
        return Problem.error(
                        "plan.service-loops",
                        Actor.SERVICE,
                        service.name() + " " + how(exited) + ", " + often
                                + ", each time within ten seconds of its start")
                .at(service.place())
                .remedy("It goes on being restarted; hauban logs " + service.name() + " shows what it said");
    }

    private static String how(Instance.Phase.Exited exited) {
        return exited.code() > 128 && exited.code() < 160
                ? "was ended by signal " + (exited.code() - 128)
                : "ended with " + exited.code();
    }

    static Problem unhealthy(Service service, InstanceMemory.Probes probes) {
        return Problem.error("plan.service-unhealthy", Actor.SERVICE, service.name() + " is unhealthy" + said(probes))
                .at(service.place())
                .remedy("hauban logs " + service.name() + " shows what it said");
    }

    /// `; its last test said: connection refused`, or nothing if it said nothing.
    static String said(InstanceMemory.Probes probes) {
        return probes.output().isBlank() ? "" : "; its last test said: " + meaning(probes.output());
    }

    static Problem noTest(Service service) {
        return Problem.error(
                        "plan.no-health-check",
                        Actor.AUTHOR,
                        "something waits for " + service.name() + " to be healthy, but it has no health check")
                .at(service.place())
                .remedy("add a healthcheck to " + service.name() + ", or wait with condition: service_started");
    }

    static Problem nothingToStart(Service service) {
        return Problem.error(
                        "plan.nothing-to-start",
                        Actor.AUTHOR,
                        service.name() + " has no instance that could be started")
                .at(service.place())
                .remedy("hauban up " + service.name() + " makes one");
    }

    /// The last line that is no progress meter: programs say at the end what went wrong. A meter overwrites its own
    /// line, so of a line only what is behind the last return is looked at.
    static String meaning(String output) {
        String text = output.strip()
                .lines()
                .map(line -> line.substring(line.lastIndexOf('\r') + 1).strip())
                .filter(line -> !line.isEmpty() && !METER.matcher(line).matches())
                .reduce("", (_, line) -> line);
        String shown = text.isEmpty() ? output.strip() : text;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
