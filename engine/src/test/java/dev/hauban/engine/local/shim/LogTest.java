package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        workshop.endAll();
    }

    @Test
    void joins_a_line_that_comes_in_pieces() throws Exception {
        var running = workshop.start(workshop.shell("a", "printf on; sleep 0.1; printf e; sleep 0.1; echo ' line'"));
        workshop.end("a", running);
        assertThat(workshop.texts("a")).containsExactly("one line");
    }

    @Test
    void splits_a_line_that_never_ends_and_says_so() throws Exception {
        var running = workshop.start(workshop.shell("a", "head -c 40000 /dev/zero | tr '\\0' x; echo; echo after"));
        workshop.end("a", running);
        assertThat(workshop.lines("a"))
                .extracting(line -> line.text().length() + (line.isContinued() ? " goes on" : ""))
                .containsExactly("16384 goes on", "16384 goes on", "7232", "5");
    }

    @Test
    void a_gigabyte_of_output_goes_through_and_the_newest_of_it_is_kept() throws Exception {
        var running = workshop.start(workshop.shell(
                        "a",
                        "yes 'a line of some length, as services write them, with a few words'"
                                + " | head -c 1000000000; echo; echo last")
                .with("log_max", "10000000")
                .with("log_files", "3"));
        workshop.end("a", running);
        assertThat(workshop.texts("a")).last().isEqualTo("last");
        assertThat(Files.size(Path.of(workshop.log("a") + ".1"))).isBetween(10_000_000L, 11_000_000L);
        assertThat(Path.of(workshop.log("a") + ".2")).exists();
        assertThat(Path.of(workshop.log("a") + ".3")).doesNotExist();
    }

    @Test
    void a_full_disk_holds_no_service_up_and_what_is_lost_is_told() throws Exception {
        assumeTrue(Person.amRoot(), "only root can mount a small disk");
        Path disk = Files.createDirectories(folder.resolve("a"));
        command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        try {
            // What is left is much smaller than what is written; the ballast is larger than what a full pipe can hold.
            Path ballast = Files.write(disk.resolve("ballast"), new byte[7_800_000]);
            var running = workshop.start(workshop.shell(
                    "a",
                    "seq 1 200000; echo written > " + folder + "/reached; while [ -e " + folder
                            + "/reached ]; do sleep 0.01; done; echo room again; exit 3"));
            Workshop.await("the service's progress on a full disk", () -> Files.exists(folder.resolve("reached")));
            Files.delete(ballast);
            Files.delete(folder.resolve("reached"));
            assertThat(workshop.end("a", running).code()).isEqualTo(3);
            assertThat(Files.readString(workshop.log("a")))
                    .containsPattern(" s \\d+ lines were lost here: No space left on device\n")
                    .endsWith(" o room again\n");
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    private static void command(String... words) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
                .as(List.of(words).toString())
                .isZero();
    }
}
