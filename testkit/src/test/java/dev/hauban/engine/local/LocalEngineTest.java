package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Instance;
import dev.hauban.plan.Step;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEngineTest {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder, Map.of("HAUBAN_RUNG", "3", "PATH", "/usr/bin:/bin"));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        bench.close();
    }

    @Test
    void a_local_command_runs_in_the_projects_folder_speaks_and_stops() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "echo in $(pwd) with $GREETING; exec sleep 1000")
                .environment("GREETING", "salut"));
        bench.awaitSaid("web", "in " + bench.project() + " with salut");

        bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ofSeconds(5)));

        assertThat(bench.exitCode("web")).isEqualTo(143);
    }

    @Test
    void services_go_on_without_hauban_and_are_adopted() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "echo ready; exec sleep 1000"));
        Instance before = bench.instance("web");

        bench.restartHauban();

        assertThat(bench.instance("web")).isEqualTo(before);
        bench.done(stack, new Step.Start(Workbench.id("web")));
        assertThat(bench.instance("web")).isEqualTo(before);
    }

    @Test
    void logs_outlive_their_instance_until_its_volumes_go() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "echo once"));
        bench.exitCode("web");
        bench.done(stack, new Step.Remove(Workbench.id("web"), false));
        assertThat(bench.said("web")).containsExactly("once");

        bench.done(stack, new Step.Remove(Workbench.id("web"), true));

        assertThat(bench.said("web")).isEmpty();
    }

    @Test
    void a_torn_definition_does_not_block_and_what_it_left_is_ended() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "echo ready; exec sleep 1000"));
        long main = bench.instance("web").details().mainProcess().orElseThrow();
        Files.writeString(bench.local().resolve("instances/web-1/definition"), "hash a");
        assertThat(bench.instance("web").hash()).as("it is no service's").isEmpty();
        assertThat(bench.instance("web").isRunning()).as("and can be stopped").isTrue();

        bench.done(stack, new Step.Create(Workbench.id("web")));
        bench.done(stack, new Step.Start(Workbench.id("web")));

        assertThat(bench.instance("web").details().mainProcess())
                .hasValueSatisfying(pid -> assertThat(pid).isNotEqualTo(main));
        bench.eventually("the old one has ended", () -> ProcessHandle.of(main).isEmpty());
    }
}
