package dev.hauban.stack;

import java.util.List;
import java.util.Optional;

/// What `x-hauban` of a service says.
///
/// @param localCommand how the local engine runs it, instead of anything that it would find out
/// @param restartUnhealthy overrides the stack's
/// @param category `application`, `infrastructure`, `administration` or `monitoring`, for `status`
public record ServiceExtension(
        Optional<List<String>> localCommand, Optional<Boolean> restartUnhealthy, Optional<String> category) {
    public ServiceExtension {
        localCommand = localCommand.map(List::copyOf);
    }

    public static ServiceExtension none() {
        return new ServiceExtension(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
