package dev.hauban.engine;

import java.io.IOException;

/// The standard streams of this process, joined to those of an instance's main process.
public interface Attachment extends AutoCloseable {
    /// By which the engine knows the instance.
    String id();

    /// Passes on what is typed and what is written, until the instance has ended or somebody lets go of it by the keys
    /// for that.
    ///
    /// @return its exit code; 0 if it goes on
    int await() throws IOException, InterruptedException;

    /// Sends it a signal meanwhile; whether it arrived is seen by what the instance does.
    ///
    /// @param signal one that [Signals] knows
    void signal(String signal) throws IOException, InterruptedException;

    /// Lets go. The instance goes on, if it does.
    @Override
    void close() throws IOException;
}
