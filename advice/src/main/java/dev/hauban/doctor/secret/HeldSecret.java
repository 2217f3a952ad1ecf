package dev.hauban.doctor.secret;

import dev.hauban.catalog.ImageRole;
import dev.hauban.doctor.subject.Places;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.Placeholder;
import dev.hauban.stack.Secrecy;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A secret in the environment of a service: a variable's whole value, or the password in a URL.
///
/// @param value never to be shown
record HeldSecret(Service service, String variable, String value) {
    private static final Pattern IN_URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s:/@]*:([^\\s@/]+)@");
    private static final Pattern FOR_ANOTHER =
            Pattern.compile("(.*_)?(DB|DATABASE|DATASOURCE|SQL|MYSQL|MARIADB|POSTGRES|POSTGRESQL|PG"
                    + "|MONGO|MONGODB|REDIS|CACHE|RABBITMQ|AMQP|BROKER|S3|MINIO|ELASTIC|ELASTICSEARCH|OPENSEARCH)_.*");
    private static final Set<String> SWITCHES =
            Set.of("true", "false", "yes", "no", "on", "off", "0", "1", "none", "null", "enabled", "disabled");

    static List<HeldSecret> in(Service service) {
        var held = new ArrayList<HeldSecret>();
        service.program().environment().forEach((variable, value) -> {
            Matcher url = IN_URL.matcher(value);
            if (url.find()) {
                held.add(new HeldSecret(service, variable, url.group(1)));
            } else if (Secrecy.isSecretName(variable) && isOne(value)) {
                held.add(new HeldSecret(service, variable, value));
            }
        });
        return held;
    }

    /// A switch or a file's name is none, whatever its variable is called.
    private static boolean isOne(String value) {
        return !value.isBlank()
                && !SWITCHES.contains(value.toLowerCase(Locale.ROOT))
                && !value.startsWith("/")
                && !value.startsWith("./");
    }

    /// Of the whole stack, by who gives them: one line of `.env` may give many.
    static Map<Place, List<HeldSecret>> byGiver(Subject subject, java.util.function.Predicate<HeldSecret> wanted) {
        var byPlace = new LinkedHashMap<Place, List<HeldSecret>>();
        for (Service service : subject.services()) {
            for (HeldSecret held : in(service)) {
                if (wanted.test(held)) {
                    byPlace.computeIfAbsent(held.place(subject), _ -> new ArrayList<>())
                            .add(held);
                }
            }
        }
        return byPlace;
    }

    String path() {
        return "services." + service.name() + ".environment." + variable;
    }

    Place place(Subject subject) {
        return subject.places()
                .giver(path())
                .map(Places.Giver::place)
                .orElseGet(() -> subject.places().of(service, "environment." + variable));
    }

    boolean isInUrl() {
        return !Secrecy.isSecretName(variable);
    }

    /// Whether it opens a door that other machines reach. What an application knows for a database opens the
    /// database's.
    boolean isInReach() {
        boolean isForAnother = isInUrl()
                || Services.role(service) != ImageRole.DATABASE
                        && FOR_ANOTHER
                                .matcher(variable.toUpperCase(Locale.ROOT))
                                .matches();
        return !isForAnother && !Services.openPorts(service).isEmpty();
    }

    /// Whether nobody but the project itself gave it.
    boolean isOwn() {
        return Placeholder.isOwnSecret(isInUrl() ? variable + "_PASSWORD" : variable);
    }

    /// `POSTGRES_PASSWORD of db`, `DATABASE_URL of web`.
    String named() {
        return variable + " of " + service.name();
    }

    static String named(List<HeldSecret> all) {
        List<String> names = all.stream().map(HeldSecret::named).distinct().toList();
        return names.size() < 4
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
    }
}
