package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.HealthCheck;
import org.junit.jupiter.api.Test;

class ServiceProgramTest {
    @Test
    void a_program_that_is_called_where_the_image_has_it_is_found_there() throws Exception {
        LocalProgram program = Sandbox.program(Services.of("alpine:3")
                .command("/usr/local/sbin/ls", "/bin/sh", "/usr/local/sbin/hauban-nowhere")
                .health(new HealthCheck.Test.Shell("/usr/local/bin/cat x || exit 1"))
                .service());

        assertThat(program.pieces())
                .extracting(Piece::target)
                .containsExactly("/usr/local/sbin/ls", "/usr/local/bin/cat");
        assertThat(program.pieces().getFirst().source().getFileName()).hasToString("ls");
    }
}
