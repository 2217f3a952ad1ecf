package dev.hauban.backup;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.Copying;
import dev.hauban.engine.Execution;
import dev.hauban.engine.Streams;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Databases that keep what was read into them in the folder that is mounted into them, and movers whose scripts
/// are run for true.
final class FolderDatabases implements FakeEngine.Program {
    private static final String FILE = "copy.sql";

    private final Copying copying =
            new Catalog().copying(ImageReference.parse("postgres:17")).orElseThrow();
    private final Map<ProjectName, Path> folders = new HashMap<>();
    private UnaryOperator<String> loss = UnaryOperator.identity();
    private int callsLeft = Integer.MAX_VALUE;

    /// Stands for a kill: from then on nothing works.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    void know(Stack stack) {
        stack.services()
                .values()
                .forEach(service -> service.attachments().mounts().forEach(mount -> {
                    if (mount instanceof Mount.Bind bind) {
                        folders.put(stack.name(), bind.source());
                    }
                }));
    }

    void lose(UnaryOperator<String> newLoss) {
        loss = newLoss;
    }

    /// Hauban is killed at this call from now on.
    void killAfter(int calls) {
        callsLeft = calls;
    }

    void live() {
        callsLeft = Integer.MAX_VALUE;
    }

    /// Something happens, unless Hauban was killed.
    void call() {
        if (callsLeft-- <= 0) {
            callsLeft = 0;
            throw new Killed();
        }
    }

    boolean isAlive() {
        return callsLeft > 0;
    }

    @Override
    public int run(ProjectName project, InstanceId instance, Execution execution, Streams streams)
            throws IOException, InterruptedException {
        call();
        List<String> words = execution.command();
        Path folder = folders.get(project);
        if (project.text().contains("-mover")) {
            return words.getFirst().equals("sh") ? move(folder, words, streams) : 0;
        }
        if (words.size() < 3) {
            return 0;
        }
        if (words.get(2).equals(copying.write())) {
            streams.output().write(Files.readAllBytes(folder.resolve(FILE)));
        } else if (words.get(2).equals(copying.read())) {
            String copy = new String(streams.input().readAllBytes(), StandardCharsets.UTF_8);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), loss.apply(copy));
        }
        return 0;
    }

    private static int move(Path folder, List<String> words, Streams streams) throws IOException, InterruptedException {
        String script = words.get(2).replace("cd /hauban", "cd '" + folder + "'");
        Process process = new ProcessBuilder("sh", "-c", script, words.get(3), words.get(4))
                .redirectErrorStream(true)
                .start();
        try (var input = process.getOutputStream()) {
            streams.input().transferTo(input);
        }
        process.getInputStream().transferTo(streams.error());
        return process.waitFor();
    }
}
