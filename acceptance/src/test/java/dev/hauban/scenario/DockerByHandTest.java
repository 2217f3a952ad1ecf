package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is done to single containers by hand, beside Docker Compose doing the same.
@Timeout(180)
class DockerByHandTest {
    static List<String> hosts() {
        return DockerPlace.hosts().isEmpty() ? List.of("") : DockerPlace.hosts();
    }

    private static DockerPlace shop(String host) throws Exception {
        Assumptions.assumeFalse(host.isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.copyOf("shop", "by-hand/shop", host);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void answers_are_those_of_compose(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            same(docker, "port", "web", "80");
            same(docker, "port", "--protocol", "udp", "web", "53");
            same(docker, "volumes", "--quiet");
            same(docker, "volumes", "web");
            same(docker, "volumes", "--format", "{{.Name}} {{.Mountpoint}}");
            same(docker, "ls", "--all", "--filter", "name=by-hand");
            same(docker, "ls", "--format", "json", "--filter", "name=by-hand");
            same(docker, "top", "db");
            same(docker, "stats", "--no-stream", "--all", "--no-trunc", "job");
            same(docker, "stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}} {{.ID}}", "web");
            same(docker, "events", "--json", "--since", "10m", "--until", "0s", "db", "job");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void compose_sees_what_was_done_by_hand(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            docker.hauban("pause", "db");
            assertThat(names(docker, "paused")).containsExactly("db-1", "db-2");
            docker.hauban("pause", "db");
            docker.hauban("unpause");
            assertThat(names(docker, "paused")).isEmpty();

            try (Running waiting = waiting(docker, "wait", "web")) {
                docker.hauban("kill", "-s", "USR1", "web");
                assertThat(waiting.end(Workplace.LIMIT).code()).isEqualTo(3);
            }
            docker.hauban("kill", "db");
            assertThat(names(docker, "running")).isEmpty();

            Outcome unasked = docker.place().run(List.of("sh", "-c", "echo n | " + Workplace.program() + " rm job"));
            assertThat(unasked.out()).contains("Going to remove by-hand-shop-job-1");
            assertThat(names(docker, "exited")).contains("job-1");
            docker.hauban("rm", "--force", "--volumes", "job");
            assertThat(names(docker, "exited")).containsExactly("db-1", "db-2", "web-1");
            docker.compose("up", "-d", "db");
            docker.hauban("rm", "--stop", "--force", "db");
            assertThat(docker.ids().keySet()).containsExactly("web-1");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void the_first_end_takes_the_project_down_where_that_is_asked_for(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            try (Running waiting = waiting(docker, "wait", "--down-project", "web", "db")) {
                docker.hauban("kill", "-s", "USR1", "web");
                Outcome waited = waiting.end(Workplace.LIMIT);
                assertThat(waited.code()).as(waited.toString()).isEqualTo(3);
            }
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_container_for_a_command_is_made_as_compose_makes_it(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            String[] words = {
                "run",
                "-d",
                "--name",
                "by-hand-one",
                "-e",
                "A=$b",
                "-l",
                "x=y",
                "-u",
                "7",
                "-w",
                "/tmp",
                "-p",
                "127.0.0.1::80",
                "-v",
                "./compose.yaml:/f:ro",
                "web",
                "sleep",
                "100"
            };
            docker.compose(words);
            Map<String, String> expected = looks(docker);
            assertThat(docker.hauban(words).out()).matches("[0-9a-f]{64}\n");

            assertThat(looks(docker)).isEqualTo(expected);
            assertThat(docker.ids().keySet())
                    .as("of the service itself, there is none")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void run_is_a_command_among_others(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.place().write("words.env", "B=two\n");
            String[] environment = {"--env-from-file", "words.env", "-e", "A=one", "db", "sh", "-c", "echo $A $B"};
            var words = new ArrayList<>(List.of("run", "--rm", "-T"));
            words.addAll(List.of(environment));
            assertThat(docker.hauban(words.toArray(String[]::new)).out()).isEqualTo("one two\n");
            Outcome failed = docker.place().hauban("run", "--rm", "db", "sh", "-c", "exit 9");
            assertThat(failed.code()).as(failed.toString()).isEqualTo(9);
            Outcome missing = docker.place().hauban("run", "--rm", "db", "no-such-program");
            assertThat(missing.code()).as(missing.toString()).isEqualTo(6);
            Outcome piped = docker.place()
                    .run(List.of("sh", "-c", "echo through | " + Workplace.program() + " run --rm -T db cat"));
            assertThat(piped.out()).as(piped.toString()).isEqualTo("through\n");

            assertThat(docker.ids()).as("nothing is left").isEmpty();
            docker.hauban("up", "-d", "--scale", "db=1", "db");
            try (Running attached = docker.place().begin("attach", "--no-stdin", "db")) {
                docker.place().until("it is attached", () -> events(docker).contains("\"attach\""));
                docker.hauban("kill", "db");
                assertThat(attached.end(Workplace.LIMIT).code()).isEqualTo(137);
            }
        }
    }

    /// Each copies in and out what the other one does, into the same tree.
    @ParameterizedTest
    @MethodSource("hosts")
    void copies_are_composes(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d", "web");
            String made = "mkdir -p here/sub && echo x >here/sub/f && chmod 640 here/sub/f && ln -s sub/f here/l"
                    + " && mkdir out";
            docker.place().run(List.of("sh", "-c", made));
            for (String way : List.of("here web:/data", "here/. web:/data/all", "-L here/l web:/data/followed")) {
                String[] words = ("cp " + way).split(" ");
                docker.compose(words);
                String expected = tree(docker);
                docker.hauban(words);
                assertThat(tree(docker)).as(way).isEqualTo(expected);
            }
            docker.hauban("cp", "here/.", "web:/data/all");
            docker.compose("cp", "web:/data/.", "out/theirs");
            docker.hauban("cp", "web:/data/.", "out/ours");
            assertThat(docker.place()
                            .run(List.of("diff", "-r", "--no-dereference", "out/theirs", "out/ours"))
                            .out())
                    .isEmpty();
            assertThat(docker.place().file("out/ours/all/sub/f")).hasContent("x\n");
            String through = Workplace.program() + " cp web:/data - | " + Workplace.program() + " cp - web:/tmp";
            docker.place().run(List.of("sh", "-c", through));
            assertThat(docker.hauban("exec", "-T", "web", "cat", "/tmp/data/all/l")
                            .out())
                    .isEqualTo("x\n");
            Outcome missing = docker.place().hauban("cp", "web:/nothing", ".");
            assertThat(missing.code()).isEqualTo(4);
            assertThat(missing.err()).contains("there is no /nothing in the container");
        }
    }

    /// What is in the volume; then it is empty again.
    private static String tree(DockerPlace docker) throws Exception {
        String script = "cd /data; find . | sort | while read f; do stat -c '%n %a %u %F' $f; done; rm -rf /data/*";
        return docker.compose("exec", "-T", "web", "sh", "-c", script).out();
    }

    private static String events(DockerPlace docker) throws Exception {
        return docker.hauban("events", "--json", "--since", "1m", "--until", "0s", "db")
                .out();
    }

    /// What the container is like; then it is taken away.
    @ParameterizedTest
    @MethodSource("hosts")
    void what_run_has_made_is_meant_where_docker_compose_means_it(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d", "db");
            docker.hauban("run", "-d", "--name", "by-hand-one", "db", "sleep", "1000");
            try {
                meansOneOffs(docker);
            } finally {
                docker.docker("rm", "--force", "--volumes", "by-hand-one");
            }
        }
    }

    private static void meansOneOffs(DockerPlace docker) throws Exception {
        same(docker, "ps", "--all", "--format", "table {{.Name}}\t{{.Command}}\t{{.Service}}\t{{.State}}");
        same(docker, "ps", "--format", "{{.Name}} {{.Image}}");
        same(docker, "top", "db");
        same(docker, "images");
        docker.place().write("hello", "hello");
        docker.hauban("cp", "hello", "db:/tmp/one");
        docker.hauban("cp", "--all", "hello", "db:/tmp/all");
        assertThat(docker.docker("exec", "by-hand-one", "ls", "/tmp")).containsExactly("all");
        assertThat(docker.hauban("stats", "--no-stream", "--format", "{{.Name}}", "db")
                        .out())
                .contains("by-hand-one");
        try (Running waiting = waiting(docker, "wait", "db")) {
            docker.hauban("kill", "db");
            assertThat(waiting.end(Workplace.LIMIT).out().lines())
                    .hasSize(3)
                    .allMatch(line -> line.endsWith("exited with status code 137"));
        }
    }

    private static Map<String, String> looks(DockerPlace docker) throws Exception {
        var looks = new TreeMap<String, String>();
        for (String part : List.of(
                ".Config.Cmd",
                ".Config.Env",
                ".Config.User",
                ".Config.WorkingDir",
                ".Config.Tty",
                ".Config.OpenStdin",
                ".Config.StdinOnce",
                ".Config.AttachStdin",
                ".Config.ExposedPorts",
                ".HostConfig.PortBindings",
                ".HostConfig.RestartPolicy",
                ".HostConfig.AutoRemove",
                ".HostConfig.NetworkMode")) {
            looks.put(
                    part,
                    String.join(" ", docker.docker("inspect", "--format", "{{json " + part + "}}", "by-hand-one")));
        }
        // Docker Compose mounts them in the order of chance.
        looks.put(
                ".HostConfig.Binds",
                String.join(
                        " ",
                        docker.docker(
                                "inspect", "--format", "{{range .HostConfig.Binds}}{{.}} {{end}}", "by-hand-one")));
        String labels = "{{range $name, $value := .Config.Labels}}{{$name}}={{$value}} {{end}}";
        for (String label : docker.docker("inspect", "--format", labels, "by-hand-one")) {
            if (!label.contains(".slug=") && !label.contains(".config-hash=")) {
                looks.put(label, "");
            }
        }
        docker.docker("rm", "--force", "--volumes", "by-hand-one");
        return looks;
    }

    private static void same(DockerPlace docker, String... words) throws Exception {
        // Docker Compose writes volumes and events in the order of chance, and ends events with an "EOF" of its own.
        Stream<String> expected = docker.composeAsItEnds(words)
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .map(DockerByHandTest::steady);
        assertThat(docker.hauban(words)
                        .out()
                        .lines()
                        .map(DockerByHandTest::steady)
                        .sorted())
                .as(String.join(" ", words))
                .isNotEmpty()
                .containsExactlyElementsOf(expected.sorted().toList());
    }

    /// How busy a process has been changes from look to look: the column `C` of `top`.
    private static String steady(String line) {
        return line.replaceFirst("^(\\S+ +(?:\\d+ +)?\\D\\S* +\\d+ +\\d+) +\\d+ +", "$1 ");
    }

    private static Running waiting(DockerPlace docker, String... words) throws Exception {
        Running waiting = docker.place().begin(words);
        docker.place().until("it waits", () -> waiting.err().contains("Waiting for"));
        return waiting;
    }

    private static List<String> names(DockerPlace docker, String state) throws Exception {
        return docker
                .docker(
                        "ps",
                        "--all",
                        "--filter",
                        "label=com.docker.compose.project=by-hand-shop",
                        "--filter",
                        "status=" + state,
                        "--format",
                        "{{.Names}}")
                .stream()
                .map(name -> name.replaceFirst("^by-hand-shop-", ""))
                .toList();
    }
}
