package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One password for several doors. Whoever knows a server's password has to hold it as well, so only servers are
/// compared with each other, and the passwords of one server among themselves.
public final class PasswordShared implements Rule {
    /// Variables of a server's image that are another one's value on purpose, for its client programs.
    private static final Set<String> FOR_CLIENTS = Set.of("PGPASSWORD", "MYSQL_PWD", "REDISCLI_AUTH");

    @Override
    public Description description() {
        return new Description(
                "password-shared",
                "one password for several doors",
                "Whoever learns the password of one application's user is root of the database as well, or in the next"
                        + " database, too; and none can be changed without all.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var byValue = new LinkedHashMap<String, List<HeldSecret>>();
        for (Service service : subject.services()) {
            List<String> own = Services.known(service)
                    .map(image -> image.secrets().stream()
                            .filter(name -> !FOR_CLIENTS.contains(name))
                            .toList())
                    .orElse(List.of());
            for (HeldSecret held : HeldSecret.in(service)) {
                if (own.contains(held.variable()) && !PasswordKnown.isKnown(held)) {
                    byValue.computeIfAbsent(held.value(), _ -> new ArrayList<>())
                            .add(held);
                }
            }
        }
        var advice = new ArrayList<Advice>();
        for (Map.Entry<String, List<HeldSecret>> entry : byValue.entrySet()) {
            List<HeldSecret> held = entry.getValue();
            if (held.size() > 1) {
                HeldSecret last = held.getLast();
                advice.add(Advice.warning(
                                "the same password: " + HeldSecret.named(held),
                                "Give each a variable and a password of its own.")
                        .at(last.place(subject))
                        .about(last.path())
                        .of(last.service().name()));
            }
        }
        return advice;
    }
}
