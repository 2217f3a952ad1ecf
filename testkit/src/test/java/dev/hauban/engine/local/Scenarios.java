package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.local.image.BuildRunner;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What ordinary stacks need, whoever runs them and on whichever rung: small stories with real processes.
final class Scenarios {
    private static final String SERVER =
            Path.of(System.getProperty("java.home"), "bin/jwebserver") + " -p 8080 -b 0.0.0.0 -d ";

    private Scenarios() {}

    /// One story.
    interface Scenario {
        void play(Workbench bench) throws Exception;
    }

    static Map<String, Scenario> all() {
        var all = new LinkedHashMap<String, Scenario>();
        all.put("two services on one port call each other by name", Scenarios::names);
        all.put("a service knows itself as localhost", Scenarios::localhost);
        all.put("a published port answers where it was asked for", Scenarios::published);
        all.put("a port is published as the number that the service listens on", Scenarios::publishedAsItIs);
        all.put("a volume outlives its service at its container path", Scenarios::volume);
        all.put("an image's volume is filled at its first use and kept", Scenarios::bind);
        all.put("configs and secrets lie at their container paths", Scenarios::supplied);
        all.put("temporary files are the service's own", Scenarios::temporary);
        all.put("nothing of the user's environment leaks in", Scenarios::environment);
        all.put("the whole tree ends with its service, whatever called setsid", Scenarios::tree);
        all.put("a command runs inside with the service's view", Scenarios::inside);
        all.put("a service runs as the user that it asks for, who can write its volume", Scenarios::user);
        all.put(
                "a working directory is the service's own, whatever the machine has there",
                Scenarios::workingDirectory);
        all.put("a Dockerfile's RUN writes into its stage", Scenarios::build);
        all.put("what a Dockerfile's RUN makes elsewhere is the stage's too", Scenarios::buildElsewhere);
        all.put("a Dockerfile's RUN changes nothing of this machine", Scenarios::buildChangesNothing);
        all.put("a failing RUN tells its code and what it said", Scenarios::buildFails);
        return all;
    }

    private static ServiceBuilder server(String name, String text) {
        return Workbench.shell(
                name,
                "mkdir -p /tmp/site-$$; echo " + text + " > /tmp/site-$$/index.html; exec " + SERVER + "/tmp/site-$$");
    }

    /// A request over bash's own sockets: prints the page that `$1` serves at `$2`.
    private static String get(String host, int port) {
        return "bash -c 'exec 3<>/dev/tcp/" + host + "/" + port
                + "; printf \"GET /index.html HTTP/1.0\\r\\n\\r\\n\" >&3; cat <&3'";
    }

    /// Until it answers.
    private static String await(String host, int port) {
        return "until " + get(host, port) + " 2>/dev/null | grep -q 200; do sleep 0.1; done; " + get(host, port);
    }

    private static void names(Workbench bench) throws Exception {
        bench.up(
                server("one", "page-of-one"),
                server("two", "page-of-two"),
                // The name stands in a variable, as it does in every real stack.
                Workbench.shell("caller", await("$ONE_HOST", 8080) + "; " + await("$TWO_HOST", 8080))
                        .environment("ONE_HOST", "one")
                        .environment("TWO_HOST", "two"));
        assertThat(bench.exitCode("caller")).isZero();
        assertThat(bench.said("caller")).contains("page-of-one", "page-of-two");
    }

    private static void localhost(Workbench bench) throws Exception {
        Stack stack = bench.up(
                server("one", "page-of-one").healthCheck(get("localhost", 8080) + " | grep page-of-one"),
                server("two", "page-of-two").healthCheck(get("127.0.0.1", 8080) + " | grep page-of-two"));
        for (String name : new String[] {"one", "two"}) {
            bench.eventually(name + " is well", () -> probe(bench, stack, name) instanceof ProbeResult.Passed);
        }
    }

    private static ProbeResult probe(Workbench bench, Stack stack, String name) throws InterruptedException {
        return ((Outcome.Probed) bench.perform(stack, new Step.Probe(Workbench.id(name)))).result();
    }

    private static void published(Workbench bench) throws Exception {
        bench.up(server("web", "page-of-web")
                .port(new PortMapping(Optional.of("127.0.0.1"), Optional.empty(), 8080, "tcp")));
        int port = bench.instance("web").details().publishers().getFirst().published();
        bench.eventually("the page is there", () -> page(port).contains("page-of-web"));
    }

