package dev.hauban.doctor.life;

import dev.hauban.catalog.ImagePrograms;
import dev.hauban.catalog.Presence;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.BuildSketch;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Health checks that call a program which the image doesn't have.
public final class HealthcheckProgram implements Rule {
    @Override
    public Description description() {
        return new Description(
                "healthcheck-program",
                "a health check that calls a program which isn't there",
                "The check fails for ever, so the service never gets healthy, and what waits for it never starts. The"
                        + " reason is seen only by who looks into `docker inspect`.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            Optional<String> program = service.lifecycle().healthCheck().flatMap(check -> program(check.test()));
            Optional<ImageReference> image = image(subject, service, program.orElse(""));
            if (program.isPresent()
                    && image.isPresent()
                    && ImagePrograms.of(image.get(), program.get()) == Presence.ABSENT) {
                advice.add(Services.placed(
                        subject, service, "healthcheck.test", advice(service, image.get(), program.get())));
            }
        }
        return advice;
    }

    private static Advice advice(Service service, ImageReference image, String program) {
        String from = service.program().build().isPresent()
                ? "its image, built from " + image + ", doesn't have"
                : image + " doesn't have";
        return Advice.error(
                "the health check of " + service.name() + " calls " + program + ", which " + from,
                ImagePrograms.instead(image, program)
                        .map(other -> "It has " + other + ": " + sentence(other) + ".")
                        .orElseGet(() -> service.program().build().isPresent()
                                ? "Install " + program + " in the Dockerfile, or ask by a program that is there."
                                : "Ask by a program that is in the image" + readiness(service) + "."));
    }

    private static String sentence(String other) {
        return switch (other) {
            case "wget" -> "wget --quiet --output-document=/dev/null URL";
            case "curl" -> "curl --fail --silent --output /dev/null URL";
            case "mariadb-admin" ->
                "mariadb-admin ping -h 127.0.0.1; or the image's own healthcheck.sh --connect"
                        + " --innodb_initialized";
            default -> "it takes the same words";
        };
    }

    private static String readiness(Service service) {
        return Services.known(service)
                .flatMap(known -> known.readiness())
                .map(test -> ": test: " + Services.written(test))
                .orElse("");
    }

    /// What is really run: the image, or what the Dockerfile builds on, as long as it never speaks of the program.
    private static Optional<ImageReference> image(Subject subject, Service service, String program) {
        if (service.program().build().isEmpty()) {
            return service.program().image();
        }
        return BuildSketch.of(subject, service)
                .filter(sketch -> !sketch.mentions(program))
                .map(BuildSketch::base);
    }

    /// The program that the test begins with. Where a shell line has another way, it is not known which one is meant.
    private static Optional<String> program(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Command(List<String> words) ->
                words.stream().findFirst().map(HealthcheckProgram::name);
            case HealthCheck.Test.Shell(String line) -> ofShell(line);
            case HealthCheck.Test.None(), HealthCheck.Test.Inherited() -> Optional.empty();
        };
    }

    private static Optional<String> ofShell(String line) {
        String[] ways = line.strip().split("\\|\\|");
        for (int i = 1; i < ways.length; i++) {
            if (!ways[i].strip().matches("(exit|false|kill)\\b.*")) {
                return Optional.empty();
            }
        }
        String first = ways[0].strip().split("[\\s|;&]+", 2)[0];
        return first.matches("[\\w./-]+") ? Optional.of(name(first)) : Optional.empty();
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
