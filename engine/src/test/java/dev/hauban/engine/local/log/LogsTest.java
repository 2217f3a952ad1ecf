package dev.hauban.engine.local.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);
    private static final InstanceId API = new InstanceId(new ServiceName("api"), 1);
    private static final LogQuery ALL = query(false, OptionalInt.empty());

    @TempDir
    Path root;

    private LocalFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new LocalFolder(root);
        Files.createDirectories(folder.log(WEB).getParent());
        Files.createDirectories(folder.log(API).getParent());
    }

    @Test
    void merges_instances_by_time_and_keeps_each_ones_order() throws Exception {
        write(folder.log(WEB), line(1, 'o', "w1"), line(4, 'e', "w4"), line(4, 'o', "w4b"));
        write(folder.log(API), line(2, 'o', "a2"), line(3, 's', "a3"));

        assertThat(texts(ALL)).containsExactly("w1", "a2", "a3", "w4", "w4b");
        assertThat(lines(ALL))
                .extracting(LogLine::source)
                .contains(LogLine.Source.OUTPUT, LogLine.Source.ERROR, LogLine.Source.HAUBAN);
    }

    @Test
    void begins_with_the_oldest_file() throws Exception {
        write(old(2), line(1, 'o', "one"));
        write(old(1), line(2, 'o', "two"));
        write(folder.log(WEB), line(3, 'o', "three"));

        assertThat(texts(ALL)).containsExactly("one", "two", "three");
        assertThat(texts(tail(2))).containsExactly("two", "three");
        assertThat(texts(tail(0))).isEmpty();
        assertThat(texts(tail(9))).containsExactly("one", "two", "three");
    }

    @Test
    void finds_the_last_lines_of_a_long_log_wherever_its_pieces_end() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append(line(i / 1000, 'o', "x".repeat(i % 97) + " " + i));
        }
        Files.writeString(folder.log(WEB), text);

        for (int count : new int[] {1, 2, 699, 700, 701, 1_500, 4_999, 5_000, 6_000}) {
            assertThat(texts(tail(count)))
                    .as("the last " + count)
                    .isEqualTo(texts(ALL).subList(Math.max(0, 5_000 - count), 5_000));
        }
    }

    @Test
    void puts_long_lines_together_and_counts_them_as_one() throws Exception {
        write(
                folder.log(WEB),
                line(1, 'o', "before"),
                line(2, 'O', "a"),
                line(2, 'e', "between"),
                line(2, 'O', "b"),
                line(2, 'o', "c"));

        assertThat(texts(ALL)).containsExactly("before", "between", "abc");
        assertThat(texts(tail(2))).containsExactly("between", "abc");
    }

    @Test
    void leaves_a_torn_line_out_and_does_not_count_it() throws Exception {
        write(folder.log(WEB), line(1, 'o', "one"), "rubbish\n", line(2, 'o', "two"), "2026-01-01T00:00:03.0000");

        assertThat(texts(ALL)).containsExactly("one", "two");
        assertThat(texts(tail(1))).containsExactly("two");
    }

    @Test
    void follows_through_a_rotation_and_meets_new_instances() throws Exception {
        write(folder.log(WEB), line(1, 'o', "one"));
        List<String> heard = new ArrayList<>();
        int[] looks = {0};

        new Logs(folder).read(query(true, OptionalInt.empty()), line -> heard.add(line.text()), () -> {
            happen(looks[0]++);
            return looks[0] < 6;
        });

        assertThat(heard).containsExactly("one", "two", "three", "four", "a");
    }

    private void happen(int look) {
        try {
            switch (look) {
                case 0 ->
                    append(
                            folder.log(WEB),
                            line(2, 'o', "two") + line(3, 'o', "three").substring(0, 10));
                case 1 -> append(folder.log(WEB), line(3, 'o', "three").substring(10));
                case 2 -> {
                    Files.move(folder.log(WEB), old(1));
                    write(folder.log(WEB), line(4, 'o', "four"));
                }
                case 3 -> write(folder.log(API), line(5, 'o', "a"));
                default -> {}
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path old(int age) {
        return folder.log(WEB).resolveSibling("log." + age);
    }

    private static String line(int second, char stream, String text) {
        return "2026-01-01T00:00:0" + second + ".000000000Z " + stream + " " + text + "\n";
    }

    private static void write(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("", lines));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static LogQuery tail(int count) {
        return query(false, OptionalInt.of(count));
    }

    private static LogQuery query(boolean isFollowing, OptionalInt tail) {
        return new LogQuery(Set.of(), isFollowing, tail, Optional.empty(), Optional.<Instant>empty());
    }

    private List<String> texts(LogQuery query) throws IOException, InterruptedException {
        return lines(query).stream().map(LogLine::text).toList();
    }

    private List<LogLine> lines(LogQuery query) throws IOException, InterruptedException {
        List<LogLine> lines = new ArrayList<>();
        new Logs(folder).read(query, lines::add, () -> true);
        return lines;
    }
}
