package dev.hauban.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestReportTest {
    @TempDir
    private Path place;

    private Path reports;

    @BeforeEach
    void makeAFloorWithTests() throws IOException {
        Files.createDirectories(place.resolve("floor/src/test/java"));
        Files.writeString(place.resolve("floor/pom.xml"), "<project/>");
        Files.writeString(place.resolve("floor/src/test/java/SomeTest.java"), "");
        reports = Files.createDirectories(place.resolve("floor/target/surefire-reports"));
    }

    @Test
    void sums_up_what_passed_and_failed() throws Exception {
        report("A", """
                <testcase name="passes" classname="A"/>
                <testcase name="also" classname="A"><system-out>x</system-out></testcase>
                <testcase name="fails" classname="A"><failure message="wanted 1">stack</failure></testcase>
                <testcase name="breaks" classname="A"><error type="E">java.lang.E: no file
                  at x</error></testcase>""");

        assertThat(sum())
                .contains("Failed: A.fails: wanted 1", "Failed: A.breaks: no file")
                .endsWith("2 passed, 2 failed", "exit 1");
    }

    @Test
    void a_skip_is_told_with_its_reason_and_must_be_listed_where_nothing_is_missing() throws Exception {
        report("A", """
                <testcase name="passes" classname="A"/>
                <testcase name="waits" classname="A"><skipped message="there is no browser"/></testcase>""");
        Path skips = Files.writeString(place.resolve("skips"), "# nothing\nA.waits\n");

        assertThat(sum())
                .contains("Skipped: there is no browser", "  A.waits")
                .endsWith("1 passed, 0 failed", "exit 0");
        assertThat(sum("--skips", skips.toString()))
                .as("listed without a reason")
                .endsWith("1 passed, 1 failed", "exit 1");

        Files.writeString(skips, "A.wai*   a browser cannot be had there\n");

        assertThat(sum("--skips", skips.toString())).endsWith("1 passed, 0 failed", "exit 0");
    }

    @Test
    void what_was_not_looked_at_is_not_called_good() throws Exception {
        assertThat(sum()).contains("Failed: floor: its tests were not run").endsWith("0 passed, 1 failed", "exit 1");

        report("A", "<testcase name=\"passes\" classname=\"A\"/>");

        assertThat(sum("--broken", "the build")).endsWith("1 passed, 1 failed", "exit 1");

        Files.delete(place.resolve("floor/pom.xml"));

        assertThat(sum()).contains("Failed: no test was run at all").endsWith("0 passed, 1 failed", "exit 1");
    }

    @Test
    void modules_of_example_applications_are_looked_at_however_deep_they_lie() throws Exception {
        report("A", "<testcase name=\"passes\" classname=\"A\"/>");
        Path module = place.resolve("stacks/shop/app/backend");
        Files.createDirectories(module.resolve("src/test/java/shop"));
        Files.writeString(module.resolve("src/test/java/shop/ShopTest.java"), "");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        Path copy = place.resolve("stacks/shop/.hauban/copy");
        Files.createDirectories(copy.resolve("src/test/java"));
        Files.writeString(copy.resolve("src/test/java/ShopTest.java"), "");
        Files.writeString(copy.resolve("pom.xml"), "<project/>");

        assertThat(sum())
                .contains("Failed: stacks/shop/app/backend: its tests were not run")
                .endsWith("1 passed, 1 failed", "exit 1");
    }

    private void report(String name, String cases) throws IOException {
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), "<testsuite>" + cases + "</testsuite>");
    }

    private List<String> sum(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                SmallHouse.original().resolve("launcher/TestReport.java").toString(),
                place.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new ArrayList<>(process.inputReader().lines().toList());
        lines.add("exit " + process.waitFor());
        return lines;
    }
}
