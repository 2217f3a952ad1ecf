package dev.hauban.secret;

import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.Collection;

/// Whoever has services started and made anew.
public interface Keeping {
    /// Those services are there, and ready, with what they depend on; what is there already stays.
    ///
    /// @throws dev.hauban.problem.ProblemException if that can't be had
    void bringUp(Stack stack, Collection<ServiceName> services) throws InterruptedException;

    /// Those services alone are made anew as the stack says, in the order of what they depend on, and are ready.
    ///
    /// @throws dev.hauban.problem.ProblemException if that can't be had
    void recreate(Stack stack, Collection<ServiceName> services) throws InterruptedException;
}
