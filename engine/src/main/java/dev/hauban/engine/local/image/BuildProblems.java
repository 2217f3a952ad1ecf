package dev.hauban.engine.local.image;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.List;

/// What can go wrong while a Dockerfile is carried out.
final class BuildProblems {
    private BuildProblems() {}

    static Problem noSuchOwner(Place place, String owner) {
        return Problem.error("image.no-such-owner", Actor.AUTHOR, "there is no user " + owner + " in this stage")
                .at(place)
                .remedy("make it before, with RUN useradd, or use its number");
    }

    static Problem noSuchSource(Place place, String source, String where) {
        return Problem.error("image.no-such-source", Actor.AUTHOR, source + " is not in " + where)
                .at(place)
                .remedy("check the path, and that .dockerignore doesn't leave it out");
    }

    static Problem noSuchStage(Place place, String name) {
        return Problem.error("image.no-such-stage", Actor.AUTHOR, "there is no stage " + name)
                .at(place)
                .remedy("name a stage with FROM … AS " + name);
    }

    /// There are no images here; of what one has, a program may be on this machine as well.
    static Problem notInImage(Place place, String image, List<String> sources) {
        List<String> programs = sources.stream()
                .map(source -> source.substring(source.lastIndexOf('/') + 1))
                .toList();
        return Problem.error(
                        "image.not-in-image",
                        Actor.MACHINE,
                        image + " is no stage, and there is no image here to copy " + String.join(", ", sources)
                                + " from")
                .at(place)
                .remedy("Of images only programs can be copied that this machine has: install "
                        + String.join(", ", programs)
                        + " so that it is on PATH, or run the stack with Docker Compose.\n"
                        + "A stage that is meant has to be named: FROM … AS " + image);
    }

    static Problem remoteSource(Place place, String source) {
        return Problem.error(
                        "image.remote-source",
                        Actor.AUTHOR,
                        "ADD " + source + " can't be fetched without a container builder")
                .at(place)
                .remedy("keep the file in the build context, fetch it with RUN, or run it with Docker Compose");
    }

    static Problem notUnderstood(Place place, List<String> words) {
        return Problem.degraded(
                        "image.command-not-understood",
                        "RUN calls " + String.join(" ", words) + ", which is passed over: it is not understood here")
                .at(place)
                .remedy("write it with the options that most images use, or run it with Docker Compose");
    }

    static Problem noModeOf(Place place, String path) {
        return Problem.error("image.no-such-source", Actor.AUTHOR, "RUN chmod: there is no " + path)
                .at(place)
                .remedy("copy it before, or mend the path");
    }

    static Problem failed(Place place, int code, List<String> lastLines) {
        String said = lastLines.isEmpty() ? "it said nothing" : "it said last:\n" + String.join("\n", lastLines);
        return Problem.error("image.run-failed", Actor.AUTHOR, "RUN ended with " + code)
                .at(place)
                .remedy(said);
    }

    static Problem unreadable(Place place, String file) {
        return Problem.error("image.no-dockerfile", Actor.AUTHOR, "there is no Dockerfile at " + file)
                .at(place)
                .remedy("name it with build.dockerfile, or make it");
    }
}
