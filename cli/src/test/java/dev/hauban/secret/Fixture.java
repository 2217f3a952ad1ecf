package dev.hauban.secret;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.doctor.mend.EditedFiles;
import dev.hauban.engine.StateFolder;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/// A project in a folder.
record Fixture(Path folder) {
    static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");

    Fixture file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
        return this;
    }

    Stack stack(Map<String, String> texts) {
        var disk = new DiskFiles(FileSystems.getDefault(), InputStream.nullInputStream());
        Reading reading = new ComposeReader(new EditedFiles(disk, texts)).read(request());
        return switch (reading) {
            case Reading.Read read -> read.stack();
            case Reading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    private ComposeRequest request() {
        return ComposeRequest.in(folder, Map.of("SHELL_SECRET", "from-the-shell-0123456789"));
    }

    Secrets secrets() {
        var disk = new DiskFiles(FileSystems.getDefault(), InputStream.nullInputStream());
        Origins origins = new ComposeReader(disk).origins(request()).origins();
        var around = new Secrets.Around(
                new StateFolder(folder.resolve(".hauban/shop")), folder, file -> "geheim", new Random(7), () -> NOW);
        return new Secrets(around, stack(Map.of()), origins);
    }

    Rotating rotating(String name) throws IOException {
        return Rotating.of(secrets(), name, this::stack);
    }
}
