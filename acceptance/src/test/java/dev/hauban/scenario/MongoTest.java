package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stack with a MongoDB and no container: a real one where there is one, else our stand-in.
@Timeout(300)
final class MongoTest {
    private static final String AS_APP = "mongodb://app:p%40ss%3A%20word@127.0.0.1:27017/letters";

    private static Workplace letters() throws Exception {
        Workplace place = Workplace.copyOf("letters", "acceptance/src/test/stacks/letters");
        // Without a view of its own, the database's account has to get to its volume through here.
        Files.setPosixFilePermissions(place.folder().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        return place;
    }

    /// Of a server and of what begins it, on both streams.
    private static String said(Workplace place) throws Exception {
        Outcome logs = place.hauban("logs", "--no-log-prefix", "mongodb");
        return logs.out() + logs.err();
    }

    private static Outcome asked(Workplace place, String text) throws Exception {
        return place.hauban("exec", "-T", "mongodb", "mongosh", "--quiet", AS_APP, "--eval", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "3"})
    void init_scripts_log_ins_rules_and_what_is_left_after_a_kill(String rung) throws Exception {
        try (var place = letters()) {
            if (!rung.isEmpty()) {
                place.set("HAUBAN_RUNG", rung);
            }
            Outcome up = place.must("up", "-d", "--wait");
            assertThat(up.err()).contains("Hauban's stand-in for MongoDB runs for mongo:7.0");
            place.until("the reader has ended", () -> place.state("reader-1").equals("exited"));
            assertThat(place.must("logs", "--no-log-prefix", "reader").out().strip())
                    .isEqualTo("2 good morning");

            Outcome nobody = place.hauban(
                    "exec", "-T", "mongodb", "mongosh", "--quiet", "letters", "--eval", "db.letters.find()");
            assertThat(nobody.code()).isNotZero();
            assertThat(nobody.err()).contains("requires authentication");
            assertThat(asked(place, "db.letters.insertOne({ to: 5 })").err()).contains("Document failed validation");
            assertThat(asked(place, "db.letters.insertOne({ to: 'Ann' })").err())
                    .contains("E11000");
            assertThat(asked(place, "db.getSiblingDB('other').a.insertOne({})").err())
                    .contains("not authorized");
            assertThat(asked(place, "db.letters.insertOne({ to: 'Eve' }).acknowledged")
                            .out()
                            .strip())
                    .isEqualTo("true");

            place.must("kill", "-s", "KILL", "mongodb");
            place.must("up", "-d", "--wait", "mongodb");
            assertThat(asked(place, "db.letters.countDocuments()").out().strip())
                    .isEqualTo("3");
            assertThat(said(place))
                    .containsOnlyOnce("the database is initialised")
                    .doesNotContain("WARNING");
        }
    }

    @Test
    void a_first_start_that_fails_is_not_taken_for_a_finished_one() throws Exception {
        try (var place = letters()) {
            String good = Files.readString(place.file("init/01-letters.js"));
            place.write("init/01-letters.js", good + "db.nonsense(;\n");
            Outcome up = place.hauban("up", "-d", "--wait", "mongodb");
            assertThat(up.code()).isNotZero();
            assertThat(said(place)).contains("SyntaxError").contains("01-letters.js");

            place.write("init/01-letters.js", good);
            place.must("up", "-d", "--wait", "mongodb");
            assertThat(asked(place, "db.letters.countDocuments()").out().strip())
                    .isEqualTo("2");
        }
    }
}
