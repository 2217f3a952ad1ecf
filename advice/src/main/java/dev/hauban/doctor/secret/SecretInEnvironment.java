package dev.hauban.doctor.secret;

import dev.hauban.catalog.FileVariables;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Secrets in the environment of an image that would take a file.
public final class SecretInEnvironment implements Rule {
    @Override
    public Description description() {
        return new Description(
                "secret-in-environment",
                "a secret in the environment, though the image takes a file",
                "`docker inspect` shows the environment to everybody who may ask the daemon, every process inside"
                        + " inherits it, and reports of crashes carry it out of the house. A secret of the stack is a file"
                        + " that only the service has.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            Optional<ImageReference> image = Services.foreignImage(service);
            List<String> variables = HeldSecret.in(service).stream()
                    .map(HeldSecret::variable)
                    .filter(variable -> image.flatMap(known -> FileVariables.of(known, variable))
                            .isPresent())
                    .toList();
            if (!variables.isEmpty() && image.isPresent()) {
                advice.add(advice(subject, service, image.get(), variables));
            }
        }
        return advice;
    }

    private static Advice advice(Subject subject, Service service, ImageReference image, List<String> variables) {
        String first = variables.getFirst();
        String file = FileVariables.of(image, first).orElse(first);
        String secret = first.toLowerCase(java.util.Locale.ROOT);
        return Services.placed(
                subject,
                service,
                "environment." + first,
                Advice.note(
                        String.join(", ", variables) + " of " + service.name() + " could be "
                                + (variables.size() > 1 ? "files" : "a file"),
                        file + ": /run/secrets/" + secret + ", `secrets: [" + secret
                                + "]` in the service, and at the top\nsecrets: {" + secret + ": {file: ./secrets/"
                                + secret + "}}"));
    }
}
