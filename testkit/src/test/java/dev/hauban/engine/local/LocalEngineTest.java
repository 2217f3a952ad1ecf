package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void a_databases_health_is_first_tested_when_its_first_start_is_over() throws Exception {
        Path script = bench.surroundings().machine().cache().resolve("scripts/docker-entrypoint.sh");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "sleep 0.4; touch first-start; exec sleep 1000\n");
        Stack stack = bench.up(ServiceBuilder.named("db")
                .localCommand("/bin/sh", script.toString())
                .healthCheck("test -f first-start"));

        assertThat(bench.perform(stack, new Step.Probe(Workbench.id("db"))))
                .isInstanceOfSatisfying(
                        Outcome.Probed.class,
                        probed -> assertThat(probed.result()).isInstanceOf(ProbeResult.Passed.class));
    }

    @Test
    void instances_that_start_at_once_are_promised_different_ports() throws Exception {
        var mapping = new PortMapping(Optional.of("127.0.0.1"), Optional.of("40000-60000"), 80, "tcp");
        Service service =
                Workbench.shell("web", "exec sleep 1000").port(mapping).build();
        var publishing = new LocalProject(bench.surroundings()).publishing();
        var one = new InstanceId(service.name(), 1);
        var two = new InstanceId(service.name(), 2);

        int first = publishing.ports(service, one).getFirst().published();

        assertThat(publishing.ports(service, two).getFirst().published()).isNotEqualTo(first);
        publishing.settled(one);
        assertThat(publishing.ports(service, two).getFirst().published()).isEqualTo(first);
    }

    @Test
    void a_secret_from_a_file_can_be_read_by_whoever_the_service_becomes() throws Exception {
        Path file = Files.writeString(bench.project().resolve("password.txt"), "s3cret");
        Stack plain = Workbench.stack(Workbench.shell("web", "cat /run/secrets/password; echo; exec sleep 1000")
                .mount(new Mount.Supplied(
                        Mount.Kind.SECRET,
                        "password",
                        "/run/secrets/password",
                        Optional.of("0"),
                        Optional.of("0"),
                        Optional.of(0400))));
        Stack stack = new Stack(
                plain.name(),
                plain.services(),
                plain.disabled(),
                plain.networks(),
                plain.volumes(),
                plain.configs(),
                Map.of("password", new FileSource.FromFile(file)),
                plain.groups(),
                plain.extension(),
                plain.origin());

        bench.up(stack, new ServiceName("web"));

        bench.awaitSaid("web", "s3cret");
        Path given = bench.local().resolve("instances/web-1/files/run%secrets%password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(given)))
                .isEqualTo("r--r--r--");
    }
}
