package dev.hauban.engine.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    @TempDir
    private Path proc;

    private void process(int pid, String name, int parent, int start) throws IOException {
        write(
                pid,
                "stat",
                pid + " (" + name + ") S " + parent + " 1 1 34817 -1 0 0 0 0 0 30 12 5 5 20 0 3 0 " + start
                        + " 1000 100");
    }

    private void write(int pid, String file, String text) throws IOException {
        Path path = proc.resolve(pid + "/" + file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void finds_what_runs_below_a_process_however_its_program_is_called() throws Exception {
        process(1, "init", 0, 1);
        process(10, "hauban-shim", 1, 100);
        process(11, "a) S 1 (b", 10, 101);
        process(14, "grandchild", 11, 104);
        process(13, "late", 10, 103);
        process(12, "somebody else's", 1, 102);
        write(15, "stat", "15 (ended) Z 10 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 105 0 0");

        var below = ProcessTable.read(proc).below(10);

        assertThat(below).extracting(ProcessTable.Row::pid).containsExactly(11L, 14L, 13L);
        assertThat(below.getFirst()).isEqualTo(new ProcessTable.Row(11, 10, "a) S 1 (b", 34817, 42, 3, 101));
    }

    @Test
    void adds_up_what_the_kernel_tells_of_a_process() throws Exception {
        process(11, "web", 1, 100);
        write(11, "task/11/schedstat", "2000000000 5 7\n");
        write(11, "task/12/schedstat", "500000000 5 7\n");
        write(11, "smaps_rollup", "0-1 ---p 00000000 00:00 0  [rollup]\nRss:  900 kB\nPss:  300 kB\nPss_Dirty: 1 kB\n");
        write(11, "io", "rchar: 1\nread_bytes: 4096\nwrite_bytes: 8192\n");
        ProcessTable table = ProcessTable.read(proc);

        assertThat(table.taken(table.below(1).getFirst()))
                .isEqualTo(new Taken(Duration.ofMillis(2500), 300 * 1024, 4096, 8192, 3));
    }

    @Test
    void what_may_not_be_seen_is_taken_from_what_everybody_may_see() throws Exception {
        process(11, "web", 1, 100);
        write(11, "statm", "1000 25 10 1 0 5 0\n");
        ProcessTable table = ProcessTable.read(proc);

        assertThat(table.taken(table.below(1).getFirst()))
                .isEqualTo(new Taken(Duration.ofMillis(420), 25 * 4096, 0, 0, 3));
    }
}
