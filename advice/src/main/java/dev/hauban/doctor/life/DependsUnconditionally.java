package dev.hauban.doctor.life;

import dev.hauban.catalog.KnownImage;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Services that don't wait until a database is ready.
public final class DependsUnconditionally implements Rule {
    @Override
    public Description description() {
        return new Description(
                "depends-without-condition",
                "a dependency that doesn't wait until it is ready",
                "The service starts as soon as the other's process exists. A database that sets itself up for the first"
                        + " time needs many seconds more; until then the application fails, or fails now and then.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            for (Map.Entry<ServiceName, Dependency> entry :
                    service.lifecycle().dependencies().entrySet()) {
                Service other = subject.stack().services().get(entry.getKey());
                if (other != null
                        && entry.getValue().condition() == Dependency.Condition.STARTED
                        && !Services.wantsNoHealthCheck(other)
                        && isNamed(service, entry.getKey())) {
                    Services.known(other)
                            .flatMap(KnownImage::readiness)
                            .ifPresent(test -> advice.add(advice(subject, service, other, test)));
                }
            }
        }
        return advice;
    }

    private static Advice advice(Subject subject, Service service, Service other, HealthCheck.Test test) {
        String name = other.name().text();
        Advice advice = Services.placed(
                subject,
                service,
                "depends_on." + name,
                Advice.warning(service.name() + " doesn't wait until " + name + " is ready", remedy(other, test)));
        // A name in a list has no origin of its own.
        return subject.files()
                .named(service.place().file())
                .flatMap(paper -> paper.find(service.place(), "depends_on", name))
                .map(advice::at)
                .orElse(advice);
    }

    /// What follows from `links` or `network_mode` is another matter.
    private static boolean isNamed(Service service, ServiceName other) {
        Optional<?> links = service.specification().members().find("links");
        boolean isShared = service.attachments()
                .networkMode()
                .filter(mode -> mode.equals("service:" + other))
                .isPresent();
        return links.isEmpty() && !isShared;
    }

    private static String remedy(Service other, HealthCheck.Test test) {
        String wait = "depends_on: {" + other.name() + ": {condition: service_healthy}}";
        return Services.hasHealthCheck(other)
                ? wait
                : wait + ", and for " + other.name() + "\nhealthcheck: {test: " + Services.written(test) + "}";
    }
}
