package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Tells of ports that are open to every machine, each place once.
final class OpenPorts {
    private OpenPorts() {}

    /// @param what what is open: `the database db`
    static List<Advice> advice(Subject subject, Service service, Level level, String what) {
        var advice = new ArrayList<Advice>();
        var seen = new HashSet<Place>();
        for (Services.OpenPort open : Services.openPorts(service)) {
            Place place = subject.places().of(open.path()).orElse(service.place());
            if (!seen.add(place)) {
                continue;
            }
            Advice one = Advice.of(
                            level, what + " is open to every machine that reaches this one", remedy(open.mapping()))
                    .at(place)
                    .about(open.path())
                    .of(service.name());
            Optional<Fix> fix = LoopbackFix.of(subject, place);
            advice.add(fix.isPresent() ? one.healedBy(fix.get()) : one);
        }
        return advice;
    }

    private static String remedy(PortMapping port) {
        return "\"127.0.0.1:" + port.published().orElse("") + ":" + port.target() + "\", or no published port at all";
    }
}
