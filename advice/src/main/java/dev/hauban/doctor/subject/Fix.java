package dev.hauban.doctor.subject;

import dev.hauban.problem.Place;
import java.util.List;

/// A change that can be made without a thought.
public sealed interface Fix {
    /// Edits of texts; all or none.
    record Edits(List<Edit> edits) implements Fix {
        public Edits {
            edits = List.copyOf(edits);
        }
    }

    /// Nobody but its owner may read or write the file.
    record ForOwnerOnly(String file) implements Fix {}

    /// One change of a text.
    ///
    /// @param at where the old text begins
    /// @param old what has to stand there; may be empty
    /// @param replacement what stands there afterwards
    record Edit(Place at, String old, String replacement) {}

    static Fix edit(Place at, String old, String replacement) {
        return new Edits(List.of(new Edit(at, old, replacement)));
    }
}
