package dev.hauban.compose.origin;

import java.util.List;

/// A variable, as it is for the places that use it.
///
/// @param candidates who gives it a value, the one that counts first; empty where it is not set
/// @param uses in the order of the files
public record VariableOrigin(String name, List<Candidate> candidates, List<Use> uses) {
    public VariableOrigin {
        candidates = List.copyOf(candidates);
        uses = List.copyOf(uses);
    }

    public boolean isSet() {
        return !candidates.isEmpty();
    }
}
