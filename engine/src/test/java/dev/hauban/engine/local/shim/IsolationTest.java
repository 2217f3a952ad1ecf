package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolationTest {
    private static final String EVERY_NAMESPACE = "unshare,clone,mount,setns";

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

    static List<Person> everybody() {
        return Person.all();
    }

    private Spec isolated(Person person, String command) throws IOException, InterruptedException {
        return isolated(person, command, "999");
    }

    private Spec isolated(Person person, String command, String uid) throws IOException, InterruptedException {
        workshop = new Workshop(folder, person, List.of());
        assumeTrue(workshop.shim().rungs().ownFiles().isEmpty(), () -> person + " has no rung 2 here");
        return workshop.shell("a", command)
                .with("rung", "2")
                .with("uid", uid)
                .with("gid", uid.equals("0") ? "0" : "998")
                .with("upper", workshop.folder("upper").toString());
    }

    private List<String> output(Spec spec) throws IOException, InterruptedException {
        var running = workshop.start(spec);
        assertThat(running.degraded()).isEmpty();
        workshop.end("a", running);
        return workshop.texts("a");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void a_service_is_who_it_is_to_be(Person person) throws Exception {
        assertThat(output(isolated(person, "id -u; id -g; hostname; grep CapEff /proc/self/status")
                        .with("hostname", "web")))
                .containsExactly("999", "998", "web", "CapEff:\t0000000000000000");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void files_and_folders_stand_at_the_paths_of_the_service(Person person) throws Exception {
        var spec = isolated(person, "cat /etc/hosts /var/lib/no-such-thing/data/f /srv/app/deep/f; ls /srv/app/deep");
        Path data = workshop.folder("data");
        workshop.file("data/f", "content\n");
        Path hosts = workshop.file("hosts", "127.98.1.2 db\n");
        assertThat(output(spec.with("bind", hosts.toString(), "/etc/hosts", "ro")
                        .with("bind", data.toString(), "/var/lib/no-such-thing/data", "rw")
                        .with("bind", data.toString(), "/srv/app/deep", "rw")))
                .containsExactly("127.98.1.2 db", "content", "content", "f");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void what_is_read_only_can_not_be_written_and_what_is_not_can(Person person) throws Exception {
        var spec = isolated(person, "touch /one/new 2>&1; touch /two/new && echo two");
        Path one = workshop.folder("one");
        Path two = workshop.folder("two");
        Files.setPosixFilePermissions(two, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(output(spec.with("bind", one.toString(), "/one", "ro").with("bind", two.toString(), "/two", "rw")))
                .containsExactly("touch: cannot touch '/one/new': Read-only file system", "two");
        assertThat(two.resolve("new")).exists();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void its_folders_are_its_own_and_kept(Person person) throws Exception {
        String command =
                "cat /run/mine/x /tmp/x 2>/dev/null; echo kept | tee /run/mine/x > /tmp/x; ls -A /home; stat -c %a /tmp";
        assertThat(output(isolated(person, command).with("dir", "/run/mine", "700")))
                .containsExactly("1777");
        Files.delete(workshop.log("a"));
        assertThat(output(isolated(person, command).with("dir", "/run/mine", "700")))
                .containsExactly("kept", "kept", "1777");
        assertThat(Path.of("/run/mine")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void what_else_stands_at_the_machines_top_is_empty_and_its_own(Person person) throws Exception {
        String name = "hauban-" + Long.toString(System.nanoTime(), 36);
        String command = "ls -A /media /mnt; mkdir /media/NAME && ls /media".replace("NAME", name);
        assertThat(output(isolated(person, command, "0"))).containsExactly("/media:", "", "/mnt:", name);
        assertThat(Path.of("/media", name)).doesNotExist();
    }

    @Test
    void only_what_the_path_leads_to_is_seen_of_it_and_can_not_be_changed() throws Exception {
        assumeTrue(Person.amRoot(), "only root can put a folder at the machine's top");
        Path top = Files.createTempDirectory(Path.of("/"), "hauban-test");
        Path unusual = Files.createTempDirectory(Path.of("/"), "hauban-test");
        try {
            Files.writeString(top.resolve("secret"), "secret\n");
            Path program = Files.writeString(unusual.resolve("greet"), "#!/bin/sh\necho hello\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            String command = "cat " + top + "/secret; greet && rm " + program + "; echo x > " + top + "/x && cat " + top
                    + "/x; ls -A " + top + " " + unusual;
            var spec = isolated(Person.MYSELF, command, "0").with("env", "PATH=/usr/bin:/bin:" + unusual);
            assertThat(output(spec))
                    .containsExactlyInAnyOrder(
                            "cat: " + top + "/secret: No such file or directory",
                            "hello",
                            "x",
                            top + ":",
                            "x",
                            "",
                            unusual + ":");
            assertThat(program).exists();
            assertThat(top.resolve("x")).doesNotExist();
        } finally {
            for (Path file : List.of(top.resolve("secret"), unusual.resolve("greet"), top.resolve("x"), top, unusual)) {
                Files.deleteIfExists(file);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void memory_can_be_mounted_and_the_rest_protected(Person person) throws Exception {
        var spec = isolated(
                        person,
                        "echo x > /cache/x && cat /cache/x; echo x > /tmp/x; df --output=size /cache | tail -1 | tr -d ' '")
                .with("tmpfs", "/cache", "size=1m,mode=1777")
                .with("read_only");
        assertThat(output(spec)).contains("x", "1024").anyMatch(line -> line.contains("Read-only file system"));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void a_command_inside_sees_the_same_files(Person person) throws Exception {
        var spec = isolated(person, "echo hello > /tmp/greeting; exec sleep 100");
        workshop.start(spec);
        var main = workshop.state("a").processes().orElseThrow().main();
        Workshop.await("the greeting", () -> Files.exists(folder.resolve("upper/own/tmp/greeting")));
        var inside = new Spec()
                .command(List.of("sh", "-c", "cat /tmp/greeting; id -u"))
                .with("env", "PATH=/usr/bin:/bin")
                .with("uid", "999")
                .with("gid", "998");
        assertThat(workshop.shim().execute(main, inside)).isEqualTo(new Executed(0, "hello\n999\n"));
    }

    @Test
    void a_layer_that_can_not_lie_on_disk_lies_in_memory_and_that_is_told() throws Exception {
        assumeTrue(Person.amRoot(), "only root can mount what can't carry a layer");
        var spec = isolated(Person.MYSELF, "echo x > /tmp/x; cat /tmp/x").with("uid", "0");
        Path upper = folder.resolve("upper");
        Path one = workshop.folder("one");
        Path work = workshop.folder("work");
        String options = "lowerdir=" + one + ",upperdir=" + workshop.folder("two") + ",workdir=" + work;
        command("mount", "-t", "overlay", "-o", options, "overlay", upper.toString());
        try {
            var running = workshop.start(spec);
            assertThat(running.degraded())
                    .extracting(Degraded::code)
                    .contains("overlay")
                    .containsOnly("overlay");
            workshop.end("a", running);
            assertThat(workshop.texts("a")).containsExactly("x");
        } finally {
            command("umount", "-l", upper.toString());
        }
    }

    private static void command(String... words) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
                .as(List.of(words).toString())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void says_which_rungs_are_denied_and_what_denied_them(Person person) throws Exception {
        workshop = new Workshop(folder, person, List.of(EVERY_NAMESPACE));
        Rungs rungs = workshop.shim().rungs();
        assertThat(rungs.best()).isEqualTo(3);
        assertThat(rungs.ownFiles().orElseThrow()).contains("unshare").contains("Operation not permitted");
        assertThat(rungs.ownAddresses()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void refuses_a_rung_that_is_denied_and_runs_on_the_third(Person person) throws Exception {
        workshop = new Workshop(folder, person, List.of(EVERY_NAMESPACE));
        assertThat(workshop.refusal(workshop.shell("a", "true")
                        .with("rung", "2")
                        .with("upper", workshop.folder("upper").toString())))
                .contains("unshare");
        var running = workshop.start(workshop.shell("b", "echo third"));
        workshop.end("b", running);
        assertThat(workshop.texts("b")).containsExactly("third");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void goes_on_without_own_addresses_where_they_are_denied_and_says_so(Person person) throws Exception {
        for (String denied : List.of("seccomp", "pidfd_getfd")) {
            workshop = new Workshop(folder, person, List.of(denied));
            var running =
                    workshop.start(workshop.shell(denied, "exec sleep 100").with("own", "127.98.1.2"));
            assertThat(running.degraded()).extracting(Degraded::code).containsExactly("network-rewrite");
            workshop.endAll();
        }
    }
}
