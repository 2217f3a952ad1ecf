package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        workshop.endAll();
    }

    static Stream<Arguments> everybody_on_every_rung() {
        return Person.all().stream().flatMap(person -> Stream.of(1, 2, 3).map(rung -> Arguments.of(person, rung)));
    }

    private Neighbors neighbors(Person person, int rung) throws IOException, InterruptedException {
        workshop = new Workshop(folder, person, List.of());
        assumeTrue(workshop.shim().rungs().best() <= rung, () -> person + " has no rung " + rung + " here");
        return new Neighbors(workshop, person, rung);
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void two_services_on_one_port_call_each_other_by_name(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int a = stack.start("a", 3000, JAVA);
        int b = stack.start("b", 3000, JAVA);
        assertThat(Greeter.ask("127.0.0.1", a, stack.name("b") + " 3000"))
                .isEqualTo("b called by " + stack.address("a"));
        assertThat(Greeter.ask("127.0.0.1", b, stack.name("a") + " 3000"))
                .isEqualTo("a called by " + stack.address("b"));
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void localhost_is_the_service_itself(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int a = stack.start("a", 3000, JAVA);
        stack.start("b", 3000, JAVA);
        assertThat(Greeter.ask("127.0.0.1", a, "127.0.0.1 3000")).isEqualTo("a called by 127.0.0.1");
        assertThat(Greeter.ask("127.0.0.1", a, "localhost 3000")).isEqualTo("a called by 127.0.0.1");
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void a_published_connection_does_not_look_like_localhost(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int a = stack.start("a", 3000, JAVA);
        assertThat(Greeter.ask("127.0.0.1", a, ""))
                .isEqualTo("a called by " + stack.address("a").replaceFirst("2$", "1"));
    }

    static Stream<Person> everybody() {
        return Person.all().stream();
    }

    /// A bridge that has none of its own takes another whenever a service comes or goes, and what a neighbor sends
    /// to the one that it remembers is lost: the answers to published connections.
    @ParameterizedTest
    @MethodSource("everybody")
    void the_network_s_own_address_has_one_hardware_address_whoever_comes_and_goes(Person person) throws Exception {
        var stack = neighbors(person, 1);
        stack.start("a", 3000, JAVA);
        var main = workshop.state("a").processes().orElseThrow().main();
        var spec = new Spec()
                .command(List.of("cat", "/proc/net/arp"))
                .with("env", "PATH=/usr/bin:/bin")
                .with("timeout", "5000");
        assertThat(workshop.shim().execute(main, stack.inside(spec, "a")).output())
                .containsPattern("(?m)^172\\.30\\.7\\.1 .* 02:42:ac:1e:07:01 ");
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void any_port_can_be_had_a_privileged_one_too(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int a = stack.start("a", 80, JAVA);
        int b = stack.start("b", 80, JAVA);
        assertThat(Greeter.ask("127.0.0.1", a, stack.name("b") + " 80")).startsWith("b called by");
        assertThat(Greeter.ask("127.0.0.1", b, "127.0.0.1 80")).startsWith("b called by");
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void a_port_is_published_on_every_address_although_a_service_has_it_at_its_own(Person person, int rung)
            throws Exception {
        var stack = neighbors(person, rung);
        int port = Neighbors.freePort();
        int a = stack.start("a", port, JAVA);

        stack.start(stack.publish(workshop.spec("b"), "b", "0.0.0.0", port, port), "b", port, JAVA);

        Workshop.await(
                "the answer of b", () -> Greeter.ask("127.0.0.1", port, "").startsWith("b"));
        assertThat(Greeter.ask("127.0.0.1", a, "")).startsWith("a");
        assertThat(Greeter.ask("127.0.0.1", a, stack.name("b") + " " + port)).startsWith("b called by");
        assertThat(Greeter.ask("127.0.0.1", port, "bind " + port))
                .as("its own port, a second time")
                .isEqualTo("BindException");
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void a_service_shares_a_port_with_itself_where_it_asks_to_and_no_other(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int port = Neighbors.freePort();
        int shared = Neighbors.freePort();
        int a = stack.start("a", port, JAVA);

        assertThat(Greeter.ask("127.0.0.1", a, "share " + shared)).isEqualTo("shared " + shared);
        assertThat(Greeter.ask("127.0.0.1", a, "share " + port))
                .as("one that its first socket did not share")
                .isEqualTo("BindException");
        assertThat(Greeter.ask("127.0.0.1", a, "bind " + shared)).isEqualTo("bound " + shared);
        assertThat(Greeter.ask("127.0.0.1", a, "share " + shared))
                .as("once nobody has it any more")
                .isEqualTo("shared " + shared);
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void the_world_outside_is_reached(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        int a = stack.start("a", 3000, JAVA);
        String address = addressOfThisMachine();
        try (var outside = new ServerSocket()) {
            outside.bind(new InetSocketAddress(address, 0));
            Thread.ofVirtual().start(() -> greetOnce(outside));
            assertThat(Greeter.ask("127.0.0.1", a, address + " " + outside.getLocalPort()))
                    .isEqualTo("hello from outside");
        }
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void a_command_inside_is_in_the_same_network(Person person, int rung) throws Exception {
        var stack = neighbors(person, rung);
        stack.start("a", 3000, JAVA);
        var main = workshop.state("a").processes().orElseThrow().main();
        var spec = new Spec()
                .command(List.of("bash", "-c", "exec 3<>/dev/tcp/localhost/3000; echo >&3; cat <&3"))
                .with("env", "PATH=/usr/bin:/bin")
                .with("timeout", "5000");
        assertThat(workshop.shim().execute(main, stack.inside(spec, "a")))
                .isEqualTo(new Executed(0, "a called by 127.0.0.1\n"));
    }

    @ParameterizedTest
    @MethodSource("everybody_on_every_rung")
    void a_call_that_hangs_holds_no_other_up(Person person, int rung) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not on this machine");
        var stack = neighbors(person, rung);
        var running = workshop.start(
                stack.confine(workshop.spec("b"), "b").command(List.of("/usr/bin/python3", "-u", "-c", HANGING_CALLS)));
        workshop.end("b", running);
        assertThat(workshop.texts("b")).containsExactly("500 answered");
    }

    /// Thirty connections wait for a listener that takes none, signals arrive all the time, processes are killed in
    /// the middle of their calls.
    private static final String HANGING_CALLS = """
            import os, signal, socket, subprocess, sys, threading
            open_door = socket.create_server(("0.0.0.0", 3000), backlog=500)
            shut_door = socket.create_server(("127.0.0.1", 3001), backlog=0)
            def answer():
                while True:
                    caller, _ = open_door.accept()
                    caller.sendall(b"x")
                    caller.close()
            def wait_in_vain():
                socket.socket().connect(("127.0.0.1", 3001))
            for work in [answer] + [wait_in_vain] * 30:
                threading.Thread(target=work, daemon=True).start()
            caller = "import socket\\nwhile True: socket.socket().connect(('127.0.0.1', 3000))"
            signal.signal(signal.SIGALRM, lambda *_: None)
            signal.siginterrupt(signal.SIGALRM, False)
            signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
            answered = 0
            for i in range(500):
                if i % 100 == 0:
                    killed = subprocess.Popen([sys.executable, "-c", caller], stderr=subprocess.DEVNULL)
                if i % 100 == 99:
                    killed.kill()
                    killed.wait()
                with socket.socket() as one:
                    one.connect(("localhost", 3000))
                    answered += one.recv(1) == b"x"
            print(answered, "answered")
            os._exit(0)
            """;

    static Stream<Arguments> languages() {
        return everybody_on_every_rung()
                .flatMap(one -> Stream.of("node", "python3")
                        .map(language -> Arguments.of(one.get()[0], one.get()[1], language)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void servers_in_other_languages_answer_each_other(Person person, int rung, String language) throws Exception {
        var stack = neighbors(person, rung);
        var server = Languages.server(language);
        assumeTrue(!server.isEmpty(), () -> language + " is not on this machine");
        int a = stack.start("a", 3000, JAVA);
        workshop.start(stack.confine(workshop.spec("b"), "b").command(server));
        Workshop.await(
                "the answer of " + language,
                () -> Greeter.ask("127.0.0.1", a, stack.name("b") + " 3000").startsWith("HTTP/1."));
    }

    private static void greetOnce(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("hello from outside\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String addressOfThisMachine() throws IOException {
        String address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> !one.isLoopbackAddress() && one instanceof java.net.Inet4Address)
                .map(java.net.InetAddress::getHostAddress)
                .findFirst()
                .orElse("");
        assumeTrue(!address.isEmpty(), "this machine has no address beside localhost");
        return address;
    }

    /// Servers that other languages bring with them.
    private static final class Languages {
        static List<String> server(String language) {
            return switch (language) {
                case "node" ->
                    ifThere(
                            "/usr/bin/node",
                            List.of(
                                    "/usr/bin/node",
                                    "-e",
                                    "require('http').createServer((q,r)=>r.end('node')).listen(3000)"));
                case "python3" ->
                    ifThere("/usr/bin/python3", List.of("/usr/bin/python3", "-m", "http.server", "3000", "-d", "/tmp"));
                default -> List.of();
            };
        }

        private static List<String> ifThere(String program, List<String> command) {
            return Files.isExecutable(Path.of(program)) ? command : List.of();
        }
    }
}
