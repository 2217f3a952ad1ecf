package dev.hauban.engine;

/// Something that is done to one instance by hand.
public sealed interface Deed {
    /// @param signal one that [Signals] knows: `SIGKILL`, `HUP`, `9`
    record Kill(String signal) implements Deed {}

    /// Its processes get no more time, and keep what they have.
    record Pause() implements Deed {}

    record Unpause() implements Deed {}

    /// It must not run.
    ///
    /// @param volumes whether its volumes without a name go, too
    record Remove(boolean volumes) implements Deed {}
}
