package dev.hauban.cli.screen;

import dev.hauban.event.Event;

/// Shows what happens while a command works.
public sealed interface ProgressView extends AutoCloseable
        permits JsonProgress, LiveTable, PlainProgress, QuietProgress {
    void see(Event event);

    /// The last picture stays; nothing is drawn after.
    @Override
    void close();
}
