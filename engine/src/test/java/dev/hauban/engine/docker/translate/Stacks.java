package dev.hauban.engine.docker.translate;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Stacks for tests, read from a text.
final class Stacks {
    static final ApiVersion OLD = new ApiVersion(1, 41);
    static final ApiVersion NEW = new ApiVersion(1, 51);

    private Stacks() {}

    static Stack of(String compose) {
        var request = ComposeRequest.in(Path.of("/work"), Map.of("HOME", "/home/me"));
        return switch (new ComposeReader(new OneFile(compose)).read(request)) {
            case Reading.Read read -> read.stack();
            case Reading.Refused(List<Problem> problems) ->
                throw new AssertionError(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        };
    }

    static Service service(Stack stack, String name) {
        return stack.service(new ServiceName(name)).orElseThrow();
    }

    static Circumstances alone(ApiVersion version) {
        return new Circumstances(version, Circumstances.Machine.bare(), Optional.empty(), Map.of());
    }

    private record OneFile(String compose) implements ComposeFiles {
        @Override
        public Kind kind(String path) {
            return path.equals("/work/compose.yaml") ? Kind.FILE : Kind.MISSING;
        }

        @Override
        public byte[] read(String path) {
            return compose.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] readStandardInput() {
            return new byte[0];
        }

        @Override
        public String withoutFirstLink(String path) {
            return path;
        }
    }
}
