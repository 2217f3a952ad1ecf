import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The five example stacks on Docker, from nothing to all healthy: Hauban with the files as they are, Docker Compose with
/// every interval set to one second, in turn on one daemon. Beside them the stack's own critical path: along the longest
/// chain, the sum of what each service needs alone from `docker start` until its test first passes.
///
/// `bench/run docker-stacks [rounds] [stack…]`; the images must be there (`bench/images`, then `hauban build` in each
/// stack), and the daemon must have none of their fixed names and subnets in use.
final class DockerStacks {
    private static final Map<String, String> PROJECTS = Map.of("todo-list", "todolist-prod");
    private static final int FIRST_PORT = 27_500;

    private final Path root;
    private final int rounds;

    private DockerStacks(Path root, int rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new DockerStacks(Path.of(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5);
        List<String> stacks = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : List.of("faildaily", "todo-list", "check-in", "emailight", "todoapp-generator");
        System.out.println("medians of " + bench.rounds + ", seconds       Hauban   no-op   down -v   critical path"
                + "   Compose, 1 s   no-op   down -v");
        for (String stack : stacks) {
            bench.measure(stack);
        }
    }

    private void measure(String stack) throws Exception {
        String hauban = root.resolve("hauban") + " --engine docker ";
        Path ours = copy(stack, "ours");
        call(ours, hauban + "setup");
        movePorts(ours.resolve(".env"));
        Path theirs = copy(stack, "theirs");
        Files.copy(ours.resolve(".env"), theirs.resolve(".env"));
        hurry(theirs);
        var figures = new LinkedHashMap<String, List<Double>>();
        for (int round = 0; round <= rounds; round++) {
            course(ours, hauban, "hauban", round, figures);
            course(theirs, "docker compose ", "compose", round, figures);
            if (round > 0) {
                put(figures, "path", criticalPath(ours, hauban, PROJECTS.getOrDefault(stack, stack)));
            }
        }
        System.out.printf(Locale.ROOT, "%-26s", stack);
        for (String figure : List.of("hauban", "hauban no-op", "hauban down", "path", "compose", "compose no-op", "compose down")) {
            System.out.printf(Locale.ROOT, "%10.2f", median(figures.get(figure)));
        }
        System.out.printf(
                Locale.ROOT,
                "   %.2f of the path, %.2f of Compose%n",
                median(figures.get("hauban")) / median(figures.get("path")),
                median(figures.get("hauban")) / median(figures.get("compose")));
        delete(ours.getParent());
        delete(theirs.getParent());
    }

    /// Up, up again, down. What an `up` with nothing to do makes anew ends the benchmark.
    private void course(Path folder, String program, String who, int round, Map<String, List<Double>> figures)
            throws Exception {
        // Docker makes the folders that it binds for root, and Docker Compose none that is a volume.
        for (String bound : List.of("data/mongodb", "data/uploads", "logs", "certificates")) {
            Files.createDirectories(folder.resolve(bound));
            Files.setAttribute(folder.resolve(bound), "unix:uid", 1001);
        }
        double up = timed(folder, program + "up -d --wait");
        String made = containers();
        double noOp = timed(folder, program + "up -d");
        if (!containers().equals(made)) {
            throw new IllegalStateException(program + "up made containers anew in " + folder);
        }
        double down = timed(folder, program + "down -v");
        delete(folder.resolve("data"));
        if (round > 0) {
            put(figures, who, up);
            put(figures, who + " no-op", noOp);
            put(figures, who + " down", down);
        }
    }

    private static String containers() throws Exception {
        return answer(Path.of("/"), List.of("docker", "ps", "--all", "--quiet", "--no-trunc"));
    }

    // The critical path ------------------------------------------------------------------------------------------------

    /// Each service alone, in the order of what they wait for.
    private double criticalPath(Path folder, String hauban, String project) throws Exception {
        for (String bound : List.of("data/mongodb", "data/uploads", "logs", "certificates")) {
            Files.createDirectories(folder.resolve(bound));
            Files.setAttribute(folder.resolve(bound), "unix:uid", 1001);
        }
        call(folder, hauban + "create");
        Json.Members services = JsonReader.readObject(answer(folder, words(hauban + "config --format json")))
                .members("services");
        var reached = new LinkedHashMap<String, Double>();
        while (reached.size() < services.values().size()) {
            for (String service : services.values().keySet()) {
                List<String> before = dependencies(services.members(service));
                if (!reached.containsKey(service) && reached.keySet().containsAll(before)) {
                    double start = before.stream().mapToDouble(reached::get).max().orElse(0);
                    reached.put(service, start + alone(service, project));
                }
            }
        }
        call(folder, hauban + "down -v");
        delete(folder.resolve("data"));
        return Collections.max(reached.values());
    }

    private static List<String> dependencies(Json.Members service) throws Exception {
        return service.find("depends_on").isEmpty()
                ? List.of()
                : List.copyOf(service.members("depends_on").values().keySet());
    }

    private static double alone(String service, String project) throws Exception {
        String id = answer(
                        Path.of("/"),
                        List.of(
                                "docker", "ps", "--all", "--quiet",
                                "--filter", "label=com.docker.compose.project=" + project,
                                "--filter", "label=com.docker.compose.service=" + service))
                .strip();
        String test = answer(Path.of("/"), List.of("docker", "inspect", "--format", "{{json .Config.Healthcheck}}", id));
        long begin = System.nanoTime();
        answer(Path.of("/"), List.of("docker", "start", id));
        if (test.strip().equals("null")) {
            answer(Path.of("/"), List.of("docker", "wait", id));
        } else {
            List<String> words = JsonReader.readObject(test).array("Test").texts();
            var command = new ArrayList<>(List.of("docker", "exec", id));
            if (words.getFirst().equals("CMD-SHELL")) {
                command.addAll(List.of("/bin/sh", "-c"));
            }
            command.addAll(words.subList(1, words.size()));
            while (code(command) != 0) {
                Thread.sleep(20);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    // The two copies ---------------------------------------------------------------------------------------------------

    private Path copy(String stack, String whose) throws IOException {
        Path source = root.resolve("stacks").resolve(stack);
        Path target = Files.createDirectories(
                Files.createTempDirectory("hauban-bench-" + whose).resolve(stack));
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.filter(each -> isCopied(source.relativize(each).toString())).toList()) {
                Path to = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return target;
    }

    private static boolean isCopied(String path) {
        return !path.matches("(.*/)?(target|\\.hauban|\\.env|data|logs|certificates)(/.*)?");
    }

    private static void movePorts(Path settings) throws IOException {
        var lines = new ArrayList<String>();
        int port = FIRST_PORT;
        for (String line : Files.readAllLines(settings)) {
            lines.add(line.matches("\\w+_PORT=\\d+") ? line.replaceAll("\\d+$", Integer.toString(port++)) : line);
        }
        Files.write(settings, lines);
    }

    private static void hurry(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.ya?ml")).toList()) {
                String text = Files.readString(file);
                // A database that is not ready at the third second would be given up otherwise.
                String patience = text.contains("start_period") ? "" : "\n$1start_period: 60s";
                Files.writeString(file, text.replaceAll("(?m)^( +)interval: \\d+s", "$1interval: 1s" + patience));
            }
        }
    }

    private static void delete(Path folder) throws Exception {
        call(Path.of("/"), "rm -rf " + folder);
    }

    // Programs ---------------------------------------------------------------------------------------------------------

    private static double timed(Path folder, String line) throws Exception {
        long begin = System.nanoTime();
        call(folder, line);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void call(Path folder, String line) throws Exception {
        answer(folder, words(line));
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }

    private static String answer(Path folder, List<String> command) throws Exception {
        Path said = Files.createTempFile("hauban-bench", "said");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(said.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed\n" + output + Files.readString(said));
            }
            return output;
        } finally {
            Files.delete(said);
        }
    }

    private static int code(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void put(Map<String, List<Double>> figures, String name, double figure) {
        figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
