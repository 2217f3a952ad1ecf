package dev.hauban.compose;

import dev.hauban.compose.request.ComposeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/// Files that are only there for a test, all of them below `/work`.
final class MemoryFiles implements ComposeFiles {
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, Kind> others = new HashMap<>();
    private String standardInput = "";

    MemoryFiles with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    MemoryFiles with(String path, byte[] bytes) {
        files.put("/work/" + path, bytes);
        return this;
    }

    MemoryFiles with(String path, Kind kind) {
        others.put("/work/" + path, kind);
        return this;
    }

    MemoryFiles withStandardInput(String text) {
        standardInput = text;
        return this;
    }

    @Override
    public Kind kind(String path) {
        if (files.containsKey(path)) {
            return Kind.FILE;
        }
        if (files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"))) {
            return Kind.FOLDER;
        }
        return others.getOrDefault(path, Kind.MISSING);
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path);
        }
        return bytes;
    }

    @Override
    public byte[] readStandardInput() {
        return standardInput.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String withoutFirstLink(String path) {
        return path;
    }
}
