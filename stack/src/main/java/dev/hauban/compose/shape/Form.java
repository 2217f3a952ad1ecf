package dev.hauban.compose.shape;

import org.jspecify.annotations.Nullable;

/// What a value becomes in the canonical document.
///
/// @param shape of a mapping, or of what is in a list or mapping
record Form(Kind kind, @Nullable Shape shape) {

    /// The names say what is kept of a value that says nothing: without `OPTIONAL`, zero vanishes.
    enum Kind {
        TEXT,
        FLAG,
        OPTIONAL_FLAG,
        COUNT,
        OPTIONAL_COUNT,
        UNSIGNED,
        /// Of larger numbers the higher bits are lost.
        UNSIGNED_32,
        UNSIGNED_16,
        OPTIONAL_UNSIGNED,
        DECIMAL,
        CPUS,
        BYTES,
        DURATION,
        OPTIONAL_DURATION,
        /// File permissions: octal as a string.
        MODE,
        DEVICE_COUNT,
        /// A list of strings.
        TEXTS,
        /// A string or a list of strings.
        TEXT_OR_TEXTS,
        TEXTS_OR_NUMBERS,
        LABELS,
        /// `NAME: value` or `NAME=value`; no value is an empty one.
        PAIRS,
        /// The same, but no value is different from an empty one.
        ENVIRONMENT,
        OPTIONS,
        REPEATED_OPTIONS,
        STRINGS_BY_NAME,
        HOSTS,
        COMMAND,
        HEALTH_TEST,
        ULIMIT,
        SSH,
        ENV_FILE,
        /// A mapping that is kept also when it is empty.
        SHAPE,
        /// A mapping that vanishes when it is empty.
        VALUE,
        /// A list of mappings.
        LIST_OF_SHAPES,
        /// Mappings by names that may begin with `x-`; one of which nothing is said is an empty mapping.
        SHAPES_BY_NAME,
        /// Mappings by name.
        SHAPES_BY_FREE_NAME,
        ULIMITS_BY_NAME,
        /// Allowed, but Docker Compose makes nothing of it.
        DROPPED
    }

    static Form of(Kind kind) {
        return new Form(kind, null);
    }

    static Form of(Kind kind, Shape shape) {
        return new Form(kind, shape);
    }
}
