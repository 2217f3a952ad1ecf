package dev.hauban.backup;

import dev.hauban.stack.ServiceName;
import java.util.Collection;

/// Whoever has services stopped and started, for a restore.
public interface Keeping {
    /// Those services and what they depend on are there, and ready.
    ///
    /// @throws dev.hauban.problem.ProblemException if that can't be had
    void bringUp(Collection<ServiceName> services) throws InterruptedException;

    /// Those services are stopped, and stay so.
    ///
    /// @throws dev.hauban.problem.ProblemException if that can't be had
    void stop(Collection<ServiceName> services) throws InterruptedException;
}
