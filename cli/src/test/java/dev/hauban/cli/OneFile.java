package dev.hauban.cli;

import dev.hauban.compose.request.ComposeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A disk with one `compose.yaml` on it.
record OneFile(Path folder, String text) implements ComposeFiles {
    @Override
    public Kind kind(String path) {
        return isIt(path) ? Kind.FILE : path.equals(folder.toString()) ? Kind.FOLDER : Kind.MISSING;
    }

    @Override
    public byte[] read(String path) throws IOException {
        if (!isIt(path)) {
            throw new NoSuchFileException(path);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readStandardInput() {
        return new byte[0];
    }

    @Override
    public String withoutFirstLink(String path) {
        return path;
    }

    private boolean isIt(String path) {
        return path.equals(folder.resolve("compose.yaml").toString());
    }
}
