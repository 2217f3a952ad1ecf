package dev.hauban.doctor.life;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// Services that may take all memory of the machine.
public final class NoLimits implements Rule {
    @Override
    public Description description() {
        return new Description(
                "no-limits",
                "no limit of memory",
                "One service that leaks takes the memory of all, and the kernel ends whichever process it finds largest:"
                        + " often the database.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            if (service.limits().memory().isEmpty() && !Services.endsByItself(service, subject.stack())) {
                advice.add(Services.placed(
                        subject,
                        service,
                        "",
                        Advice.note(
                                service.name() + " may take all memory of the machine",
                                "deploy: {resources: {limits: {memory: 512M, cpus: \"1.0\"}}}; \"hauban stats\" shows what"
                                        + " it takes.")));
            }
        }
        return advice;
    }
}
