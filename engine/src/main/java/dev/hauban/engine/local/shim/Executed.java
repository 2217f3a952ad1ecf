package dev.hauban.engine.local.shim;

/// What became of a command inside a service.
///
/// @param code its exit code, or one of the constants
/// @param output the beginning of what it wrote, both streams together
public record Executed(int code, String output) {
    /// It took too long and was killed, or it ended with this code itself.
    public static final int TIMED_OUT = 124;
    /// It could not be started; the output says why.
    public static final int NOT_STARTED = 125;
}
