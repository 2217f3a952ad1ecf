package dev.hauban.plan;

/// What an engine does by itself, so that nobody else is to.
///
/// @param restarts it starts what has ended again, as the restart policy says
/// @param recreates it puts one instance in the place of another in one step ([Step.Recreate])
public record Habits(boolean restarts, boolean recreates) {
    /// An engine that does only what it is told.
    public static Habits none() {
        return new Habits(false, false);
    }
}
