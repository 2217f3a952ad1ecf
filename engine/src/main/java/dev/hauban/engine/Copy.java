package dev.hauban.engine;

import java.nio.file.Path;

/// Files that are copied into an instance, or out of it.
public sealed interface Copy {
    /// @param source as it was typed: one that ends in `/.` means what is in the folder
    /// @param target inside: a folder that is there takes the source in, another name is the copy's own
    record In(Path source, String sourceText, String target, Manner manner) implements Copy {}

    /// @param source inside; one that ends in `/.` means what is in the folder
    /// @param target a folder that is there takes the source in, another name is the copy's own
    record Out(String source, Path target, String targetText, Manner manner) implements Copy {}

    /// A tar that comes through the standard input.
    ///
    /// @param target inside, a folder that is there
    record ArchiveIn(String target, Manner manner) implements Copy {}

    /// A tar that goes to the standard output.
    record ArchiveOut(String source, Manner manner) implements Copy {}

    /// How it is copied.
    ///
    /// @param followsLink whether a source that is a link means what it leads to
    /// @param keepsOwners whether owners are kept
    record Manner(boolean followsLink, boolean keepsOwners) {}
}
