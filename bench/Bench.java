import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Hauban's benchmarks. Each compares commands in one run, in turn (A B A B …), so that a machine whose speed drifts
/// moves both. A figure is a median of whole processes, with the fastest and the slowest beside it.
///
/// `bench/run commands|compose|hostile|faildaily|todo-list|emailight|check-in|todoapp-generator|docker|doctor|idle [rounds]`,
/// see README.md in this folder.
final class Bench {
    private final Path root;
    private final int rounds;

    private Bench(Path root, int rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
        Bench bench = new Bench(root, rounds);
        switch (arguments[1]) {
            case "commands" -> bench.commands();
            case "compose" -> bench.compose();
            case "hostile" -> bench.hostile();
            case "services" -> System.out.print(ManyServices.composeFile(rounds));
            case "faildaily" -> bench.stack("faildaily", List.of());
            case "todo-list" -> bench.stack("todo-list", List.of("data/mongodb"));
            case "emailight", "check-in", "todoapp-generator" -> bench.stack(arguments[1], List.of());
            case "docker" -> bench.docker();
            case "doctor" -> bench.doctor();
            case "idle" -> bench.idle();
            default -> {
                System.err.println("bench/run commands|compose|load|hostile|faildaily|todo-list|emailight|check-in|todoapp-generator|docker|doctor|idle"
                        + " [rounds],"
                        + " bench/run story STACK [address] [seconds], bench/run services COUNT");
                System.exit(2);
            }
        }
    }

    /// `ps`, `config`, `version` against Docker Compose through the docker command, as people type it; on FailDaily,
    /// which must be set up. Without Docker Compose on the machine Hauban is measured alone, and it says so.
    private void commands() throws Exception {
        Path stack = root.resolve("stacks/faildaily");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        boolean hasCompose = exitCode(stack, List.of("docker", "compose", "version")) == 0;
        for (String command : List.of("version", "config", "ps", "up -d")) {
            commands.put("hauban " + command, words(root.resolve("hauban") + " " + command));
            if (hasCompose && !command.startsWith("up")) {
                commands.put("docker compose " + command, words("docker compose " + command));
            }
        }
        if (!hasCompose) {
            System.out.println("docker compose isn't here: Hauban is measured alone");
        }
        Map<String, List<Run>> runs = inTurn(stack, commands);
        runs.forEach(Bench::print);
        for (String command : List.of("version", "config", "ps")) {
            List<Run> theirs = runs.get("docker compose " + command);
            if (theirs != null) {
                printRatio(command + ", Hauban : Docker Compose", runs.get("hauban " + command), theirs);
            }
        }
        printRatio("no-op up : ps", runs.get("hauban up -d"), runs.get("hauban ps"));
    }

    /// `doctor` on every example stack that is set up, and on 100 services.
    private void doctor() throws Exception {
        String hauban = root.resolve("hauban").toString();
        try (Stream<Path> stacks = Files.list(root.resolve("stacks"))) {
            for (Path stack : stacks.filter(folder -> Files.exists(folder.resolve(".env"))).sorted().toList()) {
                String name = "hauban doctor, " + stack.getFileName();
                inTurn(stack, Map.of(name, List.of(hauban, "doctor"))).forEach(Bench::print);
            }
        }
        Path folder = Files.createTempDirectory("hauban-bench-");
        Path file = Files.writeString(folder.resolve("compose.yaml"), ManyServices.composeFile(100));
        List<String> rules = List.of(hauban, "doctor", "--format", "sarif", "--rule", "no-limits");
        inTurn(folder, Map.of("the rules alone, 100 services", rules)).forEach(Bench::print);
        Files.delete(file);
        Files.delete(folder);
    }

