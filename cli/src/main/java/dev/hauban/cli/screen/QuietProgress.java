package dev.hauban.cli.screen;

import dev.hauban.event.Event;

/// Shows nothing.
public final class QuietProgress implements ProgressView {
    @Override
    public void see(Event event) {}

    @Override
    public void close() {}
}
