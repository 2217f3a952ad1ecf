package dev.hauban.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.launcher.SmallHouse.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
    @TempDir
    private static Path workshop;

    private static SmallHouse built;

    @TempDir
    private Path place;

    private SmallHouse house;

    @BeforeAll
    static void buildOnce() throws Exception {
        built = SmallHouse.of(workshop, SmallHouse.original());
        assertThat(built.run().code()).isZero();
    }

    /// Each test has a copy to break. It has been moved and every file is new, so the first start looks at it all.
    @BeforeEach
    void copyTheHouse() throws IOException {
        house = built.copyTo(place);
    }

    @Test
    void builds_once_then_starts_at_once_from_anywhere_and_through_a_link() throws Exception {
        house.forget();
        Path link =
                Files.createSymbolicLink(place.resolve("link"), house.folder().resolve("hauban"));

        Outcome first = house.run("a", "b  c", "$d'");
        Outcome second = house.run(Map.of(), link, "again");

        assertThat(first.out()).isEqualTo("first a b  c $d'\n");
        assertThat(first.err()).contains("Building Hauban").contains("Built Hauban in");
        assertThat(second).isEqualTo(new Outcome(0, "first again\n", ""));
    }

    @Test
    void the_cache_for_a_fast_start_is_made_and_taken() throws Exception {
        house.run();

        Outcome strict = house.run(
                Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), house.folder().resolve("hauban"));
        Outcome other = house.run(
                Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on -XX:+UseCompactObjectHeaders"),
                house.folder().resolve("hauban"));

        assertThat(strict.code())
                .as("a JVM that may not start without its cache")
                .isZero();
        assertThat(other.code()).as("the same, where the cache does not fit").isNotZero();
    }

    @Test
    void where_projects_run_on_one_engine_what_concerns_the_other_is_not_loaded() throws Exception {
        house.run();
        try (Stream<Path> files = Files.list(house.built().getFirst())) {
            for (Path cache : files.filter(file -> file.getFileName().toString().startsWith("commands-"))
                    .toList()) {
                Files.delete(cache);
            }
        }
        Path project = Files.createDirectories(place.resolve("project/.hauban/shop"));

        assertThat(codeWithoutTheCacheForAll()).as("no project yet").isNotZero();
        Path local = Files.createDirectory(project.resolve("local"));
        assertThat(codeWithoutTheCacheForAll()).as("one on local processes").isZero();
        Files.createFile(Files.createDirectory(project.resolveSibling("other")).resolve("engine"));
        assertThat(codeWithoutTheCacheForAll()).as("and one on Docker").isNotZero();
        Files.delete(local);
        assertThat(codeWithoutTheCacheForAll()).as("that one alone").isZero();
    }

    private int codeWithoutTheCacheForAll() throws Exception {
        Path there = place.resolve("there");
        Files.writeString(
                there,
                "#!/bin/sh\ncd '" + place.resolve("project") + "' && exec '"
                        + house.folder().resolve("hauban") + "'\n");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwx------"));
        return house.run(Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), there).code();
    }

    @Test
    void a_house_that_was_moved_is_looked_at_and_not_built_again() throws Exception {
        assertThat(house.run("here")).isEqualTo(new Outcome(0, "first here\n", ""));
    }

    @Test
    void changed_sources_are_built_before_anything_runs() throws Exception {
        house.run();
        house.speak("second");

        assertThat(house.run().out()).isEqualTo("second \n");

        house.speak("first");
        Outcome back = house.run();

        assertThat(back.out()).isEqualTo("first \n");
        assertThat(back.err()).as("what is there already is not built again").isEmpty();
    }

    @Test
    void a_change_that_keeps_time_and_size_is_seen() throws Exception {
        house.run();
        FileTime before = Files.getLastModifiedTime(house.program("Main"));
        house.speak("FIRST");
        Files.setLastModifiedTime(house.program("Main"), before);

        assertThat(house.run().out()).isEqualTo("FIRST \n");
    }

    @Test
    void a_new_source_and_a_deleted_one_are_seen() throws Exception {
        house.run();
        Path added = house.program("Added");
        Files.writeString(added, "package dev.hauban.app; no java");

        assertThat(house.run().code()).isEqualTo(1);

        Files.delete(added);

        assertThat(house.run()).isEqualTo(new Outcome(0, "first \n", ""));
    }

    @Test
    void sources_that_cannot_be_compiled_are_told_and_nothing_older_runs() throws Exception {
        house.run();
        house.edit("cli/src/main/java/dev/hauban/app/Main.java", "static void say", "static vide say");

        for (int start = 0; start < 2; start++) {
            Outcome broken = house.run();

            assertThat(broken.code()).isEqualTo(1);
            assertThat(broken.out()).isEmpty();
            assertThat(broken.err())
                    .contains("cannot be built, and nothing older is run")
                    .contains("cli/src/main/java/dev/hauban/app/Main.java:[9,12]");
        }
    }

    @Test
    void without_a_network_it_is_told_what_could_not_be_fetched() throws Exception {
        house.speak("second");
        Path settings = Files.writeString(place.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>nobody</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:1/</url>
                </mirror></mirrors></settings>""");
        var environment = Map.of(
                "MAVEN_ARGS", "-s " + settings,
                "MAVEN_OPTS", "-Dmaven.repo.local=" + place.resolve("repository"));

        Outcome alone = house.run(environment, house.folder().resolve("hauban"));

        assertThat(alone.code()).isEqualTo(5);
        assertThat(alone.err())
                .contains("what the build needs cannot be fetched")
                .contains("http://127.0.0.1:1/");
    }

    @Test
    void a_build_that_was_killed_is_finished_by_the_next_start() throws Exception {
        house.run();
        Path half = house.built().getFirst();
        Files.delete(half.resolve("complete"));
        Files.delete(house.folder().resolve(".build/current"));
        Files.writeString(half.resolve("lib/hauban-cli-0.1.0-SNAPSHOT.jar"), "torn");

        assertThat(house.run().out()).isEqualTo("first \n");
    }

    @Test
    void what_an_older_launcher_wrote_is_written_anew() throws Exception {
        Files.writeString(house.folder().resolve(".build/current"), "built_root='" + house.folder() + "'\n");

        assertThat(house.run()).isEqualTo(new Outcome(0, "first \n", ""));
    }

    @Test
    void where_there_is_no_native_program_the_shell_looks_at_the_sources() throws Exception {
        house.run();
        Files.delete(house.built().getFirst().resolve("unchanged"));

        assertThat(house.run("again")).isEqualTo(new Outcome(0, "first again\n", ""));
        house.speak("second");
        assertThat(house.run().out()).isEqualTo("second \n");
    }

    @Test
    void a_list_of_sources_that_was_cut_off_says_nothing() throws Exception {
        house.run();
        try (Stream<Path> all = Files.list(house.folder().resolve(".build"))) {
            for (Path list : all.filter(file -> file.getFileName().toString().startsWith("looks-"))
                    .toList()) {
                Files.writeString(list, Files.readAllLines(list).getFirst() + "\n");
            }
        }
        house.speak("second");

        assertThat(house.run().out()).isEqualTo("second \n");
    }

    @Test
    void a_program_that_somebody_deleted_is_built_again() throws Exception {
        house.run();
        Files.delete(house.built().getFirst().resolve("complete"));

        assertThat(house.run().err()).contains("Built Hauban");
    }

    @Test
    void two_starts_at_once_build_once() throws Exception {
        house.forget();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> both =
                    List.of(threads.submit(() -> house.run("one")), threads.submit(() -> house.run("two")));

            assertThat(both.get(0).get().out()).isEqualTo("first one\n");
            assertThat(both.get(1).get().out()).isEqualTo("first two\n");
            assertThat(both.stream().filter(start -> start.resultNow().err().contains("Built Hauban")))
                    .hasSize(1);
        }
    }

    @Test
    void a_program_that_runs_keeps_its_files_and_others_are_taken_away() throws Exception {
        house.run();
        Path old = house.built().getFirst();
        Process running =
                house.start(Map.of(), place.resolve("errors"), house.folder().resolve("hauban"), "stay");
        try {
            assertThat(running.inputReader().readLine()).isEqualTo("first stay");
            house.speak("second");
            house.run();
            retireLongAgo(old);
            house.speak("third");
            house.run();

            assertThat(old).exists();
        } finally {
            running.destroy();
            running.waitFor();
        }
        house.speak("fourth");
        house.run();

        assertThat(old).doesNotExist();
        assertThat(house.built()).hasSize(3);
    }

    @Test
    void the_shell_gives_way_to_the_program_so_that_signals_reach_it() throws Exception {
        house.run();
        Process running =
                house.start(Map.of(), place.resolve("errors"), house.folder().resolve("hauban"), "stay");
        assertThat(running.inputReader().readLine()).isEqualTo("first stay");

        assertThat(running.info().command())
                .hasValueSatisfying(command -> assertThat(command).endsWith("/bin/java"));
        running.destroy();

        assertThat(running.waitFor()).as("ended by SIGTERM").isEqualTo(143);
    }

    @Test
    void where_every_jdk_is_too_old_the_way_to_a_new_one_is_told() throws Exception {
        Path old = jdk("old", "17.0.15");
        var environment = Map.of(
                "HAUBAN_JAVA_HOME",
                "",
                "JAVA_HOME",
                old.toString(),
                "HAUBAN_JDK_FOLDERS",
                place.resolve("jdks").toString());

        Outcome none = house.run(environment, house.folder().resolve("hauban"), "version");

        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err())
                .contains("needs a JDK 25 or newer")
                .contains(old + " (17.0.15)")
                .contains("apt install openjdk-25-jdk");
    }

    @Test
    void a_jdk_in_one_of_the_usual_folders_is_found() throws Exception {
        jdk("a-old", "17.0.15");
        Path link = Files.createSymbolicLink(place.resolve("jdks/b-new"), Path.of(System.getProperty("java.home")));
        var environment = Map.of(
                "HAUBAN_JAVA_HOME",
                "",
                "HAUBAN_JDK_FOLDERS",
                place.resolve("jdks").toString());

        assertThat(house.run(environment, house.folder().resolve("hauban")).out())
                .isEqualTo("first \n");
        Files.delete(link);
    }

    @Test
    void a_jdk_that_was_asked_for_is_never_replaced_in_silence() throws Exception {
        house.run();
        Path old = jdk("old", "21.0.2");

        Outcome refused = house.run(
                Map.of("HAUBAN_JAVA_HOME", old.toString()), house.folder().resolve("hauban"));

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains("HAUBAN_JAVA_HOME must name a JDK 25")
                .contains("(21.0.2)");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = place.resolve("jdks").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\nexit 99\n");
            assertThat(home.resolve("bin").resolve(program).toFile().setExecutable(true))
                    .isTrue();
        }
        return home;
    }

    private static void retireLongAgo(Path program) throws IOException {
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(program.resolve("retired"), FileTime.from(longAgo));
    }
}
