package dev.hauban.engine.docker.translate;

import dev.hauban.compose.request.ComposeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of a golden folder, where they were when Docker Compose was recorded.
///
/// @param place where they were
/// @param folder where they are
record GoldenFiles(String place, Path folder) implements ComposeFiles {
    @Override
    public Kind kind(String path) {
        Path real = real(path);
        return Files.isDirectory(real) ? Kind.FOLDER : Files.exists(real) ? Kind.FILE : Kind.MISSING;
    }

    @Override
    public byte[] read(String path) throws IOException {
        return Files.readAllBytes(real(path));
    }

    @Override
    public byte[] readStandardInput() {
        return new byte[0];
    }

    @Override
    public String withoutFirstLink(String path) {
        return path;
    }

    Path real(String path) {
        return path.startsWith(place) ? Path.of(folder + path.substring(place.length())) : Path.of("/nowhere" + path);
    }
}
