package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any bytes at all as a Compose file, its override, its `.env` and what they name: a stack, or problems with their
/// places. CONTRIBUTING.md says how to let it look for more inputs than those that are kept.
class ComposeReaderFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /// Far more than any input of a fuzzer's size takes, even where every branch is counted.
    private static final Duration TIME = Duration.ofSeconds(10);

    private static final long MEMORY = 1L << 30;
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/me", "SET", "value", "EMPTY", "");

    /// The bytes are files, each behind a line with its name: `=== compose.yaml`.
    @FuzzTest(maxDuration = "1m")
    @DictionaryFile(resourcePath = "/dev/hauban/compose/compose.dict")
    void any_files_are_a_stack_or_problems(byte[] bytes) {
        Map<String, byte[]> files = files(bytes);
        if (!isCheap(files)) {
            // The first time, classes may have been loaded: the fuzzer rewrites each, at length.
            assertThat(isCheap(files))
                    .as("within %s and %s bytes", TIME, MEMORY)
                    .isTrue();
        }
        Reading reading = reader(files).read(request());
        DocumentReading document = reader(files).document(request());
        switch (reading) {
            case Reading.Read read -> {
                assertThat(read.warnings()).noneMatch(Problem::isError);
                assertThat(document).isInstanceOf(DocumentReading.Read.class);
                read.warnings().forEach(problem -> check(problem, files));
            }
            case Reading.Refused(List<Problem> problems) -> {
                assertThat(problems).anyMatch(Problem::isError);
                problems.forEach(problem -> check(problem, files));
            }
        }
        if (document instanceof DocumentReading.Read read) {
            readAgain(read.document());
        }
    }

    private static boolean isCheap(Map<String, byte[]> files) {
        long time = THREADS.getCurrentThreadCpuTime();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        reader(files).read(request());
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time).compareTo(TIME) < 0
                && THREADS.getCurrentThreadAllocatedBytes() - memory < MEMORY;
    }

    /// What `config` shows is a Compose file that means itself, but for the dollar signs in keys: they are written
    /// twice as all others are, and nothing is filled in there.
    private static void readAgain(CanonicalDocument document) {
        String yaml = document.yaml();
        var files = Map.of("compose.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        if (reader(files).document(request()) instanceof DocumentReading.Read again) {
            assertThat(withSingleDollars(again.document().yaml())).isEqualTo(withSingleDollars(yaml));
        }
    }

    private static String withSingleDollars(String yaml) {
        return yaml.replaceAll("\\$+", "\\$");
    }

    private static void check(Problem problem, Map<String, byte[]> files) {
        assertThat(problem.message()).isNotBlank().hasSizeLessThan(700);
        assertThat(problem.isError() && problem.remedy().isEmpty())
                .as(problem.text())
                .isFalse();
        assertThat(problem.text().chars().noneMatch(c -> c < ' ' && c != '\n' || c == 0x7F))
                .isTrue();
        problem.place().ifPresent(place -> check(place, files));
    }

    private static void check(Place place, Map<String, byte[]> files) {
        byte[] bytes = files.get(place.file());
        assertThat(bytes).as(place.toString()).isNotNull();
        String text = new String(bytes, StandardCharsets.UTF_8);
        long lines = 1
                + text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == '\u0085')
                        .count();
        assertThat((long) place.line()).as(place.toString()).isLessThanOrEqualTo(lines);
        assertThat(place.column()).as(place.toString()).isLessThanOrEqualTo(text.length() + 1);
    }

    private static Map<String, byte[]> files(byte[] bytes) {
        var files = new LinkedHashMap<String, byte[]>();
        // One character a byte: what is no text stays what it is.
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        String name = "compose.yaml";
        var lines = new ArrayList<String>();
        for (String line : all.split("(?<=\n)", -1)) {
            if (line.startsWith("=== ")) {
                put(files, name, lines);
                name = line.substring(4).strip();
            } else {
                lines.add(line);
            }
        }
        put(files, name, lines);
        files.putIfAbsent("compose.yaml", new byte[0]);
        return files;
    }

    private static void put(Map<String, byte[]> files, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            files.put(name, String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
            lines.clear();
        }
    }

    private static ComposeReader reader(Map<String, byte[]> files) {
        var memory = new MemoryFiles();
        files.forEach(memory::with);
        return new ComposeReader(memory);
    }

    private static ComposeRequest request() {
        return ComposeRequest.in(Path.of("/work"), ENVIRONMENT);
    }
}
