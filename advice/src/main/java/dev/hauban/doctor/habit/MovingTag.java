package dev.hauban.doctor.habit;

import dev.hauban.catalog.ImageRole;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Places;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.json.Json;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Images whose name means something else tomorrow.
public final class MovingTag implements Rule {
    /// What publishers move along; a flavor alone (`alpine`) is the newest of that flavor.
    private static final Set<String> MOVING = Set.of(
            "latest",
            "stable",
            "lts",
            "main",
            "master",
            "develop",
            "dev",
            "edge",
            "nightly",
            "canary",
            "next",
            "release",
            "alpine",
            "slim",
            "bookworm",
            "bullseye",
            "stable-alpine",
            "mainline",
            "mainline-alpine",
            "lts-alpine");

    @Override
    public Description description() {
        return new Description(
                "moving-tag",
                "an image whose tag moves",
                "Two machines, or one before and after `pull`, run different programs under the same name; nobody can go"
                        + " back, for nobody knows what it was. A database that jumps to its next major version doesn't"
                        + " read its old files.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        Set<String> own = builtHere(subject);
        for (Service service : subject.services()) {
            Optional<ImageReference> image =
                    Services.foreignImage(service).filter(one -> one.digest().isEmpty() && !own.contains(one.text()));
            String tag = image.flatMap(ImageReference::tag).orElse("latest");
            if (image.isPresent() && MOVING.contains(tag) && !isLocal(service)) {
                advice.add(advice(subject, service, image.get(), tag));
            }
        }
        return advice;
    }

    private static Advice advice(Subject subject, Service service, ImageReference image, String tag) {
        Level level = Services.role(service) == ImageRole.DATABASE ? Level.WARNING : Level.NOTE;
        String message = image.tag().isPresent()
                ? image + " is another image every few weeks"
                : image + " has no tag: that is :latest, another image every few weeks";
        Advice one = Services.placed(
                subject,
                service,
                "image",
                Advice.of(
                        level,
                        message,
                        "Name the version that runs here (\"hauban images\" shows it)"
                                + (MOVING.contains(tag) && tag.matches("alpine|slim|bookworm|bullseye")
                                        ? ", in front of -" + tag
                                        : "")
                                + "."));
        return subject.places()
                .giver("services." + service.name() + ".image")
                .filter(giver -> isInVariables(subject, giver))
                .map(giver -> one.at(giver.place()))
                .orElse(one);
    }

    private static boolean isInVariables(Subject subject, Places.Giver giver) {
        return subject.files()
                .named(giver.place().file())
                .filter(paper -> paper.kind() == dev.hauban.doctor.subject.Paper.Kind.VARIABLES)
                .isPresent();
    }

    private static Set<String> builtHere(Subject subject) {
        var own = new HashSet<String>();
        for (Service service : subject.services()) {
            if (service.program().build().isPresent()) {
                service.program().image().ifPresent(image -> own.add(image.text()));
            }
        }
        return own;
    }

    /// Whether it is never pulled.
    private static boolean isLocal(Service service) {
        return service.specification().members().values().get("pull_policy") instanceof Json.Text(String policy)
                && (policy.equals("never") || policy.equals("build"));
    }
}
