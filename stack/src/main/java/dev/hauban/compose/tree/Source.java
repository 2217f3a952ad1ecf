package dev.hauban.compose.tree;

/// Where a tree was read from.
///
/// @param name as the user would write it: relative to where they stand when it is below, absolute otherwise
/// @param path absolute, or `-` for the standard input
public record Source(String name, String path) {
    @Override
    public String toString() {
        return name;
    }
}
