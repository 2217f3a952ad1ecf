package dev.hauban.engine.docker.image;

import java.time.Instant;
import java.util.Optional;

/// What has to be done that a service's image is there. Pure: it follows from what the file says and what is here.
sealed interface Provision {
    record Nothing() implements Provision {}

    /// @param orElseBuild whether it is built where no registry gives it
    record Pull(boolean orElseBuild) implements Provision {}

    record Build() implements Provision {}

    /// It is not here, and may be neither pulled nor built.
    record Impossible() implements Provision {}

    /// @param policy what the file says, or somebody who asks for something else
    /// @param isNamed whether the file names the image; one that is only built is never pulled
    /// @param canBuild whether this service, or another one for this image, says how, and nobody forbids it
    record Situation(PullPolicy policy, boolean isNamed, boolean canBuild) {}

    /// @param local the image of that name and platform that is here
    static Provision of(Situation situation, Optional<LocalImage> local, Instant now) {
        boolean isWanted = switch (situation.policy()) {
            case PullPolicy.Always _ -> true;
            case PullPolicy.Never _, PullPolicy.Build _ -> false;
            case PullPolicy.Missing _ -> local.isEmpty();
            case PullPolicy.Refresh(var age) -> local.isEmpty() || isOld(local.get(), now.minus(age));
        };
        if (situation.policy() instanceof PullPolicy.Build && situation.canBuild()) {
            return new Build();
        }
        if (isWanted && situation.isNamed()) {
            return new Pull(situation.canBuild());
        }
        if (local.isPresent()) {
            return new Nothing();
        }
        return situation.canBuild() ? new Build() : new Impossible();
    }

    private static boolean isOld(LocalImage image, Instant limit) {
        return image.tagged().isEmpty() || image.tagged().get().isBefore(limit);
    }
}