    /// `8080:8080`: on every address of the machine, the service's own among them.
    private static void publishedAsItIs(Workbench bench) throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String command = "mkdir -p /tmp/site-$$; echo page > /tmp/site-$$/index.html; exec "
                + SERVER.replace("8080", Integer.toString(port)) + "/tmp/site-$$";
        bench.up(Workbench.shell("web", command)
                .port(new PortMapping(Optional.empty(), Optional.of(Integer.toString(port)), port, "tcp")));
        bench.eventually("the page is there", () -> page(port).contains("page"));
    }

    private static String page(int port) {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write("GET /index.html HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    private static void volume(Workbench bench) throws Exception {
        var writer = Workbench.shell("writer", "echo kept > /var/lib/hauban-test/file; cat /var/lib/hauban-test/*")
                .mount(Workbench.volume("data", "/var/lib/hauban-test"));
        Stack stack = bench.up(writer);
        assertThat(bench.exitCode("writer")).isZero();
        bench.done(stack, new Step.Remove(Workbench.id("writer"), true));

        var reader = Workbench.shell("reader", "cat /somewhere/else/file")
                .mount(Workbench.volume("data", "/somewhere/else"));
        Stack later = Workbench.stack(reader);
        bench.up(later, Workbench.id("reader").service());
        assertThat(bench.exitCode("reader")).isZero();
        assertThat(bench.said("reader")).containsExactly("kept");
    }

    private static void bind(Workbench bench) throws Exception {
        Path folder = bench.project().resolve("made/on/demand");
        bench.up(Workbench.shell("web", "echo here > /srv/web/file")
                .mount(new Mount.Bind(folder, "/srv/web", false, true)));
        assertThat(bench.exitCode("web")).isZero();
        assertThat(folder.resolve("file")).hasContent("here");
    }

    private static void supplied(Workbench bench) throws Exception {
        Path secret = Files.writeString(bench.project().resolve("password.txt"), "hush");
        Stack plain = Workbench.stack(Workbench.shell("web", "cat /run/secrets/password /etc/web/web.conf; echo")
                .mount(new Mount.Supplied(
                        Mount.Kind.SECRET,
                        "password",
                        "/run/secrets/password",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .mount(new Mount.Supplied(
                        Mount.Kind.CONFIG,
                        "web",
                        "/etc/web/web.conf",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(0440))));
        Stack stack = new Stack(
                plain.name(),
                plain.services(),
                plain.disabled(),
                plain.networks(),
                plain.volumes(),
                Map.of("web", new FileSource.Inline("-conf")),
                Map.of("password", new FileSource.FromFile(secret)),
                plain.groups(),
                plain.extension(),
                plain.origin());
        bench.up(stack, Workbench.id("web").service());
        assertThat(bench.exitCode("web")).isZero();
        assertThat(bench.said("web")).containsExactly("hush-conf");
    }

    private static void temporary(Workbench bench) throws Exception {
        bench.up(Workbench.shell("web", "echo x > /scratch/file && cat /scratch/file")
                .mount(new Mount.Temporary("/scratch", Optional.of(1L << 20), Optional.empty())));
        assertThat(bench.exitCode("web")).isZero();
        assertThat(bench.said("web")).containsExactly("x");
        assertThat(Path.of("/scratch")).doesNotExist();
    }

    private static void environment(Workbench bench) throws Exception {
        bench.up(Workbench.shell("web", "env | cut -d= -f1 | sort | tr '\\n' ' '; echo")
                .environment("OWN", "1"));
        bench.awaitSaid("web", "OWN");
        assertThat(String.join("", bench.said("web")).split(" "))
                .isSubsetOf("HAUBAN_INSTANCE", "HOME", "HOSTNAME", "OWN", "PATH", "PWD", "SHLVL", "_")
                .contains("OWN", "HOME");
    }

    private static void tree(Workbench bench) throws Exception {
        Stack stack =
                bench.up(Workbench.shell("web", "setsid sleep 1001 & (sleep 1002 &) ; echo ready $$; sleep 1003"));
        bench.awaitSaid("web", "ready");
        String mark = "web-1@";
        bench.eventually("its children run", () -> Tree.count(mark, bench) >= 3);

        bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ofSeconds(3)));

        bench.eventually("its children have ended", () -> Tree.count(mark, bench) == 0);
    }

    private static void inside(Workbench bench) throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "echo x > /data/file; echo ready; exec sleep 1000")
                .environment("WHO", "me")
                .mount(Workbench.volume("data", "/data"))
                .healthCheck("cat /data/file && echo $WHO $(basename $(pwd))"));
        bench.awaitSaid("web", "ready");
        assertThat(probe(bench, stack, "web").output()).isEqualTo("x\nme project\n");
    }

    private static void user(Workbench bench) throws Exception {
        Stack stack = bench.up(
                Workbench.shell("web", "echo $(id -u):$(id -g); echo x > /data/file; cat /data/file; sleep 1000")
                        .user("1001:1002")
                        .mount(Workbench.volume("data", "/data"))
                        .healthCheck("id -u; test -w /data/file"));
        bench.awaitSaid("web", "x");
        boolean isSomebodyElse = bench.rung() < 3 || Trees.isRoot();
        String own = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        assertThat(bench.said("web").getFirst()).startsWith(isSomebodyElse ? "1001:1002" : own + ":");
        assertThat(probe(bench, stack, "web"))
                .isInstanceOfSatisfying(
                        ProbeResult.Passed.class,
                        passed -> assertThat(passed.output()).isEqualTo((isSomebodyElse ? "1001" : own) + "\n"));
    }

    private static void workingDirectory(Workbench bench) throws Exception {
        Path top = Path.of("/hauban-scenario-" + ProcessHandle.current().pid());
        Path machines = top.resolve("deep");
        if (Trees.isRoot()) {
            Files.createDirectories(machines);
            Files.writeString(machines.resolve("letter"), "");
        }
        try {
            bench.up(Workbench.shell("web", "pwd; ls; touch made; echo done").workingDirectory(machines.toString()));
            bench.awaitSaid("web", "done");
            if (bench.rung() < 3) {
                assertThat(bench.said("web")).containsExactly(machines.toString(), "done");
                assertThat(machines.resolve("made")).doesNotExist();
            }
        } finally {
            Files.deleteIfExists(machines.resolve("letter"));
            Files.deleteIfExists(machines.resolve("made"));
            Files.deleteIfExists(machines);
            Files.deleteIfExists(top);
        }
    }

    private static int build(Workbench bench, List<String> said, String line) throws Exception {
        Path stage = Files.createDirectories(bench.project().resolve("stage"));
        Files.createDirectories(stage.resolve("src"));
        Files.writeString(stage.resolve("src/input"), "in");
        var builds = new Builds(new LocalProject(bench.surroundings()));
        return builds.run(
                new BuildRunner.Command(
                        List.of("/bin/sh", "-c", line),
                        Map.of("PATH", "/usr/bin:/bin", "TARGET", "/src/output"),
                        "/src",
                        stage,
                        List.of(new Piece(stage.resolve("src"), "/src", Piece.Use.WRITE_THROUGH)),
                        Optional.empty()),
                said::add);
    }

    private static void build(Workbench bench) throws Exception {
        var said = new ArrayList<String>();
        assertThat(build(bench, said, "pwd; cat input > $TARGET; cat /src/input; echo"))
                .as(said.toString())
                .isZero();
        assertThat(said.getLast()).isEqualTo("in");
        assertThat(bench.project().resolve("stage/src/output")).hasContent("in");
    }

    private static void buildElsewhere(Workbench bench) throws Exception {
        var said = new ArrayList<String>();
        assertThat(build(bench, said, "mkdir -p /hauban-app/uploads && echo x > /hauban-app/uploads/file"))
                .as(said.toString())
                .isZero();
        assertThat(bench.project().resolve("stage/hauban-app/uploads/file")).hasContent("x");
        assertThat(Path.of("/hauban-app")).doesNotExist();
    }

    /// What root could change. Somebody else's own files are his to change, by a RUN line too.
    private static void buildChangesNothing(Workbench bench) throws Exception {
        if (!Trees.isRoot()) {
            return;
        }
        Path machines = Files.createDirectories(bench.project().resolveSibling("machine"));
        Path file = Files.writeString(machines.resolve("file"), "as it was");
        var said = new ArrayList<String>();
        String line = "(echo changed > %1$s/file; rm -rf %1$s; touch %1$s/new; chmod 777 %1$s; ln %1$s/file /src/other"
                + "; echo changed > /src/other; mkdir -p made; echo x > made/file; true) 2>&1";
        assertThat(build(bench, said, line.formatted(machines)))
                .as(said.toString())
                .isZero();

        assertThat(file).hasContent("as it was");
        assertThat(machines).isDirectoryContaining(path -> path.equals(file));
        assertThat(machines.resolve("new")).doesNotExist();
        assertThat(Files.getPosixFilePermissions(machines)).doesNotContain(PosixFilePermission.OTHERS_WRITE);
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0);
        for (String made : List.of("made", "made/file", "input")) {
            assertThat(Files.getAttribute(bench.project().resolve("stage/src").resolve(made), "unix:uid"))
                    .as("whom " + made + " belongs to")
                    .isEqualTo(0);
        }
    }

    private static void buildFails(Workbench bench) throws Exception {
        var said = new ArrayList<String>();
        assertThat(build(bench, said, "echo first; echo second >&2; exit 6")).isEqualTo(6);
        assertThat(said).containsExactlyInAnyOrder("first", "second");
    }
}
