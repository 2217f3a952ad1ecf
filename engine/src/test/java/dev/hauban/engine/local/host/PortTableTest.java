package dev.hauban.engine.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortTableTest {
    private static final String LISTENS_ON_8080 =
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1\n";

    @TempDir
    private Path proc;

    private PortTable.Owner holder() throws IOException {
        Files.writeString(Files.createDirectories(proc.resolve("net")).resolve("tcp"), LISTENS_ON_8080);
        return new PortTable(proc)
                .holder(Optional.of("127.0.0.1"), 8080, "tcp")
                .orElseThrow()
                .owner()
                .orElseThrow();
    }

    private void process(int pid, String name, int parent, String open) throws IOException {
        Path process = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(process.resolve("comm"), name + "\n");
        Files.writeString(process.resolve("cmdline"), name + "\0run\0");
        Files.writeString(process.resolve("stat"), pid + " (" + name + ") S " + parent + " 1 1\n");
        Files.createSymbolicLink(Files.createDirectories(process.resolve("fd")).resolve("3"), Path.of(open));
    }

    @Test
    void a_relay_is_told_with_the_instance_that_it_works_for() throws IOException {
        process(99, "hauban-shim", 1, "/srv/shop/.hauban/shop/local/instances/web-1");
        process(100, "hauban-relay", 99, "socket:[77]");

        PortTable.Owner owner = holder();

        assertThat(owner.pid()).isEqualTo(100);
        assertThat(owner.instance()).contains(Path.of("/srv/shop/.hauban/shop/local/instances/web-1"));
    }

    @Test
    void any_other_program_is_nobody_s_instance() throws IOException {
        process(99, "sh", 1, "/srv/shop/.hauban/shop/local/instances/web-1");
        process(100, "nginx", 99, "socket:[77]");

        assertThat(holder().command()).isEqualTo("nginx");
        assertThat(holder().instance()).isEmpty();
    }

    @Test
    void whose_it_is_can_be_told_of_a_process_that_nobody_may_look_at() throws IOException {
        String line = LISTENS_ON_8080.replace("00000000     0        0 77", "00000000  1234        0 78");
        Files.writeString(Files.createDirectories(proc.resolve("net")).resolve("tcp"), line);

        var holder = new PortTable(proc)
                .holder(Optional.of("127.0.0.1"), 8080, "tcp")
                .orElseThrow();

        assertThat(holder.owner()).isEmpty();
        assertThat(holder.uid()).isEqualTo(1234);
    }

    @Test
    void a_service_at_an_address_of_its_own_is_in_nobodys_way() throws IOException {
        Files.createDirectories(proc.resolve("self"));
        int own = (Integer) Files.getAttribute(proc.resolve("self"), "unix:uid");
        String services = LISTENS_ON_8080.replace("0100007F", "0223507F");

        assertThat(holderOf(services, own, "0.0.0.0")).isEmpty();
        assertThat(holderOf(services, own, "127.80.35.2")).isPresent();
        assertThat(holderOf(services, own + 1, "0.0.0.0")).isPresent();
        assertThat(holderOf(LISTENS_ON_8080, own, "0.0.0.0")).isPresent();
    }

    private Optional<PortTable.Listener> holderOf(String table, int uid, String address) throws IOException {
        Files.writeString(
                Files.createDirectories(proc.resolve("net")).resolve("tcp"),
                table.replace("00000000     0        0 77", "00000000 " + uid + "        0 77"));
        return new PortTable(proc).holder(Optional.of(address), 8080, "tcp");
    }

    /// The machine's own, whose kernel tells a number only in one piece.
    @Test
    void the_first_port_for_everybody_is_what_the_kernel_says() throws Exception {
        var asked = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start").start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();

        assertThat(new PortTable(Path.of("/proc")).firstUnprivileged()).isEqualTo(Integer.parseInt(said));
    }
}
