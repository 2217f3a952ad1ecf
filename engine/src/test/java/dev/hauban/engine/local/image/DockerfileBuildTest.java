package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.Place;
import dev.hauban.stack.Build;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileBuildTest {
    private static final Place HERE = new Place("compose.yaml", 3, 5);

    @TempDir
    Path folder;

    private final AtomicInteger runs = new AtomicInteger();
    private Path context;

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectory(folder.resolve("context"));
    }

    private void file(String name, String text) throws IOException {
        Path file = context.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private BuiltImage build(String dockerfile) throws Exception {
        return build(dockerfile, Map.of(), Optional.empty());
    }

    private BuiltImage build(String dockerfile, Map<String, String> arguments, Optional<String> target)
            throws Exception {
        file("Dockerfile", dockerfile);
        var tools = new DockerfileBuild.Tools((_, _) -> base(), this::run, folder.resolve("home"), false);
        return new DockerfileBuild(folder.resolve("images"), tools)
                .build(
                        new Build(context, Optional.empty(), Optional.empty(), arguments, target),
                        HERE,
                        Progress.ignored());
    }

    private static BaseImage base() {
        return new BaseImage(
                Map.of("PATH", "/usr/bin:/bin"),
                List.of(),
                List.of("sh"),
                "/",
                LocalProgram.Account.root(),
                List.of(),
                LocalProgram.Traits.none(),
                List.of(),
                "base");
    }

    /// Runs where the working directory really lies: enough for lines that use relative paths.
    private int run(BuildRunner.Command command, java.util.function.Consumer<String> output)
            throws IOException, InterruptedException {
        runs.incrementAndGet();
        var builder = new ProcessBuilder(command.words())
                .directory(command.root()
                        .resolve(command.workingDirectory().substring(1))
                        .toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output);
        }
        return process.waitFor();
    }

    @Test
    void the_last_stage_is_read_and_what_it_copies_from_others_is_built() throws Exception {
        file("src/a.txt", "a");
        file("src/deep/b.txt", "b");
        BuiltImage image = build("""
                FROM node:20 AS build
                WORKDIR /work
                COPY src/ .
                RUN cat a.txt deep/b.txt > all.txt
                FROM unused AS unused
                RUN exit 3
                FROM node:20
                ENV PORT=3000
                WORKDIR /app
                COPY --from=build /work/all.txt ./
                RUN addgroup -g 1001 app && adduser -D -u 1001 -G app app
                USER app
                EXPOSE ${PORT}/tcp
                VOLUME ["/data"]
                HEALTHCHECK CMD wget -q localhost
                ENTRYPOINT ["node"]
                CMD ["all.txt"]
                """);
        assertThat(image.root().resolve("app/all.txt")).hasContent("ab");
        assertThat(image.environment()).containsEntry("PORT", "3000");
        assertThat(image.workingDirectory()).isEqualTo("/app");
        assertThat(image.entrypoint()).containsExactly("node");
        assertThat(image.command()).containsExactly("all.txt");
        assertThat(image.account().user()).contains("app");
        assertThat(image.account().users()).containsExactly(new LocalProgram.User("app", 1001, 1001, "/home/app"));
        assertThat(image.traits().exposed()).containsExactly("3000/tcp");
        assertThat(image.traits().volumes()).containsExactly("/data");
        assertThat(image.traits().healthCheck()).isPresent();
        assertThat(image.pieces()).extracting(Piece::target).contains("/app");
        assertThat(runs).hasValue(1);
    }

    @Test
    void what_was_built_is_not_built_again_until_its_sources_change() throws Exception {
        file("a", "1");
        String dockerfile = "FROM x\nWORKDIR /app\nCOPY a .\nRUN cp a b\n";
        Path first = build(dockerfile).root();
        assertThat(build(dockerfile).root()).isEqualTo(first);
        assertThat(runs).hasValue(1);
        file("a", "2");
        assertThat(build(dockerfile).root().resolve("app/b")).hasContent("2");
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_stage_that_begins_with_another_has_its_files_and_what_it_said() throws Exception {
        file("a", "1");
        BuiltImage image = build("FROM x AS base\nENV A=1\nWORKDIR /app\nCOPY a .\nFROM base\nENV B=$A\nCMD echo $B\n");
        assertThat(image.root().resolve("app/a")).hasContent("1");
        assertThat(image.environment()).containsEntry("B", "1");
        assertThat(image.workingDirectory()).isEqualTo("/app");
        assertThat(image.command()).containsExactly("/bin/sh", "-c", "echo $B");
    }

    @Test
    void a_target_and_arguments_are_honored() throws Exception {
        BuiltImage image = build(
                "ARG TAG=1\nFROM x:${TAG} AS one\nARG GREETING=hello\nENV G=$GREETING\nFROM x AS two\nENV G=no\n",
                Map.of("GREETING", "bonjour"),
                Optional.of("one"));
        assertThat(image.environment()).containsEntry("G", "bonjour");
    }

    @Test
    void what_is_ignored_stays_outside() throws Exception {
        file(".dockerignore", "node_modules\n*.log\n!keep.log\n");
        file("node_modules/x.js", "");
        file("a.log", "");
        file("keep.log", "");
        file("index.js", "");
        BuiltImage image = build("FROM x\nWORKDIR /app\nCOPY . .\n");
        try (Stream<Path> files = Files.list(image.root().resolve("app"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("keep.log", "index.js")
                    .doesNotContain("node_modules", "a.log");
        }
    }

    @Test
    void a_failed_line_is_a_problem_with_its_last_words_and_leaves_nothing() throws Exception {
        assertThatThrownBy(() -> build("FROM x\nRUN echo broken pipe dream; exit 7\n"))
                .hasMessageContaining("Dockerfile:2:1: RUN ended with 7")
                .hasMessageContaining("broken pipe dream");
        try (Stream<Path> left = Files.list(folder.resolve("images"))) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> name.endsWith(".lock"));
        }
    }

    @Test
    void a_missing_source_is_told_with_its_line() {
        assertThatThrownBy(() -> build("FROM x\nCOPY nothing /app/\n"))
                .hasMessageContaining("Dockerfile:2:1: nothing is not in the build context");
    }

    @Test
    void only_what_the_machine_does_not_have_is_a_piece() throws Exception {
        file("index.html", "");
        BuiltImage image =
                build("FROM x\nCOPY index.html /usr/share/hauban-nowhere/html/\nCOPY index.html /etc/hauban-x.html\n");
        assertThat(image.pieces())
                .extracting(Piece::target)
                .containsExactlyInAnyOrder("/usr/share/hauban-nowhere", "/etc/hauban-x.html");
    }

    @Test
    void packages_are_reported_with_the_line_that_wants_them() throws Exception {
        BuiltImage image = build("FROM x\nRUN apt-get update && apt-get install -y curl\n");
        assertThat(image.packages()).hasSize(1);
        assertThat(image.packages().getFirst().name()).isEqualTo("curl");
        assertThat(image.packages().getFirst().place().line()).isEqualTo(2);
        assertThat(runs).hasValue(0);
    }
}
