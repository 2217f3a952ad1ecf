package dev.hauban.compose.origin;

import dev.hauban.problem.Place;

/// A place that names a variable.
///
/// @param path such as `services.web.image`; empty in a file of variables
/// @param expression as it is written, such as `${TAG:-1}`; the bare name where the whole value is taken; masked where
///     it holds what looks like a secret
/// @param instead what stands behind the operator, masked likewise
public record Use(Place place, String path, String expression, String instead, Outcome outcome) {
    /// What comes of it there.
    public enum Outcome {
        /// The variable's value.
        VALUE,
        /// The default that is written there, because the variable has no value.
        DEFAULT,
        /// The text that is written there for when the variable has a value.
        ALTERNATIVE,
        /// Nothing: the variable has no value.
        NOTHING,
        /// The files are refused: there has to be a value.
        MISSING
    }
}
