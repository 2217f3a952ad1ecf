package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stack with `mongo` on a real daemon, brought up by Hauban and by Docker Compose in turn.
@Timeout(300)
final class DockerMongoTest {
    private static final String AS_APP = "mongodb://app:p%40ss%3A%20word@127.0.0.1:27017/letters";

    @Test
    void root_user_init_script_health_check_and_what_is_left_after_a_kill() throws Exception {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        for (String host : DockerPlace.hosts()) {
            try (DockerPlace docker = DockerPlace.copyOf("letters", "../stacks/letters", host);
                    MongoImage _ = MongoImage.on(docker, "mongo:7.0")) {
                try {
                    comesUp(docker);
                    survivesAKill(docker);
                } finally {
                    docker.composeAsItEnds("down", "-v");
                }
            }
        }
    }

    private static void comesUp(DockerPlace docker) throws Exception {
        Workplace place = docker.place();
        docker.hauban("up", "-d", "--wait", "mongodb");
        assertThat(place.healthOfService("mongodb")).isEqualTo("healthy");
        docker.compose("up", "-d");
        place.until("the reader has ended", () -> place.state("reader-1").equals("exited"));
        assertThat(docker.hauban("logs", "--no-log-prefix", "reader").out().strip())
                .isEqualTo("2 good morning");
        assertThat(asked(docker, "db.letters.insertOne({ to: 5 })").err()).contains("Document failed validation");
        assertThat(asked(docker, "db.letters.insertOne({ to: 'Ann' })").err()).contains("E11000");
        assertThat(asked(docker, "db.letters.insertOne({ to: 'Eve' }).acknowledged")
                        .out()
                        .strip())
                .isEqualTo("true");
        Outcome nobody = docker.composeAsItEnds(
                "exec", "-T", "mongodb", "mongosh", "--quiet", "letters", "--eval", "db.letters.find()");
        assertThat(nobody.code()).isNotZero();
    }

    private static void survivesAKill(DockerPlace docker) throws Exception {
        docker.compose("kill", "-s", "KILL", "mongodb");
        docker.hauban("up", "-d", "--wait", "mongodb");
        assertThat(asked(docker, "db.letters.countDocuments()").out().strip()).isEqualTo("3");
        List<String> users =
                docker.docker("exec", docker.ids().get("mongodb-1"), "stat", "-c", "%U", "/data/db/standin.mv");
        assertThat(users).containsExactly("mongodb");
    }

    private static Outcome asked(DockerPlace docker, String text) throws Exception {
        return docker.composeAsItEnds("exec", "-T", "mongodb", "mongosh", "--quiet", AS_APP, "--eval", text);
    }
}
