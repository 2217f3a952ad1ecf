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
        var tools =
                new DockerfileBuild.Tools((_, _) -> base(), this::run, this::program, folder.resolve("home"), false);
        return new DockerfileBuild(folder.resolve("images"), tools)
                .build(
                        new Build(context, Optional.empty(), Optional.empty(), arguments, target),
                        HERE,
                        Progress.ignored());
    }

    /// The only program that this machine is said to have.
    private Optional<Path> program(String name) {
        return name.equals("uv") ? Optional.of(Path.of("/opt/own/bin/uv")) : Optional.empty();
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

    /// Runs where the working directory really lies: enough for lines that use relative paths. What is mounted below it
    /// is a link there.
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
        for (Piece piece : command.pieces()) {
            builder.environment()
                    .compute("PATH", (_, path) -> path.replace(piece.target() + ":", piece.source() + ":"));
            Path place = command.root().resolve(piece.target().substring(1));
            if (!Files.exists(place) && !piece.target().equals(PreparingCommands.FOLDER)) {
                Files.createSymbolicLink(place, piece.source());
            }
        }
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
    void what_no_line_names_makes_no_other_image() throws Exception {
        file("a", "1");
        file("log", "1");
        file("docs/page", "1");
        String named = "FROM x\nCOPY a docs* /app/\n";
        String all = "FROM x\nCOPY . /app/\n";
        String mounted = "FROM x\nRUN --mount=type=bind,source=log,target=/log true\n";
        Path first = build(named).root();
        Path firstOfAll = build(all).root();
        Path firstMounted = build(mounted).root();

        file("log", "2");
        assertThat(build(named).root()).isEqualTo(first);
        assertThat(build(all).root()).isNotEqualTo(firstOfAll);
        assertThat(build(mounted).root()).isNotEqualTo(firstMounted);

        file("docs/page", "2");
        assertThat(build(named).root()).isNotEqualTo(first);
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

    @Test
    void a_pattern_may_fit_nothing_where_something_else_is_copied() throws Exception {
        file("package.json", "{}");
        BuiltImage image = build("FROM x\nWORKDIR /app\nCOPY package.json yarn.lock* pnpm-lock.yaml* ./\n");
        assertThat(image.root().resolve("app/package.json")).exists();
    }

    @Test
    void a_line_finds_what_it_mounts_and_leaves_nothing_of_it() throws Exception {
        file("package.json", "the package");
        BuiltImage image = build("""
                FROM x AS base
                WORKDIR /made
                RUN echo of a stage > it
                FROM x
                WORKDIR /app
                RUN --mount=type=bind,source=package.json,target=package.json \\
                    --mount=from=base,source=/made/it,target=other \\
                    --mount=type=cache,target=/app/cache cat package.json other > all; touch cache/kept
                RUN --mount=type=cache,target=/app/cache test -f cache/kept
                RUN test ! -e package.json
                """);
        assertThat(image.root().resolve("app/all")).hasContent("the packageof a stage\n");
        try (Stream<Path> files = Files.list(image.root().resolve("app"))) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("all");
        }
    }

    @Test
    void accounts_and_owners_from_the_midst_of_a_script_are_the_images() throws Exception {
        String dockerfile = """
                FROM x
                ARG UID=10001
                RUN if true; then adduser --disabled-password --gecos "" --uid "${UID}" app; fi
                RUN for one in a b; do apk add --no-cache $one; done
                WORKDIR /app
                RUN echo x > y && chown app:app y $PWD/y
                USER app
                """;
        for (int time = 0; time < 2; time++) {
            BuiltImage image = build(dockerfile);
            assertThat(image.account().users())
                    .containsExactly(new LocalProgram.User("app", 10_001, 10_001, "/home/app"));
            assertThat(image.packages()).extracting(BuiltImage.Package::name).containsExactly("a", "b");
            assertThat(image.root().resolve("home/app")).isDirectory();
        }
        assertThat(runs).as("the second time all of it is known").hasValue(3);
    }

    @Test
    void who_the_users_are_comes_along_with_a_stages_passwd() throws Exception {
        BuiltImage image = build("""
                FROM x AS builder
                RUN adduser -D -H -u 10001 app
                FROM x
                COPY --from=builder /etc/passwd /etc/group /etc/
                USER app
                """);
        assertThat(image.account().users()).extracting(LocalProgram.User::uid).containsExactly(10_001);
        assertThat(image.pieces()).extracting(Piece::target).doesNotContain("/etc/passwd");
    }

    @Test
    void a_stage_has_what_the_machine_has() throws Exception {
        BuiltImage image = build("""
                FROM x AS builder
                FROM x
                COPY --from=builder /etc/profile /here/
                COPY --from=builder /usr/share/zoneinfo /usr/share/zoneinfo
                """);
        assertThat(image.root().resolve("here/profile")).exists();
        assertThat(image.root().resolve("usr")).doesNotExist();
    }

    @Test
    void a_program_of_another_image_is_the_machines() throws Exception {
        BuiltImage image = build("FROM x\nCOPY --from=example/uv:1 /uv /usr/bin/\n");
        assertThat(image.root().resolve("usr/bin/uv")).content().contains("exec '/opt/own/bin/uv' \"$@\"");
        assertThatThrownBy(() -> build("FROM x\nCOPY --from=example/other:1 /other /bin/\n"))
                .hasMessageContaining(
                        "Dockerfile:2:1: example/other:1 is no stage, and there is no image here to copy /other from")
                .hasMessageContaining("install other so that it is on PATH");
    }

    @Test
    void what_can_not_be_copied_is_told_before_anything_is_built() throws Exception {
        file(
                "Dockerfile",
                "FROM x\nCOPY gone /\nCOPY --from=example/other:1 /other /another /\nADD https://example.com/x /\n");
        var tools =
                new DockerfileBuild.Tools((_, _) -> base(), this::run, this::program, folder.resolve("home"), false);
        assertThat(new DockerfileBuild(folder.resolve("images"), tools)
                        .check(
                                new Build(context, Optional.empty(), Optional.empty(), Map.of(), Optional.empty()),
                                HERE))
                .extracting(problem -> problem.place().orElseThrow().line())
                .containsExactly(2, 3, 4);
    }

    @Test
    void a_link_to_a_script_calls_it_where_its_neighbors_are() throws Exception {
        BuiltImage image = build("""
                FROM x
                WORKDIR /usr/bin
                RUN mkdir -p ../hauban-lib && echo 'echo found' > ../hauban-lib/other
                RUN echo '#!/bin/sh' > ../hauban-lib/run && echo '. "${0%/*}/other"' >> ../hauban-lib/run \\
                    && chmod +x ../hauban-lib/run \\
                    && ln -s ../hauban-lib/run hauban-run && ln -s /bin/sh hauban-sh && ln -s /nowhere hauban-gone
                """);
        Map<String, Path> pieces =
                image.pieces().stream().collect(java.util.stream.Collectors.toMap(Piece::target, Piece::source));
        assertThat(pieces).containsKeys("/usr/bin/hauban-run", "/usr/hauban-lib", "/usr/bin/hauban-sh");
        assertThat(pieces).doesNotContainKey("/usr/bin/hauban-gone");
        Process script = new ProcessBuilder(pieces.get("/usr/bin/hauban-run").toString()).start();
        assertThat(script.inputReader().readLine()).isEqualTo("found");
        assertThat(script.waitFor()).isZero();
        assertThat(pieces.get("/usr/bin/hauban-sh"))
                .isEqualTo(Path.of("/bin/sh").toRealPath());
    }

    @Test
    void pythons_packages_are_found_wherever_this_machines_pip_has_put_them() throws Exception {
        file("one.py", "1");
        BuiltImage prefixed = build("""
                FROM python:3.12-slim AS build
                COPY one.py /install/local/lib/python3.11/dist-packages/
                COPY one.py /install/local/bin/tool
                FROM python:3.12-slim
                ENV PYTHONPATH=/app PATH=/bin
                COPY --from=build /install /usr/local
                """);
        assertThat(prefixed.environment())
                .containsEntry("PYTHONPATH", "/app:/usr/local/local/lib/python3.11/dist-packages")
                .containsEntry("PATH", "/bin:/usr/local/local/bin");

        BuiltImage copied = build("""
                FROM python:3.12-slim AS build
                COPY one.py /usr/local/lib/python3.11/dist-packages/
                FROM python:3.12-slim
                COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
                """);
        assertThat(copied.root().resolve("usr/local/lib/python3.12/site-packages/one.py"))
                .hasContent("1");
        assertThat(copied.environment()).containsEntry("PYTHONPATH", "/usr/local/lib/python3.12/site-packages");
    }

    @Test
    void the_projects_state_is_no_source() throws Exception {
        file(".dockerignore", "*.log\n!keep.log\n");
        file(".hauban/shop/local/volumes/data/file", "1");
        file("index.js", "");
        String dockerfile = "FROM x\nWORKDIR /app\nCOPY . .\n";
        BuiltImage image = build(dockerfile);
        assertThat(image.root().resolve("app/index.js")).exists();
        assertThat(image.root().resolve("app/.hauban")).doesNotExist();
        file(".hauban/shop/local/volumes/data/file", "2");
        assertThat(build(dockerfile).root()).isEqualTo(image.root());
    }

    @Test
    void a_path_through_a_link_of_the_machine_is_found_by_either_name() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isSymbolicLink(Path.of("/bin")), "/bin and /usr/bin are two folders on this machine");
        BuiltImage image = build("""
                FROM x AS one
                WORKDIR /usr/bin
                RUN echo 1 > hauban-one
                FROM x
                COPY --from=one /bin/hauban-one /bin/hauban-two
                """);
        assertThat(image.pieces()).extracting(Piece::target).containsExactly("/usr/bin/hauban-two");
    }
}
