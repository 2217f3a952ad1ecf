package dev.faildaily.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A log file that is put aside when it is full: `name.log`, `name.log.1`, `name.log.2`, … of which `kept` remain.
public final class RotatingFile implements AutoCloseable {

    private final Path path;
    private final long limit;
    private final int kept;
    private Writer writer;
    private long written;

    private RotatingFile(Path path, long limit, int kept) throws IOException {
        this.path = path;
        this.limit = limit;
        this.kept = kept;
        this.written = Files.exists(path) ? Files.size(path) : 0;
        this.writer = open(path);
    }

    public static RotatingFile open(Path path, long limit, int kept) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return new RotatingFile(path, limit, kept);
    }

    void append(String line) throws IOException {
        if (written > limit) {
            rotate();
        }
        writer.write(line);
        writer.write('\n');
        writer.flush();
        written += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private void rotate() throws IOException {
        writer.close();
        for (int age = kept - 2; age >= 0; age--) {
            if (Files.exists(aged(age))) {
                Files.move(aged(age), aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        writer = open(path);
        written = 0;
    }

    private Path aged(int age) {
        return age == 0 ? path : path.resolveSibling(path.getFileName() + "." + age);
    }

    private static Writer open(Path path) throws IOException {
        return Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
