package dev.hauban.engine.local.image;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.KnownImage;
import dev.hauban.catalog.LocalWay;
import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.engine.local.supply.Tools;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands for an image here, whether it is written behind FROM or as a service's image: a well-known one's
/// programs, a language's runtime of this machine, or this machine itself.
final class Bases implements BaseImages {
    private final Catalog catalog = new Catalog();
    private final Machine machine;
    private final Supply supply;
    private final Optional<Progress> progress;

    /// Finds, and fetches what is missing.
    Bases(Machine machine, Supply supply, Progress progress) {
        this(machine, supply, Optional.of(progress));
    }

    private Bases(Machine machine, Supply supply, Optional<Progress> progress) {
        this.machine = machine;
        this.supply = supply;
        this.progress = progress;
    }

    /// Only looks: what would be fetched is taken for granted as far as it can be had.
    static Bases looking(Machine machine, Supply supply) {
        return new Bases(machine, supply, Optional.empty());
    }

    @Override
    public BaseImage find(ImageReference image, Place place) throws InterruptedException {
        Optional<KnownImage> known = catalog.find(image);
        if (known.isPresent()) {
            return wellKnown(image, known.get(), place);
        }
        Optional<Languages.Kind> kind = Languages.of(image);
        if (kind.isEmpty()) {
            throw new ProblemException(noWay(image, "is not among the images that are known here", place));
        }
        return new LanguageImages(machine, supply).image(image, kind.get(), place);
    }

    private BaseImage wellKnown(ImageReference image, KnownImage known, Place place) throws InterruptedException {
        return switch (known.local()) {
            case LocalWay.Missing missing -> throw new ProblemException(noWay(image, missing.why(), place));
            case LocalWay.WithPrograms way -> {
                if (progress.isPresent()) {
                    yield new WellKnown(machine, supply).image(known, way, progress.get());
                }
                Need first = WellKnown.needs(known, way).getFirst();
                Optional<Tools> ready = supply.ready(first);
                for (Need need : WellKnown.needs(known, way)) {
                    boolean isMissed = need == first || WellKnown.isIndispensable(need);
                    if (isMissed && !supply.origin(need).isPossible()) {
                        throw new ProblemException(noWay(image, "needs " + need + ", which can't be had here", place));
                    }
                }
                List<Problem> remarks = ready.isPresent()
                        ? StandIns.remarks(known, ready.get())
                        : StandIns.expected(known, supply.standsIn(first));
                boolean isMariaDb = first.product() == Product.MYSQL_SERVER
                        && (ready.isEmpty() || ready.get().isMariaDb());
                yield plain(known, isMariaDb, remarks);
            }
        };
    }

    /// This machine, and nothing besides.
    private BaseImage plain(KnownImage known, boolean isMariaDb, List<Problem> remarks) {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PATH", SearchPaths.of(machine)));
        if (isMariaDb) {
            environment.put(StandIns.MARIADB, "1");
        }
        return new BaseImage(
                environment,
                List.of(),
                List.of(),
                "/",
                WellKnown.account(known),
                List.of(),
                LocalProgram.Traits.none(),
                remarks,
                known.name());
    }

    /// @param why goes on after the image's name
    static Problem noWay(ImageReference image, String why, Place place) {
        return Problem.error("image.no-local-way", Actor.MACHINE, "the image " + image + " " + why)
                .at(place)
                .remedy(
                        "Say how the service runs without a container, with x-hauban: {local: {command: …}} in it, or run"
                                + " the stack with Docker Compose.");
    }
}
