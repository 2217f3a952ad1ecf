package dev.hauban.compose.variable;

import org.jspecify.annotations.Nullable;

/// Where variables get their values from.
public interface Variables {
    /// The value, which may be empty, or null if the variable is not set.
    @Nullable
    String value(String name);
}
