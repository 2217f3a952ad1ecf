package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Places;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Placeholder;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Passwords that everybody tries first, that only hold the place of one, or that are none at all.
public final class PasswordKnown implements Rule {
    private static final Set<String> TRIED_FIRST = Set.of(
            "1234",
            "12345",
            "1234567890",
            "admin1234",
            "adminadmin",
            "adminpassword",
            "app",
            "docker",
            "guest",
            "letmein",
            "mariadb",
            "minioadmin",
            "mongo",
            "mongodb",
            "mysql",
            "p@ssw0rd",
            "qwerty",
            "redis",
            "rootpassword",
            "test123",
            "user",
            "welcome");

    /// What switches the asking for a password off, and with which value.
    private static final Map<String, Set<String>> OPEN = Map.of(
            "POSTGRES_HOST_AUTH_METHOD", Set.of("trust"),
            "MYSQL_ALLOW_EMPTY_PASSWORD", Set.of("yes", "true", "1"),
            "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", Set.of("yes", "true", "1"),
            "ALLOW_EMPTY_PASSWORD", Set.of("yes", "true", "1"));

    @Override
    public Description description() {
        return new Description(
                "password-known",
                "a password that everybody knows",
                "Whoever finds a port tries admin, postgres, changeme and a few hundred others within a second, and"
                        + " the defaults of every published Compose file are among them. A default that is written"
                        + " behind `:-` goes into production on the day that somebody forgets the variable.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        HeldSecret.byGiver(subject, PasswordKnown::isKnown).forEach((place, held) -> {
            boolean isOpen = held.stream().anyMatch(HeldSecret::isInReach);
            HeldSecret first = held.getFirst();
            advice.add(Advice.of(
                            isOpen ? Level.ERROR : Level.WARNING,
                            "a password that everybody tries first: " + HeldSecret.named(held),
                            remedy(subject, first))
                    .at(place)
                    .about(first.path())
                    .of(first.service().name()));
        });
        for (Service service : subject.services()) {
            OPEN.forEach((variable, values) -> {
                String value = service.program().environment().getOrDefault(variable, "");
                if (values.contains(value.toLowerCase(Locale.ROOT))) {
                    advice.add(open(subject, service, variable));
                }
            });
        }
        return advice;
    }

    private static Advice open(Subject subject, Service service, String variable) {
        Level level = Services.openPorts(service).isEmpty() ? Level.WARNING : Level.ERROR;
        return Services.placed(
                subject,
                service,
                "environment." + variable,
                Advice.of(
                        level,
                        service.name() + " asks nobody for a password",
                        "Take " + variable + " away, and give it a password by a variable of .env."));
    }

    private static String remedy(Subject subject, HeldSecret held) {
        Optional<Places.Giver> giver = subject.places().giver(held.path());
        boolean isInVariables = giver.flatMap(
                        known -> subject.files().named(known.place().file()))
                .filter(paper -> paper.kind() == Paper.Kind.VARIABLES)
                .isPresent();
        if (isInVariables) {
            return "Put a long one in its place: openssl rand -hex 32. A database that has data already has to be told"
                    + " its new password, too.";
        }
        String variable =
                giver.flatMap(Places.Giver::variable).orElse(held.isInUrl() ? "DB_PASSWORD" : held.variable());
        return "Write ${" + variable
                + ":?set it in .env} in its place, and a long one into .env. \"hauban setup\" makes"
                + " one where .env.example has the name.";
    }

    static boolean isKnown(HeldSecret held) {
        String value = held.value().toLowerCase(Locale.ROOT);
        // A key of a service elsewhere that nobody has filled in yet opens no door.
        if (!held.isOwn()) {
            return false;
        }
        return TRIED_FIRST.contains(value)
                || (held.isInUrl() ? Placeholder.isOne(value) : Placeholder.isUnset(held.variable(), held.value()));
    }
}
