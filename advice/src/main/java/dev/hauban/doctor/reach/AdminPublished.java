package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// Pages for administrators, and monitoring without a log-in, that other machines reach.
public final class AdminPublished implements Rule {
    @Override
    public Description description() {
        return new Description(
                "admin-published",
                "an admin page that other machines reach",
                "Whoever reaches it has one password, sent without TLS, between himself and all data; Prometheus,"
                        + " Alertmanager and the exporters don't even ask for one, and show what runs where.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            switch (Services.role(service)) {
                case ADMIN_PAGE ->
                    advice.addAll(OpenPorts.advice(
                            subject, service, Level.WARNING, "the admin page " + service.name() + ", without TLS,"));
                case OPEN_MONITORING ->
                    advice.addAll(OpenPorts.advice(
                            subject, service, Level.WARNING, service.name() + ", which asks nobody for a password,"));
                case DATABASE, OTHER -> {}
            }
        }
        return advice;
    }
}
