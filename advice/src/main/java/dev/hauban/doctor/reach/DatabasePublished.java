package dev.hauban.doctor.reach;

import dev.hauban.catalog.ImageRole;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// Databases that other machines reach.
public final class DatabasePublished implements Rule {
    @Override
    public Description description() {
        return new Description(
                "database-published",
                "a database that other machines reach",
                "Docker opens published ports past the machine's firewall (ufw, firewalld), so this is open to the"
                        + " internet on a server, and to the café on a laptop. Scanners find an open database within"
                        + " hours. Services of the stack need no published port to reach it, and from elsewhere there is"
                        + " ssh -L.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            if (Services.role(service) == ImageRole.DATABASE) {
                advice.addAll(OpenPorts.advice(subject, service, Level.WARNING, "the database " + service.name()));
            }
        }
        return advice;
    }
}
