package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a folder of the cache holds, written into it: version and origin.
record Note(String version, String origin) {
    private static final String NAME = "NOTE";

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(NAME), version + "\n" + origin + "\n");
    }

    static Note read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(NAME));
        if (lines.size() < 2) {
            throw new IOException(folder + " was written by another version of Hauban; take it away");
        }
        return new Note(lines.get(0), lines.get(1));
    }
}
