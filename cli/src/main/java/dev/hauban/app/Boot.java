package dev.hauban.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Names this start of the machine. A container has its machine's boot id, but a first process of its own: when that
/// began tells one life of a container from another.
final class Boot {
    /// Of the fields behind the program's name. Source: proc_pid_stat(5), field 22.
    private static final int START_TIME = 19;

    private Boot() {}

    /// @param proc usually `/proc`
    static String name(Path proc) {
        return read(proc.resolve("sys/kernel/random/boot_id")) + " " + startOfFirstProcess(proc);
    }

    private static String startOfFirstProcess(Path proc) {
        String stat = read(proc.resolve("1/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > START_TIME ? fields[START_TIME] : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException hidden) {
            // Where neither can be read, no reboot is ever recognized: what was stopped stays so.
            return "";
        }
    }
}
