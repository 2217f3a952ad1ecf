package dev.hauban.engine.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    private final PortTable ports = new PortTable(Path.of("/proc"));

    @TempDir
    Path folder;

    @Test
    void names_the_process_that_holds_a_port() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = socket.getLocalPort();

            assertThat(ports.holder(Optional.of("127.0.0.1"), port, "tcp"))
                    .hasValueSatisfying(holder -> assertThat(holder.owner())
                            .hasValueSatisfying(owner -> assertThat(owner.pid())
                                    .isEqualTo(ProcessHandle.current().pid())));
            assertThat(ports.holder(Optional.empty(), port, "tcp")).isPresent();
            assertThat(ports.holder(Optional.of("127.0.0.2"), port, "tcp")).isEmpty();
            assertThat(ports.holder(Optional.of("127.0.0.1"), port, "udp")).isEmpty();
        }
    }

    @Test
    void everybodys_address_takes_every_other() throws IOException {
        try (var socket = new ServerSocket(0)) {
            assertThat(ports.holder(Optional.of("127.0.0.2"), socket.getLocalPort(), "tcp"))
                    .isPresent();
        }
    }

    @Test
    void knows_who_a_user_is_by_name_or_number() throws IOException {
        Accounts accounts = accounts();

        assertThat(accounts.identity("anna")).contains(new Accounts.Identity(1000, 1000, "/home/anna", List.of(20)));
        assertThat(accounts.identity("1000")).isEqualTo(accounts.identity("anna"));
        assertThat(accounts.identity("anna:staff"))
                .contains(new Accounts.Identity(1000, 50, "/home/anna", List.of(20)));
        assertThat(accounts.identity("1001")).contains(new Accounts.Identity(1001, 0, "/", List.of()));
        assertThat(accounts.identity("1001:1002")).contains(new Accounts.Identity(1001, 1002, "/", List.of()));
        assertThat(accounts.identity("nobody-here")).isEmpty();
        assertThat(accounts.identity("anna:nothing")).isEmpty();
    }

    @Test
    void an_images_accounts_are_added() throws IOException {
        Accounts accounts = accounts()
                .with(
                        List.of(new Accounts.User("postgres", 999, 999, "/var/lib/postgresql")),
                        List.of(new Accounts.Group("postgres", 999, List.of())));

        assertThat(accounts.identity("postgres"))
                .contains(new Accounts.Identity(999, 999, "/var/lib/postgresql", List.of()));
        assertThat(accounts.passwd())
                .contains("anna:x:1000:1000::/home/anna:/bin/sh\n")
                .contains("postgres:x:999:");
        assertThat(accounts.group()).contains("dialout:x:20:anna\n").contains("postgres:x:999:\n");
    }

    private Accounts accounts() throws IOException {
        Path passwd = folder.resolve("passwd");
        Path group = folder.resolve("group");
        Files.writeString(passwd, "root:x:0:0:root:/root:/bin/bash\nbroken\nanna:x:1000:1000::/home/anna:/bin/sh\n");
        Files.writeString(group, "root:x:0:\nstaff:x:50:\ndialout:x:20:anna\nanna:x:1000:\n");
        return Accounts.of(passwd, group);
    }
}
