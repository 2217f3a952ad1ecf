package dev.hauban.plan;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;

/// The problems that a plan can meet.
final class Troubles {
    private Troubles() {}

    static Problem ended(Service service, Instance.Phase.Exited exited) {
        String how = exited.code() > 128 && exited.code() < 160
                ? "was ended by signal " + (exited.code() - 128)
                : "ended with " + exited.code();
        return Problem.error("plan.service-ended", Actor.SERVICE, service.name() + " " + how)
                .at(service.place())
                .remedy("hauban logs " + service.name() + " shows what it said");
    }

    static Problem unhealthy(Service service, InstanceMemory.Probes probes) {
        String said = probes.output().isBlank() ? "" : "; its last test said: " + firstLines(probes.output());
        return Problem.error("plan.service-unhealthy", Actor.SERVICE, service.name() + " is unhealthy" + said)
                .at(service.place())
                .remedy("hauban logs " + service.name() + " shows what it said");
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

    private static String firstLines(String output) {
        String text = output.strip();
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
