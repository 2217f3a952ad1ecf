package dev.hauban.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastOperatorTest {
    @TempDir
    private Path folder;

    private boolean wasKilled(String lock) throws IOException {
        var places = new OperatorPlaces(folder, folder);
        Files.writeString(places.lock(), lock);
        return new LastOperator(places).wasKilled();
    }

    @Test
    void one_that_ended_by_itself_leaves_an_empty_lock() throws IOException {
        assertThat(wasKilled("")).isFalse();
    }

    @Test
    void where_none_ever_was_none_was_killed() throws IOException {
        assertThat(new LastOperator(new OperatorPlaces(folder, folder)).wasKilled())
                .isFalse();
    }

    @Test
    void one_whose_process_is_gone_was_killed() throws IOException {
        assertThat(wasKilled("process 999999999, listens on /x")).isTrue();
    }

    @Test
    void one_whose_number_another_program_has_by_now_was_killed() throws IOException {
        Process another = new ProcessBuilder("sh", "-c", "read line").start();
        try {
            assertThat(wasKilled("process " + another.pid() + ", listens on /x"))
                    .isTrue();
        } finally {
            another.destroyForcibly();
        }
    }

    @Test
    void one_inside_this_very_program_was_not() throws IOException {
        assertThat(wasKilled("process " + ProcessHandle.current().pid() + ", listens on /x"))
                .isFalse();
    }

    @Test
    void one_that_lives_was_not() throws IOException {
        Process alive = new ProcessBuilder("sh", "-c", "read line", "operator", "run").start();
        try {
            assertThat(wasKilled("process " + alive.pid() + ", listens on /x")).isFalse();
        } finally {
            alive.destroyForcibly();
        }
    }

    @Test
    void a_torn_lock_tells_nothing() throws IOException {
        assertThat(wasKilled("proc")).isFalse();
    }
}
