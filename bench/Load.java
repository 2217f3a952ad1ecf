import com.sun.management.ThreadMXBean;
import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/// What it takes to make a stack of a Compose file's bytes in a JVM that is warm, beside what the YAML parser takes to
/// compose its nodes of the same bytes. The two are measured in turn.
///
/// `bench/run load [rounds]`, see README.md in this folder. The processor time is this thread's own: no compiler, no
/// collector, nobody else's work is in it.
final class Load {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path FOLDER = Path.of("/many");
    private static final String FILE = "/many/compose.yaml";

    /// What was made last, so that no compiler can find out that nobody wants it.
    private static volatile Object made = "";

    private Load() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 51;
        System.out.println("services   what               median ms      min      max   CPU ms   allocated MB");
        double small = measure(1_000, 300, rounds);
        double large = measure(10_000, 20, Math.max(5, rounds / 5));
        System.out.printf(Locale.ROOT, "ten times the services, CPU of the stack: %.1f times%n", large / small);
    }

    private interface Work {
        Object run();
    }

    private record Run(double milliseconds, double cpuMilliseconds, double megabytes) {}

    /// Answers the CPU time of making the stack.
    private static double measure(int services, int warmUp, int rounds) {
        byte[] bytes = ManyServices.composeFile(services).getBytes(StandardCharsets.UTF_8);
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("YAML alone", () -> yaml(bytes));
        works.put("stack", () -> stack(bytes));
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                Run run = timed(work.getValue());
                if (round >= 0) {
                    runs.computeIfAbsent(work.getKey(), _ -> new ArrayList<>()).add(run);
                }
            }
        }
        runs.forEach((what, of) -> print(services, what, of));
        List<Run> alone = runs.getOrDefault("YAML alone", List.of());
        List<Run> whole = runs.getOrDefault("stack", List.of());
        System.out.printf(
                Locale.ROOT,
                "%8d   stack : YAML alone       %.2f                     %.2f%n",
                services,
                median(whole, Run::milliseconds) / median(alone, Run::milliseconds),
                median(whole, Run::cpuMilliseconds) / median(alone, Run::cpuMilliseconds));
        return median(whole, Run::cpuMilliseconds);
    }

    private static Run timed(Work work) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        made = work.run();
        return new Run(
                (System.nanoTime() - begin) / 1e6,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6,
                (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1e6);
    }

    static Object yaml(byte[] bytes) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        return new Compose(settings)
                .composeString(new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow();
    }

    static Object stack(byte[] bytes) {
        ComposeRequest request =
                ComposeRequest.in(FOLDER, Map.of("HOME", "/root")).withFiles(List.of(FILE));
        return switch (new ComposeReader(new OneFile(bytes)).read(request)) {
            case Reading.Read read -> read.stack();
            case Reading.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /// A disk that holds one file.
    private record OneFile(byte[] bytes) implements ComposeFiles {
        @Override
        public Kind kind(String path) {
            return path.equals(FILE) ? Kind.FILE : path.equals(FOLDER.toString()) ? Kind.FOLDER : Kind.MISSING;
        }

        @Override
        public byte[] read(String path) {
            return bytes.clone();
        }

        @Override
        public byte[] readStandardInput() {
            return new byte[0];
        }

        @Override
        public String withoutFirstLink(String path) {
            return path;
        }
    }

    private static void print(int services, String what, List<Run> runs) {
        System.out.printf(
                Locale.ROOT,
                "%8d   %-18s %9.1f %8.1f %8.1f %8.1f %14.1f   (%d runs)%n",
                services,
                what,
                median(runs, Run::milliseconds),
                runs.stream().mapToDouble(Run::milliseconds).min().orElse(0),
                runs.stream().mapToDouble(Run::milliseconds).max().orElse(0),
                median(runs, Run::cpuMilliseconds),
                median(runs, Run::megabytes),
                runs.size());
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
