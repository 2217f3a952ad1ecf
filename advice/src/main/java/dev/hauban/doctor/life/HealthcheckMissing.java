package dev.hauban.doctor.life;

import dev.hauban.catalog.KnownImage;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.BuildSketch;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Services that nobody asks whether they are well, though others need them.
public final class HealthcheckMissing implements Rule {
    /// Its image brings no test of its own, and has curl in every flavor but one.
    private static final String OF_NGINX =
            "healthcheck: {test: [\"CMD\", \"curl\", \"--fail\", \"--silent\", \"--output\", \"/dev/null\", \"http://127.0.0.1/\"]}";

    @Override
    public Description description() {
        return new Description(
                "healthcheck-missing",
                "no health check",
                "A program that hangs still counts as running: nothing restarts it, nothing waits until it is ready, and"
                        + " a deployment can't tell whether the new one works.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        Set<ServiceName> needed = needed(subject);
        for (Service service : subject.services()) {
            boolean matters = needed.contains(service.name())
                    || !service.attachments().ports().isEmpty();
            boolean isAsked = Services.hasHealthCheck(service) || Services.wantsNoHealthCheck(service);
            if (matters && !isAsked && !Services.endsByItself(service, subject.stack())) {
                test(subject, service)
                        .ifPresent(test -> advice.add(Services.placed(
                                subject, service, "", Advice.note(service.name() + " has no health check", test))));
            }
        }
        return advice;
    }

    private static Set<ServiceName> needed(Subject subject) {
        var needed = new HashSet<ServiceName>();
        subject.services()
                .forEach(service ->
                        needed.addAll(service.lifecycle().dependencies().keySet()));
        return needed;
    }

    /// How it could be asked; empty where the image may well bring a test of its own.
    private static Optional<String> test(Subject subject, Service service) {
        Optional<KnownImage> known = Services.known(service);
        if (known.isPresent()) {
            if (known.get().healthCheck().isPresent()) {
                return Optional.empty();
            }
            return known.get()
                    .readiness()
                    .map(test -> "healthcheck: {test: " + Services.written(test) + "}")
                    .or(() -> known.get().name().equals("nginx") ? Optional.of(OF_NGINX) : Optional.empty());
        }
        return BuildSketch.of(subject, service)
                .filter(sketch -> !sketch.hasHealthCheck() && isPlain(sketch.base()))
                .map(_ -> "Give the application a page such as /health that asks its database, and ask for it:"
                        + " healthcheck: {test: [\"CMD\", …]}.");
    }

    /// What a language or a distribution publishes brings no test; what somebody builds on others' applications may.
    private static boolean isPlain(ImageReference base) {
        return base.registry().isEmpty() && base.repository().indexOf('/') < 0;
    }
}
