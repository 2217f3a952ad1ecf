package dev.hauban.engine.local.image;

import dev.hauban.problem.Place;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;

/// Finds what stands for an image on this machine.
@FunctionalInterface
interface BaseImages {
    /// @param place the FROM line
    /// @throws ProblemException if nothing here stands for it
    BaseImage find(ImageReference image, Place place) throws InterruptedException;
}
