package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTest {
    @TempDir
    private Path proc;

    @Test
    void is_the_same_as_long_as_the_machine_runs() {
        assertThat(Boot.name(Path.of("/proc")))
                .isEqualTo(Boot.name(Path.of("/proc")))
                .hasSizeGreaterThan(36);
    }

    @Test
    void is_another_after_a_reboot_and_in_another_life_of_a_container() throws IOException {
        write("one", "1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 33 0 0");
        String first = Boot.name(proc);
        assertThat(first).isEqualTo("one 33");

        write("two", "1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 33 0 0");
        assertThat(Boot.name(proc)).isNotEqualTo(first);

        write("one", "1 (sh (x) 1) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 7788 0 0");
        assertThat(Boot.name(proc)).isEqualTo("one 7788");
    }

    private void write(String id, String stat) throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), id + "\n");
        Files.createDirectories(proc.resolve("1"));
        Files.writeString(proc.resolve("1/stat"), stat + "\n");
    }
}
