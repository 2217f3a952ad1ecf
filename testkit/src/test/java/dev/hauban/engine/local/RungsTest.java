package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.engine.local.shim.Shim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The same scenarios on every rung: as root where the tests run as root, as an ordinary user, and with the system
/// calls for namespaces really denied.
class RungsTest {
    private static final String USER = "1000";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> as_whoever_runs_the_tests() {
        return Stream.of(1, 2, 3)
                .flatMap(rung -> Scenarios.all().entrySet().stream()
                        .map(scenario -> DynamicTest.dynamicTest(
                                "rung " + rung + ": " + scenario.getKey(), () -> play(rung, scenario.getValue()))));
    }

    private void play(int rung, Scenarios.Scenario scenario) throws Exception {
        shared();
        Path own = Files.createTempDirectory(folder, "rung" + rung);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        var bench = new Workbench(own, Map.of(Ladder.VARIABLE, Integer.toString(rung), "PATH", "/usr/bin:/bin"));
        try {
            scenario.play(bench);
        } finally {
            bench.close();
        }
    }

    @Test
    void as_an_ordinary_user_with_networks_of_its_own() throws Exception {
        assertAllWell(List.of(), "1");
    }

    @Test
    void as_an_ordinary_user_with_files_of_its_own() throws Exception {
        assertAllWell(List.of(), "2");
    }

    @Test
    void as_an_ordinary_user_with_nothing_of_its_own() throws Exception {
        assertAllWell(List.of(), "3");
    }

    @Test
    void as_an_ordinary_user_to_whom_namespaces_are_denied() throws Exception {
        assertAllWell(denied(), "0");
    }

    @Test
    void as_root_to_whom_namespaces_are_denied() throws Exception {
        assumeTrue(Trees.isRoot(), "needs root");
        assertWell(run(denied(), List.of(), "0"));
    }

    private List<String> denied() throws IOException {
        Shim shim = Shim.in(shared().resolve("shim"), System.getProperty("os.arch"));
        return List.of(shim.program().toString(), "deny", "unshare,clone,mount,setns", "--");
    }

    private void assertAllWell(List<String> before, String rung) throws Exception {
        // Who runs the tests as an ordinary user is one.
        List<String> become = Trees.isRoot()
                ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--inh-caps=-all")
                : List.of();
        assertWell(run(before, become, rung));
    }

    private static void assertWell(List<String> said) {
        assertThat(said.stream().filter(line -> line.startsWith("ok ")).map(line -> line.substring(3)))
                .as(String.join("\n", said))
                .containsExactlyElementsOf(Scenarios.all().keySet());
    }

    private List<String> run(List<String> before, List<String> become, String rung) throws Exception {
        Path work = Files.createDirectory(shared().resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        var command = new ArrayList<String>(become);
        command.addAll(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Play.class.getName(),
                work.toString(),
                rung));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("XDG_RUNTIME_DIR");
        Process process = builder.start();
        List<String> said = process.inputReader().readAllLines();
        process.waitFor();
        return said;
    }

    /// What an ordinary user can't read where it is, is copied to where he can.
    private String classPath() throws IOException {
        var parts = new ArrayList<String>();
        int number = 0;
        for (String part : System.getProperty("java.class.path").split(":")) {
            Path copy = shared().resolve("classes").resolve(Integer.toString(number++));
            Files.createDirectories(copy);
            if (Files.isDirectory(Path.of(part))) {
                Trees.copy(Path.of(part), copy.resolve("classes"));
                parts.add(copy.resolve("classes").toString());
            } else if (Files.exists(Path.of(part))) {
                Path jar = copy.resolve(Path.of(part).getFileName());
                Files.copy(Path.of(part), jar);
                parts.add(jar.toString());
            }
        }
        return String.join(":", parts);
    }

    private Path shared() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        for (Path path : List.of(folder, shared)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return shared;
    }
}
