package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// Two that want the same port of the machine.
public final class PortsCollide implements Rule {
    @Override
    public Description description() {
        return new Description(
                "ports-collide",
                "two that publish the same port",
                "The second one does not start: the port is taken. Which one is the second may change from day to day.");
    }

    /// A port of the machine that a service wants.
    private record Want(Service service, PortMapping port, int published, String path, Place place) {
        boolean collidesWith(Want other) {
            return !Services.areAlternatives(service, other.service)
                    && published == other.published
                    && port.protocol().equals(other.port.protocol())
                    && meets(other);
        }

        /// Without an address it is every one of both families; `0.0.0.0` and `::` are every one of their own.
        private boolean meets(Want other) {
            if (port.hostAddress().isEmpty() || other.port.hostAddress().isEmpty()) {
                return true;
            }
            boolean isSameFamily = isOfSix() == other.isOfSix();
            return isSameFamily
                    && (isEverywhere() || other.isEverywhere() || address().equals(other.address()));
        }

        private String address() {
            return port.hostAddress().orElse("").replace("[", "").replace("]", "");
        }

        private boolean isOfSix() {
            return address().indexOf(':') >= 0;
        }

        private boolean isEverywhere() {
            return address().equals("0.0.0.0") || address().equals("::");
        }
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        var wants = new ArrayList<Want>();
        for (Service service : subject.services()) {
            for (Want want : wants(subject, service)) {
                wants.stream()
                        .filter(want::collidesWith)
                        .findFirst()
                        .ifPresent(first -> advice.add(collision(want, first)));
                wants.add(want);
            }
        }
        return advice;
    }

    private static List<Want> wants(Subject subject, Service service) {
        var wants = new ArrayList<Want>();
        List<PortMapping> ports = service.attachments().ports();
        for (int i = 0; i < ports.size(); i++) {
            PortMapping port = ports.get(i);
            String published = port.published().orElse("");
            // Of a range, any free one is taken.
            if (published.matches("[1-9]\\d{0,4}")) {
                String path = "services." + service.name() + ".ports[" + i + "]";
                Place place = subject.places().of(path).orElse(service.place());
                wants.add(new Want(service, port, Integer.parseInt(published), path, place));
            }
        }
        return wants;
    }

    private static Advice collision(Want want, Want first) {
        String who = want.service().name().equals(first.service().name())
                ? want.service().name() + " twice"
                : first.service().name() + " and " + want.service().name();
        return Advice.error(
                        "port " + want.published() + " is published by " + who + ": also at " + first.place(),
                        "Give one of them another port, the left one of the two.")
                .at(want.place())
                .about(want.path())
                .of(want.service().name());
    }
}
