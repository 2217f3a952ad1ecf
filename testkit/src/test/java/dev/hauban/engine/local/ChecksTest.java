package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder, Map.of(Ladder.VARIABLE, "3", "PATH", "/usr/bin:/bin"));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        bench.close();
    }

    @Test
    void a_port_that_is_taken_is_told_with_who_has_it_and_what_to_do() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            List<Problem> problems = check(web().port(port(socket.getLocalPort())));

            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("local.port-taken");
                assertThat(problem.message())
                        .contains("127.0.0.1:" + socket.getLocalPort())
                        .contains("process " + ProcessHandle.current().pid())
                        .contains("java");
                assertThat(problem.path()).contains("services.web.ports[0]");
                assertThat(problem.remedy()).isPresent();
            });
        }
    }

    @Test
    void a_service_is_not_blamed_for_the_port_that_it_holds_itself() throws Exception {
        int port = free();
        Stack stack = bench.up(web().port(port(port)));

        assertThat(bench.engine().check(stack, stack.services().keySet())).isEmpty();
    }

    @Test
    void two_services_can_not_have_one_port() throws Exception {
        int port = free();

        assertThat(check(web().port(port(port)), Workbench.shell("zoo", "exit").port(port(port))))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains("web").contains("zoo"));
    }

    @Test
    void many_instances_can_not_have_one_port() throws Exception {
        assertThat(check(web().replicas(2).port(port(free()))))
                .extracting(Problem::code)
                .containsExactly("local.port-of-many");
    }

    @Test
    void a_folder_that_has_to_be_there_and_is_not_is_told() throws Exception {
        Path missing = bench.project().resolve("nothing");

        assertThat(check(web().mount(new Mount.Bind(missing, "/x", false, false))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(missing.toString()));
        assertThat(check(web().mount(new Mount.Bind(missing, "/x", false, true))))
                .isEmpty();
    }

    @Test
    void an_external_volume_has_to_be_there() throws Exception {
        Stack plain = Workbench.stack(web().mount(Workbench.volume("data", "/data")));
        Stack stack = with(
                plain,
                plain.networks(),
                Map.of(
                        "data",
                        new Volume(
                                "data",
                                "theirs",
                                ConfigHash.of("hash"),
                                true,
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                Specification.empty())));

        assertThat(bench.engine().check(stack, stack.services().keySet()))
                .extracting(Problem::code)
                .containsExactly("local.external-volume-missing");
    }

    @Test
    void an_address_outside_of_its_network_or_given_twice_is_wrong_on_every_rung() throws Exception {
        Stack plain = Workbench.stack(
                Workbench.shell("a", "exit").network("net", address("172.30.0.2")),
                Workbench.shell("b", "exit").network("net", address("172.30.0.2")),
                Workbench.shell("c", "exit").network("net", address("10.0.0.1")),
                Workbench.shell("d", "exit").network("net", address("172.30.0.1")));
        Stack stack = with(plain, networks("172.30.0.0/16", "172.30.0.1"), Map.of());

        assertThat(bench.engine().check(stack, stack.services().keySet()))
                .filteredOn(Problem::isError)
                .extracting(problem -> problem.path().orElseThrow())
                .containsExactly(
                        "services.b.networks.net.ipv4_address",
                        "services.c.networks.net.ipv4_address",
                        "services.d.networks.net.ipv4_address");
    }

    @Test
    void what_this_rung_can_not_give_is_told_as_degraded() throws Exception {
        Stack plain = Workbench.stack(web().network("net", address("172.30.0.2"))
                .mount(new Mount.Temporary("/scratch", Optional.empty(), Optional.empty()))
                .mount(new Mount.Bind(folder, "/config", true, true)));
        Stack stack = with(plain, networks("172.30.0.0/16", "172.30.0.1"), Map.of());

        assertThat(bench.engine().check(stack, stack.services().keySet()))
                .allSatisfy(problem -> assertThat(problem.isError()).isFalse())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("local.static-address", "local.no-tmpfs", "local.not-read-only");
    }

    @Test
    void a_mount_that_only_containers_have_is_told_as_degraded() throws Exception {
        assertThat(check(web().mount(new Mount.Foreign("image", "/tools", true))))
                .extracting(Problem::text)
                .containsExactly(
                        "compose.yaml:1:1: degraded: services.web.volumes: service web: /tools is left out: the"
                                + " local engine has no mounts of type image");
    }

    @Test
    void limits_hold_or_are_told_as_degraded() throws Exception {
        var limits = new Limits(
                java.util.OptionalLong.of(64L << 20), Optional.of(0.5), java.util.OptionalLong.empty(), Map.of());
        List<Problem> problems = check(web().limits(limits));
        if (!problems.isEmpty()) {
            assertThat(problems).extracting(Problem::code).containsOnly("local.no-limits");
            return;
        }
        bench.up(Workbench.shell("web", "exec tail /dev/zero").limits(limits));

        assertThat(bench.exitCode("web")).isEqualTo(137);
    }

    @Test
    void a_user_whom_nobody_knows_is_told_with_the_line() throws Exception {
        assertThat(check(web().user("ghost"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("local.no-such-user");
            assertThat(problem.path()).contains("services.web.user");
            assertThat(problem.place()).isPresent();
        });
        assertThat(check(web().user("54321:54321"))).isEmpty();
        assertThat(check(web().user("nobody"))).isEmpty();
        assertThat(check(web().user("root:ghosts"))).extracting(Problem::code).containsExactly("local.no-such-user");
    }

    @Test
    void a_user_of_the_image_is_known_before_anything_is_built() throws Exception {
        assertThat(builtWith("RUN adduser -D app\nUSER app")).isEmpty();
        assertThat(builtWith("RUN if true; then adduser -D app; fi\nUSER app"))
                .as("only the build can tell")
                .isEmpty();
        assertThat(builtWith("RUN adduser -D app\nUSER ghost")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("local.no-such-user");
            assertThat(problem.place().orElseThrow().file()).endsWith("Dockerfile");
            assertThat(problem.place().orElseThrow().line()).isEqualTo(3);
        });
        assertThat(check(ServiceBuilder.named("image").image("node:20").user("nobody")))
                .noneMatch(problem -> problem.code().equals("local.no-such-user"));
    }

    private List<Problem> builtWith(String lines) throws IOException, InterruptedException {
        Path dockerfile =
                Files.writeString(bench.project().resolve("Dockerfile"), "FROM alpine\n" + lines + "\nCMD sh\n");
        var build = new Build(bench.project(), Optional.of(dockerfile), Optional.empty(), Map.of(), Optional.empty());
        return check(ServiceBuilder.named("built").build(build));
    }

    @Test
    void packages_that_would_be_installed_at_every_start_are_told() throws Exception {
        assertThat(check(ServiceBuilder.named("tool").image("alpine:3").command("sh", "-c", "apk add curl && curl x")))
                .filteredOn(problem -> problem.code().equals("image.installs-at-start"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("apk"));
    }

    @Test
    void asking_changes_nothing() throws Exception {
        check(web().port(port(free())));

        assertThat(bench.local()).doesNotExist();
        bench.done(Workbench.stack(web()), new Step.Create(Workbench.id("web")));
        assertThat(bench.local()).exists();
    }

    private List<Problem> check(ServiceBuilder... services) throws InterruptedException {
        Stack stack = Workbench.stack(services);
        return bench.engine().check(stack, stack.services().keySet());
    }

    private static ServiceBuilder web() {
        return Workbench.shell("web", "exec sleep 1000");
    }

    private static PortMapping port(int number) {
        return new PortMapping(Optional.of("127.0.0.1"), Optional.of(Integer.toString(number)), 80, "tcp");
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static NetworkAttachment address(String text) {
        return new NetworkAttachment(List.of(), Optional.of(text), Optional.empty(), 0);
    }

    private static Map<String, Network> networks(String subnet, String gateway) {
        return Map.of(
                "net",
                new Network(
                        "net",
                        "shop_net",
                        ConfigHash.of("hash"),
                        false,
                        false,
                        Optional.empty(),
                        List.of(new Network.Subnet(subnet, Optional.of(gateway))),
                        Map.of(),
                        Specification.empty()));
    }

    private static Stack with(Stack stack, Map<String, Network> networks, Map<String, Volume> volumes) {
        return new Stack(
                stack.name(),
                stack.services(),
                stack.disabled(),
                new TreeMap<>(networks),
                volumes,
                stack.configs(),
                stack.secrets(),
                stack.groups(),
                stack.extension(),
                stack.origin());
    }
}
