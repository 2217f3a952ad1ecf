package dev.hauban.cli.screen;

import dev.hauban.api.EventJson;
import dev.hauban.event.Event;
import java.io.PrintStream;

/// Every event as JSON, one a line.
public final class JsonProgress implements ProgressView {
    private final PrintStream stream;

    public JsonProgress(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void see(Event event) {
        stream.println(EventJson.write(event).compact());
        stream.flush();
    }

    @Override
    public void close() {
        stream.flush();
    }
}
