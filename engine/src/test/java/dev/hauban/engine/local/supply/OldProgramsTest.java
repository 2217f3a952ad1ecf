package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldProgramsTest {
    @TempDir
    Path folder;

    private Path programs(String... names) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        int age = 0;
        for (String name : names) {
            Path one = Files.createDirectories(programs.resolve(name).resolve("bin"));
            Files.writeString(one.resolve("mongod"), "#!/bin/sh\n");
            Files.setLastModifiedTime(
                    programs.resolve(name), FileTime.from(Instant.EPOCH.plusSeconds(1_000_000L + age++)));
        }
        return programs;
    }

    private static List<String> names(Path programs) throws IOException {
        try (Stream<Path> all = Files.list(programs)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keeps_the_present_one_and_the_one_before_and_touches_no_other_family() throws Exception {
        Path programs = programs("mongo-a1", "mongo-b2", "mongo-c3", "mongo-d4", "mongo-express-a1", "redis.debian-12");
        Files.createDirectories(programs.resolve(".mongo-x9.old/bin"));
        new OldPrograms(programs, Files.createDirectory(folder.resolve("proc"))).sweep("mongo", "mongo-a1");
        assertThat(names(programs)).containsExactly("mongo-a1", "mongo-d4", "mongo-express-a1", "redis.debian-12");
    }

    @Test
    void keeps_what_a_process_was_begun_from_or_has_on_its_path() throws Exception {
        Path programs = programs("mongo-a1", "mongo-b2", "mongo-c3", "mongo-d4", "mongo-e5");
        Path processes = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectories(processes.resolve("12"));
        Files.writeString(processes.resolve("12/cmdline"), "java\0-cp\0" + programs + "/mongo-b2/root/a.jar\0");
        Files.createDirectories(processes.resolve("13"));
        Files.writeString(processes.resolve("13/environ"), "PATH=/bin:" + programs + "/mongo-c3/bin\0");
        Files.createDirectories(processes.resolve("self"));
        new OldPrograms(programs, processes).sweep("mongo", "mongo-a1");
        assertThat(names(programs)).containsExactly("mongo-a1", "mongo-b2", "mongo-c3", "mongo-e5");
    }

    @Test
    void a_real_process_counts() throws Exception {
        Path programs = programs("mongo-a1", "mongo-b2", "mongo-c3");
        var builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("PATH", programs + "/mongo-b2/bin:/usr/bin:/bin");
        Process user = builder.start();
        try {
            new OldPrograms(programs).sweep("mongo", "mongo-a1");
            assertThat(names(programs)).containsExactly("mongo-a1", "mongo-b2", "mongo-c3");
        } finally {
            user.destroyForcibly().onExit().join();
        }
        new OldPrograms(programs).sweep("mongo", "mongo-a1");
        assertThat(names(programs)).containsExactly("mongo-a1", "mongo-c3");
    }
}