    /// `config` of 10, 100 and 1,000 services against Docker Compose's. The two have to say the same.
    private void compose() throws Exception {
        String hauban = root.resolve("hauban").toString();
        for (int services : List.of(10, 100, 1_000)) {
            Path folder = Files.createTempDirectory("hauban-bench-");
            Path file = Files.writeString(folder.resolve("compose.yaml"), ManyServices.composeFile(services));
            String ours = "hauban config, " + services;
            String theirs = "docker compose config, " + services;
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put(ours, List.of(hauban, "config"));
            commands.put(theirs, List.of("docker", "compose", "config"));
            Map<String, List<Run>> runs = inTurn(folder, commands);
            runs.forEach(Bench::print);
            printRatio(services + " services, Hauban : Docker Compose", runs.get(ours), runs.get(theirs));
            if (!answer(folder, commands.get(ours)).equals(answer(folder, commands.get(theirs)))) {
                throw new IllegalStateException("the two do not say the same of " + services + " services");
            }
            Files.delete(file);
            Files.delete(folder);
        }
    }

    /// `config` of files that are meant to do harm, on the machine as it is, and beside twice as many threads that do
    /// nothing but compute as it has processors. Each has to be refused as a mistake in the files.
    private void hostile() throws Exception {
        Path root = Files.createTempDirectory("hauban-bench-");
        List<String> command = List.of(this.root.resolve("hauban").toString(), "config", "--quiet");
        Map<String, List<Run>> quiet = new LinkedHashMap<>();
        Map<String, List<Run>> busy = new LinkedHashMap<>();
        Map<String, Path> folders = Hostile.folders(root);
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Path> folder : folders.entrySet()) {
                Run alone = timed(folder.getValue(), command, 3);
                Run crowded;
                try (var crowd = new Crowd(2 * Runtime.getRuntime().availableProcessors())) {
                    crowded = timed(folder.getValue(), command, 3);
                }
                if (round > 0) {
                    quiet.computeIfAbsent(folder.getKey(), _ -> new ArrayList<>()).add(alone);
                    busy.computeIfAbsent(folder.getKey(), _ -> new ArrayList<>()).add(crowded);
                }
            }
        }
        for (String name : folders.keySet()) {
            print(name, quiet.get(name));
            print("  on a busy machine", busy.get(name));
        }
        try (var left = Files.walk(root)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Threads that compute until they are closed.
    private static final class Crowd implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean isClosed;
        private volatile long sum;

        Crowd(int size) {
            for (int i = 0; i < size; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    while (!isClosed) {
                        sum += 1;
                    }
                }));
            }
        }

        @Override
        public void close() throws InterruptedException {
            isClosed = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /// A reference stack from nothing (programs cached, databases not initialized) to all healthy, and again after `down`.
    ///
    /// @param data folders that hold what `down -v` leaves: volumes that are folders of the stack
    private void stack(String name, List<String> data) throws Exception {
        Path stack = root.resolve("stacks").resolve(name);
        String hauban = root.resolve("hauban").toString();
        List<Run> cold = new ArrayList<>();
        List<Run> warm = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            mustSucceed(stack, words(hauban + " down -v"));
            for (String folder : data) {
                mustSucceed(stack, List.of("rm", "-rf", folder));
            }
            Run first = timed(stack, words(hauban + " up -d --wait"));
            mustSucceed(stack, words(hauban + " down"));
            Run second = timed(stack, words(hauban + " up -d --wait"));
            if (round > 0) {
                cold.add(first);
                warm.add(second);
            }
        }
        print("up -d --wait from nothing", cold);
        print("up -d --wait after down", warm);
    }

    /// What people type in the life of two small services, and of fifty, against Docker Compose on the same daemon; then
    /// a chain of three that wait for each other's health; then what testing fifty takes. The image `hauban-test/busybox:1` must be there (the tests of
    /// the Docker engine make it).
    private void docker() throws Exception {
        course(2, List.of(
                "up -d",
                "up -d, nothing to do",
                "ps",
                "config",
                "logs --tail 100",
                "stop -t 0",
                "start",
                "up -d --force-recreate",
                "down -v -t 0"));
        course(50, List.of("up -d", "up -d, nothing to do", "ps", "down -v"));
        gated(root.resolve("hauban") + " --engine docker");
        new Probing(root.resolve("hauban") + " --engine docker").measure(50);
    }

    /// The commands one after the other, by the one program and then by the other. What stands behind a comma is not
    /// typed.
    private void course(int services, List<String> course) throws Exception {
        Path folder = Files.createTempDirectory("hauban-bench-");
        Files.writeString(folder.resolve("compose.yaml"), small(services));
        List<String> programs = List.of(root.resolve("hauban") + " --engine docker", "docker compose");
        List<Map<String, List<Run>>> runs = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int round = 0; round <= rounds; round++) {
            for (int side = 0; side < programs.size(); side++) {
                for (String step : course) {
                    Run run = timed(folder, words(programs.get(side) + " " + step.replaceFirst(",.*", "")));
                    if (round > 0) {
                        runs.get(side).computeIfAbsent(step, _ -> new ArrayList<>()).add(run);
                    }
                }
            }
        }
        for (String step : course) {
            String what = services + " services, " + step;
            print("hauban, " + what, runs.getFirst().get(step));
            print("docker compose, " + what, runs.getLast().get(step));
            printRatio(what, runs.getFirst().get(step), runs.getLast().get(step));
        }
    }

    /// Hauban with intervals of 30 seconds as they are written, Docker Compose with one second.
    private void gated(String hauban) throws Exception {
        Path ours = Files.createTempDirectory("hauban-bench-ours");
        Path theirs = Files.createTempDirectory("hauban-bench-theirs");
        Files.writeString(ours.resolve("compose.yaml"), chain("30s"));
        Files.writeString(theirs.resolve("compose.yaml"), chain("1s"));
        List<Run> one = new ArrayList<>();
        List<Run> other = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Run first = timed(ours, words(hauban + " up -d --wait"));
            mustSucceed(ours, words(hauban + " down -v"));
            Run second = timed(theirs, words("docker compose up -d --wait"));
            mustSucceed(theirs, words("docker compose down -v"));
            if (round > 0) {
                one.add(first);
                other.add(second);
            }
        }
        print("hauban, a chain of 3, interval 30 s", one);
        print("docker compose, interval 1 s", other);
        printRatio("a chain of 3, Hauban : Docker Compose with 1 s", one, other);
    }

    private static String small(int services) {
        var file = new StringBuilder("services:\n");
        for (int number = 1; number <= services; number++) {
            file.append("  service-").append(number).append(":\n");
            file.append("    image: hauban-test/busybox:1\n    stop_signal: SIGKILL\n");
            file.append("    command: [sh, -c, \"seq 20; exec sleep 1000\"]\n");
        }
        return file.toString();
    }

    private static String chain(String interval) {
        var file = new StringBuilder("services:\n");
        for (int number = 1; number <= 3; number++) {
            file.append("  service-").append(number).append(":\n");
            file.append("    image: hauban-test/busybox:1\n    stop_signal: SIGKILL\n");
            file.append("    command: [sh, -c, \"sleep 0.3; touch /tmp/ready; exec sleep 1000\"]\n");
            file.append("    healthcheck: {test: test -f /tmp/ready, interval: ").append(interval).append("}\n");
            if (number > 1) {
                file.append("    depends_on: {service-").append(number - 1).append(": {condition: service_healthy}}\n");
            }
        }
        return file.toString();
    }

    /// What the operator, the relays and the shims take while nothing happens.
    private void idle() throws Exception {
        System.out.println("process                               count   PSS MB   RSS MB   largest RSS MB   % of a core");
        Map<String, Predicate<String>> kinds = new LinkedHashMap<>();
        kinds.put("operator", command -> command.contains("dev.hauban.app.Main") && command.contains("operator"));
        kinds.put("shims and relays", command -> command.contains("hauban-shim"));
        for (Map.Entry<String, Predicate<String>> kind : kinds.entrySet()) {
            List<Long> processes = processes(kind.getValue());
            long before = ticks(processes);
            Thread.sleep(20_000);
            double share = (ticks(processes) - before) / 20.0;
            long pss = 0;
            long rss = 0;
            long largest = 0;
            for (long process : processes) {
                pss += field(process, "smaps_rollup", "Pss:");
                long own = field(process, "status", "VmRSS:");
                rss += own;
                largest = Math.max(largest, own);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %6d %8.1f %8.1f %16.1f %13.2f%n",
                    kind.getKey(),
                    processes.size(),
                    pss / 1024.0,
                    rss / 1024.0,
                    largest / 1024.0,
                    share);
        }
    }

    private Map<String, List<Run>> inTurn(Path folder, Map<String, List<String>> commands) throws Exception {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                Run run = timed(folder, command.getValue());
                if (round > 0) {
                    runs.computeIfAbsent(command.getKey(), _ -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }

    private record Run(double milliseconds, double cpuMilliseconds, long peakKilobytes) {}

    private static String answer(Path folder, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream stream = process.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.waitFor();
        }
    }

    private static Run timed(Path folder, List<String> command) throws Exception {
        return timed(folder, command, 0);
    }

    private static Run timed(Path folder, List<String> command, int expected) throws Exception {
        double cpu = ChildrenTime.milliseconds();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Peak peak = new Peak(process.pid());
        Thread watching = Thread.ofPlatform().start(peak);
        String output;
        try (InputStream stream = process.getInputStream()) {
            output = new String(stream.readAllBytes());
        }
        int code = process.waitFor();
        double took = (System.nanoTime() - begin) / 1e6;
        watching.interrupt();
        watching.join();
        if (code != expected) {
            throw new IllegalStateException(command + " ended with " + code + "\n" + output);
        }
        return new Run(took, ChildrenTime.milliseconds() - cpu, peak.kilobytes);
    }

    /// The process's own high-water mark, read for as long as it lives. A launcher that execs keeps its id.
    private static final class Peak implements Runnable {
        private final long process;
        private volatile long kilobytes;

        Peak(long process) {
            this.process = process;
        }

        @Override
        public void run() {
            try {
                while (!Thread.interrupted()) {
                    kilobytes = Math.max(kilobytes, field(process, "status", "VmHWM:"));
                    Thread.sleep(2);
                }
            } catch (InterruptedException _) {
                // The command has ended.
            }
        }
    }

    private static List<Long> processes(Predicate<String> isWanted) throws IOException {
        List<Long> found = new ArrayList<>();
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path one : all) {
                try {
                    if (isWanted.test(Files.readString(one.resolve("cmdline")).replace('\0', ' '))) {
                        found.add(Long.parseLong(one.getFileName().toString()));
                    }
                } catch (IOException _) {
                    // It has ended since.
                }
            }
        }
        return found;
    }

    private static long ticks(List<Long> processes) throws IOException {
        long sum = 0;
        for (long process : processes) {
            String text = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
            sum += Long.parseLong(words[11]) + Long.parseLong(words[12]);
        }
        return sum;
    }

    private static long field(long process, String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/" + file))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).trim().split(" ")[0]);
                }
            }
        } catch (IOException _) {
            // It has ended since.
        }
        return 0;
    }

    private static void mustSucceed(Path folder, List<String> command) throws Exception {
        timed(folder, command);
    }

    private static int exitCode(Path folder, List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return 127;
        }
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }

    private static void print(String name, List<Run> runs) {
        System.out.printf(
                Locale.ROOT,
                "%-28s median %7.1f ms   min %7.1f   max %7.1f   CPU %7.1f ms   peak %5.1f MB   (%d runs)%n",
                name,
                median(runs, Run::milliseconds),
                runs.stream().mapToDouble(Run::milliseconds).min().orElse(0),
                runs.stream().mapToDouble(Run::milliseconds).max().orElse(0),
                median(runs, Run::cpuMilliseconds),
                runs.stream().mapToLong(Run::peakKilobytes).max().orElse(0) / 1024.0,
                runs.size());
    }

    private static void printRatio(String name, List<Run> ours, List<Run> theirs) {
        System.out.printf(
                Locale.ROOT,
                "%-44s wall %.2f   CPU %.2f%n",
                name,
                median(ours, Run::milliseconds) / median(theirs, Run::milliseconds),
                median(ours, Run::cpuMilliseconds) / median(theirs, Run::cpuMilliseconds));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
