package dev.hauban.stack;

import java.util.OptionalInt;

/// What happens when a service ends by itself.
public sealed interface RestartPolicy {
    record Never() implements RestartPolicy {}

    /// Also after it was stopped by hand and the machine restarts.
    record Always() implements RestartPolicy {}

    /// Only when it ends with a code that is not zero; `attempts` in a row at most, if given.
    record OnFailure(OptionalInt attempts) implements RestartPolicy {}

    /// As [Always], but a stop by hand is respected.
    record UnlessStopped() implements RestartPolicy {}
}
