package dev.hauban.engine.local;

import dev.hauban.engine.local.image.BuildRunner;
import java.io.IOException;
import java.util.function.Consumer;

/// Runs a Dockerfile's RUN lines.
final class Builds implements BuildRunner {
    private final LocalProject project;

    Builds(LocalProject project) {
        this.project = project;
    }

    @Override
    public int run(Command command, Consumer<String> output) throws IOException, InterruptedException {
        throw new IOException(
                "RUN can't be carried out yet in " + project.folder().root());
    }
}
