package dev.hauban.compose.variable;

import java.util.HashSet;
import java.util.Set;

/// The variables of one load that have no value: each is told once. Where a file of variables could not be read, none
/// is, for it may be in there.
public final class Unset {
    private final Set<String> told = new HashSet<>();
    private boolean excused;

    /// Whether this variable has to be told; only the first time.
    public boolean isNews(String name) {
        return !excused && told.add(name);
    }

    /// Any variable may be in a file that could not be read.
    public void excuse() {
        excused = true;
    }

    public boolean isExcused() {
        return excused;
    }
}
