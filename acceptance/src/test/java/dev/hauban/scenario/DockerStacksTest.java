package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The files of the five reference stacks on a real daemon: networks, volumes, ports, order, groups and parts,
/// brought up by Hauban and by Docker Compose in turn. What runs in them is hollow ([HollowImages]); that their
/// applications work on Docker is [DockerStoriesTest]'s.
///
/// Intervals are a second here, so that Docker Compose needn't be waited for half a minute at every gate, and the
/// subnets are others, for the daemon that is lent may have given the stacks' own to somebody else.
@Timeout(300)
final class DockerStacksTest {
    private static DockerPlace place(String project, String stack) throws Exception {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        // One daemon is enough: what differs between them is tested with smaller stacks.
        DockerPlace docker = ReferenceStack.on(DockerPlace.hosts().getFirst(), project, stack);
        try {
            for (Path file : ReferenceStack.files(docker.place())) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replaceAll("interval: \\d+s", "interval: 1s")
                                .replaceAll("172\\.2([0-4])\\.", "10.12$1."));
            }
            return docker;
        } catch (Exception | AssertionError failed) {
            docker.close();
            throw failed;
        }
    }

    /// Every image that the stack names, those of all profiles too.
    private static HollowImages images(DockerPlace docker) throws Exception {
        var names = new TreeSet<String>();
        for (Path file : ReferenceStack.files(docker.place())) {
            Pattern.compile("(?m)^ +image: (\\S+)")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).hasSizeGreaterThan(2);
        return HollowImages.on(docker, List.copyOf(names));
    }

    @Test
    void faildaily_is_taken_over_and_given_back() throws Exception {
        try (DockerPlace docker = place("faildaily", "faildaily");
                HollowImages _ = images(docker)) {
            docker.hauban("up", "-d", "--wait");
            // F2: the addresses of the file.
            assertThat(docker.docker(
                            "inspect",
                            "--format",
                            "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                            "faildaily-db-prod",
                            "faildaily-backend-prod",
                            "faildaily-frontend-prod"))
                    .containsExactly("10.120.0.10", "10.120.0.20", "10.120.0.30");
            // F3, F6: what is bound is made for whom the service runs as.
            if ("root".equals(System.getProperty("user.name"))) {
                assertThat(Files.getAttribute(docker.place().file("data/uploads"), "unix:uid"))
                        .isEqualTo(1001);
            }
            takesTurns(docker, 3);
        }
    }

    @Test
    void the_todo_list_is_taken_over_and_given_back() throws Exception {
        try (DockerPlace docker = place("todolist-prod", "todo-list");
                HollowImages _ = images(docker)) {
            docker.hauban("up", "-d", "--wait");
            // L2: nobody outside reaches the network of the database. L12: its folder is made.
            assertThat(docker.docker(
                            "network", "inspect", "--format", "{{.Internal}}", "todolist-prod_todolist-internal"))
                    .containsExactly("true");
            assertThat(docker.place().file("data/mongodb")).isDirectory();
            takesTurns(docker, 5);
        }
    }

    @Test
    void check_in_is_taken_over_and_given_back() throws Exception {
        try (DockerPlace docker = place("check-in", "check-in");
                HollowImages _ = images(docker)) {
            docker.hauban("up", "-d", "--wait");
            takesTurns(docker, 4);
        }
    }

    @Test
    void E2_emailight_by_groups_then_whole_is_taken_over_and_given_back() throws Exception {
        try (DockerPlace docker = place("emailight", "emailight");
                HollowImages _ = images(docker)) {
            docker.hauban("up", "-d", "--wait", "infrastructure");
            assertThat(docker.ids()).containsOnlyKeys("mongodb-1", "redis-1", "postgres-1", "glitchtip-redis-1");
            var infrastructure = docker.ids();
            docker.hauban("up", "-d", "monitoring");
            docker.hauban("stop", "glitchtip");
            assertThat(running(docker))
                    .containsExactly(
                            "emailight-glitchtip-redis-1",
                            "emailight-mongodb-1",
                            "emailight-postgres-1",
                            "emailight-redis-1");
            ReferenceStack.set(docker.place(), "COMPOSE_PROFILES", "development,admin,monitoring");
            docker.hauban("up", "-d", "--wait");
            assertThat(docker.ids()).containsAllEntriesOf(infrastructure);
            takesTurns(docker, 12);
        }
    }

    @Test
    void T1_todoapp_generator_by_parts_then_whole_is_taken_over_and_given_back() throws Exception {
        try (DockerPlace docker = place("todoapp-generator", "todoapp-generator");
                HollowImages _ = images(docker)) {
            byParts(docker);
            ReferenceStack.set(
                    docker.place(),
                    "COMPOSE_FILE",
                    ReferenceStack.get(docker.place(), "COMPOSE_FILE") + ":docker-compose.monitoring.yml");
            docker.hauban("up", "-d", "--wait");
            takesTurns(docker, 10);
        }
    }

    /// None is another's orphan, whichever comes first; one goes and the others stay; the whole makes none of them
    /// anew.
    private static void byParts(DockerPlace docker) throws Exception {
        List<String> parts = List.of("frontend", "gateway", "public-api", "private-api", "databases", "monitoring");
        for (String part : parts) {
            Outcome up = docker.hauban("-f", "docker-compose." + part + ".yml", "up", "-d");
            assertThat(up.out() + up.err()).as(part).doesNotContainIgnoringCase("orphan");
        }
        assertThat(docker.containers()).hasSize(10);
        docker.hauban("-f", "docker-compose.public-api.yml", "down", "-t", "0");
        assertThat(docker.containers()).hasSize(9);
        List<String> left = docker.containers();
        docker.hauban("up", "-d", "--wait");
        assertThat(docker.containers()).hasSize(10).containsAll(left);
    }

    private static List<String> running(DockerPlace docker) throws Exception {
        var names = new ArrayList<>(docker.docker("ps", "--format", "{{.Names}}"));
        names.removeIf(name -> !name.startsWith("emailight-"));
        return names;
    }

    /// What Hauban brought up is nothing new for Docker Compose, and the other way round; each takes all away.
    private static void takesTurns(DockerPlace docker, int containers) throws Exception {
        List<String> made = docker.containers();
        assertThat(made).hasSize(containers);
        docker.compose("up", "-d");
        assertThat(docker.containers()).as("after Docker Compose's up").isEqualTo(made);
        docker.compose("down", "--volumes");
        nothingIsLeft(docker);

        docker.compose("up", "-d");
        List<String> theirs = docker.containers();
        assertThat(theirs).hasSize(containers);
        docker.hauban("up", "-d", "--wait");
        assertThat(docker.containers()).as("after Hauban's up").isEqualTo(theirs);
        docker.hauban("down", "--volumes");
        nothingIsLeft(docker);
    }

    private static void nothingIsLeft(DockerPlace docker) throws Exception {
        assertThat(docker.containers()).isEmpty();
        assertThat(docker.networks()).isEmpty();
        assertThat(docker.volumes()).isEmpty();
    }
}
