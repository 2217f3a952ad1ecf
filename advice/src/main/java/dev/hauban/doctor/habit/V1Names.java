package dev.hauban.doctor.habit;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Names that containers had with the first Docker Compose.
public final class V1Names implements Rule {
    @Override
    public Description description() {
        return new Description(
                "docker-compose-name",
                "a container's name of the first Docker Compose",
                "Containers are called `shop-db-1` now, no longer `shop_db_1`, and a container's name changes with the"
                        + " project's. Whoever looks for it finds nobody.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            for (Map.Entry<String, String> variable :
                    service.program().environment().entrySet()) {
                for (ServiceName other : subject.stack().services().keySet()) {
                    String old = subject.stack().name() + "_" + other + "_1";
                    if (variable.getValue().matches("(.*\\W)?\\Q" + old + "\\E(\\W.*)?")) {
                        advice.add(Services.placed(
                                subject,
                                service,
                                "environment." + variable.getKey(),
                                Advice.warning(
                                        variable.getKey() + " of " + service.name() + " looks for " + old,
                                        "The service's own name is right in every project: " + other)));
                    }
                }
            }
        }
        return advice;
    }
}
