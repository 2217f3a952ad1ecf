package dev.hauban.doctor.reach;

import dev.hauban.catalog.ImageRole;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Admin pages that Traefik serves without TLS.
public final class AdminWithoutTls implements Rule {
    private static final Pattern ROUTER = Pattern.compile("traefik\\.http\\.routers\\.([^.]+)\\.(\\w+)(\\..*)?");

    @Override
    public Description description() {
        return new Description(
                "admin-without-tls",
                "an admin page behind a proxy, without TLS",
                "The password and everything that the page shows go through the network as they are, for everybody"
                        + " on the way to read.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            if (Services.role(service) == ImageRole.ADMIN_PAGE) {
                plainRouter(service)
                        .ifPresent(label -> advice.add(Services.placed(
                                subject,
                                service,
                                "labels." + label,
                                Advice.warning(
                                        "Traefik serves the admin page " + service.name() + " without TLS",
                                        "Give its router the entrypoint with TLS and a certificate:\ntraefik.http.routers."
                                                + name(label) + ".tls: \"true\""))));
            }
        }
        return advice;
    }

    /// A router that is told its entrypoint, and that one is the plain one. Where nothing is said, Traefik's own
    /// settings decide, which are elsewhere.
    private static Optional<String> plainRouter(Service service) {
        for (String label : service.labels().keySet()) {
            Matcher router = ROUTER.matcher(label);
            if (router.matches() && router.group(2).equalsIgnoreCase("entrypoints")) {
                String value = service.labels().get(label);
                boolean isPlain = value.equals("web") || value.equals("http");
                boolean hasTls = service.labels().keySet().stream()
                        .anyMatch(other -> other.startsWith("traefik.http.routers." + router.group(1) + ".tls")
                                || other.startsWith("traefik.http.routers." + router.group(1) + ".middlewares"));
                if (isPlain && !hasTls) {
                    return Optional.of(label);
                }
            }
        }
        return Optional.empty();
    }

    private static String name(String label) {
        Matcher router = ROUTER.matcher(label);
        return router.matches() ? router.group(1) : label;
    }
}
