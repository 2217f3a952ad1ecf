package dev.hauban.engine.docker.image;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.engine.BuildOptions;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A project in a folder, with its Compose file and whatever its images are built from.
record Project(Path folder) {
    Project with(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Stack stack() {
        var request = ComposeRequest.in(folder, Map.of("HOME", folder.toString()));
        var files = new DiskFiles(folder.getFileSystem(), InputStream.nullInputStream());
        return switch (new ComposeReader(files).read(request)) {
            case Reading.Read read -> read.stack();
            case Reading.Refused(List<Problem> problems) ->
                throw new AssertionError(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        };
    }

    Service service(String name) {
        return stack().service(new ServiceName(name)).orElseThrow();
    }

    BuildOrder order(String name) {
        Service service = service(name);
        return new BuildOrder(stack(), service, service.program().build().orElseThrow(), BuildOptions.none());
    }
}
