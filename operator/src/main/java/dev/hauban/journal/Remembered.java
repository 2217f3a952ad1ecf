package dev.hauban.journal;

import dev.hauban.api.StackText;
import dev.hauban.engine.StateFolder;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is remembered of a project.
///
/// @param wanted empty when nothing is, or it can't be read
public record Remembered(Optional<Wanted> wanted, Memory memory) {

    public static Remembered nothing() {
        return new Remembered(Optional.empty(), Memory.empty());
    }

    /// Reads it while an operator may be writing, and changes nothing: for a look ahead.
    public static Remembered read(StateFolder folder, StackText stacks) throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return nothing();
        }
        return new Past(folder, stacks, (_, _) -> {}).read(records(folder)).remembered();
    }

    /// Only what is wanted, read while an operator may be writing.
    ///
    /// @return empty when nothing is, or it can't be read
    public static Optional<Wanted> wanted(StateFolder folder, StackText stacks) throws IOException {
        return new Past(folder, stacks, (_, _) -> {}).wanted();
    }

    /// Only the planner's memory, read while an operator may be writing: as of the last time that it was written whole,
    /// which is after each change that outlives a step, and after each stop that was begun.
    ///
    /// @return empty when there is none, or it can't be read
    public static Optional<Memory> memory(StateFolder folder, StackText stacks) throws IOException {
        return new Past(folder, stacks, (_, _) -> {}).memory();
    }

    private static List<String> records(StateFolder folder) throws IOException {
        Optional<byte[]> content = Records.content(folder.file(ProjectJournal.JOURNAL));
        return content.isEmpty()
                ? List.of()
                : new ArrayList<>(Records.read(content.get()).texts());
    }
}
