package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Problem;
import dev.hauban.stack.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_dump_by_programs_that_are_older_than_the_server_is_refused_before_anything_starts(@TempDir Path bin)
            throws Exception {
        for (String name : List.of("psql", "pg_isready", "pg_dump")) {
            Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + name + " (PostgreSQL) 9.6'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path nowhere = Path.of("/nonexistent");
        var provision =
                new Provision(Sandbox.machine(bin.toString()), new Provision.Places(nowhere, nowhere), (_, _) -> {
                    throw new IOException("nothing is built here");
                });
        var dump = Services.of("postgres:99").command("sh", "-c", "pg_dump -h db shop > /out/dump.sql");

        assertThat(provision.check(dump.service()))
                .filteredOn(problem -> problem.code().equals("image.too-old-to-dump"))
                .extracting(Problem::text)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("calls pg_dump, which on this machine is of PostgreSQL 9 and refuses a server of version 99")
                .contains("Install postgresql-client-99");
        assertThat(provision.check(dump.command("psql", "-h", "db").service()))
                .extracting(Problem::code)
                .doesNotContain("image.too-old-to-dump");
    }

    @Test
    void only_who_begins_its_images_server_becomes_its_account() throws Exception {
        assertThat(becomes(Services.of("redis:7"))).contains("redis");
        assertThat(becomes(Services.of("redis:7").command("--save", ""))).contains("redis");
        assertThat(becomes(Services.of("redis:7").command("/data/redis.conf"))).contains("redis");
        assertThat(becomes(Services.of("redis:7").command("redis-server", "--save", "")))
                .contains("redis");
        assertThat(becomes(Services.of("redis:7").command("redis-cli", "-h", "cache", "ping")))
                .isEmpty();
        assertThat(becomes(Services.of("postgres:17").command("sh", "-c", "pg_dump db")))
                .isEmpty();
        assertThat(becomes(Services.of("python:3.12"))).isEmpty();
    }

    private static Optional<String> becomes(Services service) {
        Path nowhere = Path.of("/nonexistent");
        return new Provision(Sandbox.machine("/nonexistent"), new Provision.Places(nowhere, nowhere), (_, _) -> 1)
                .ownAccount(service.service())
                .map(LocalProgram.User::name);
    }
}
