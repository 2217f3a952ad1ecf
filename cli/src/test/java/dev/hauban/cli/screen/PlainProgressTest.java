package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.event.Event;
import dev.hauban.plan.Step;
import dev.hauban.stack.ServiceName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PlainProgressTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PlainProgress lines = new PlainProgress(new PrintStream(said, true, StandardCharsets.UTF_8));

    private void progress(String what, double done) {
        lines.see(new Event.StepProgress(Instant.EPOCH, new Step.Prepare(new ServiceName("db")), what, done));
    }

    @Test
    void tells_a_tenth_of_the_way_at_a_time() {
        progress("downloading MariaDB", 0.11);
        progress("downloading MariaDB", 0.14);
        progress("downloading MariaDB", 0.21);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("db  downloading MariaDB 11 %\ndb  downloading MariaDB 21 %\n");
    }

    @Test
    void tells_once_that_it_waits_for_another_and_leaves_out_what_changes_with_every_line() {
        progress("waiting for MariaDB, which another command fetches", -1);
        progress("waiting for MariaDB, which another command fetches", -1);
        progress("RUN npm ci: added 1 package", -1);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("db  waiting for MariaDB, which another command fetches\n");
    }
}
