package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody whom the daemon's socket is not for. Nothing is hidden from root, so another user asks.
final class PermissionTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir
    Path folder;

    @BeforeEach
    void beRoot() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV),
                "needs root and setpriv, to be another user for a moment");
        openToAll(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    daemon | Join its group and log in again (whoever is in it can become root on this machine):\\n  sudo usermod -aG daemon "$USER"
                    root   | The socket %s is for root alone. Ask who runs this machine to give it to a group that you are in, or use rootless Docker.
                    """)
    void who_may_not_use_the_socket_is_told_which_group_may(String group, String remedy) throws Exception {
        Path socket = folder.resolve("docker.sock");
        try (FakeDaemon fake = FakeDaemon.onSocket(socket)) {
            GroupPrincipal owner =
                    socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(owner);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));

            assertThat(askAsNobody(socket))
                    .isEqualTo("docker.permission-denied\nno permission to speak to the Docker daemon at unix://"
                            + socket + "\n  " + remedy.replace("\\n", "\n").formatted(socket) + "\n");
            assertThat(fake.asked()).isEmpty();
        }
    }

    @Test
    void a_folder_that_can_not_be_looked_into_is_no_absent_socket() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path socket = closed.resolve("docker.sock");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        try (FakeDaemon _ = FakeDaemon.onSocket(socket)) {
            assertThat(askAsNobody(socket))
                    .startsWith("docker.permission-denied\n")
                    .contains("Ask who runs this machine to let you use " + socket + ".");
        }
    }

    /// The class path may be hidden from other users: what is needed of it is copied.
    private String askAsNobody(Path socket) throws Exception {
        Path classes = folder.resolve("classes");
        var path = new LinkedHashSet<>(List.of(classes.toString()));
        for (Class<?> one : List.of(DockerDaemon.class, Json.class, Problem.class, PermissionTest.class)) {
            Path root = root(one);
            if (Files.isDirectory(root)) {
                copyRoom(one, root, classes);
            } else {
                path.add(copyArchive(root).toString());
            }
        }
        Process asking = new ProcessBuilder(
                        SETPRIV.toString(),
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(":", path),
                        Asking.class.getName(),
                        socket.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asking.waitFor()).as(said).isZero();
        return said;
    }

    private static Path root(Class<?> one) throws Exception {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /// Floors below are archives by the time that everything is tested.
    private Path copyArchive(Path archive) throws IOException {
        Path copy = folder.resolve(archive.getFileName().toString());
        Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
        openToAll(copy);
        return copy;
    }

    private static void copyRoom(Class<?> one, Path root, Path classes) throws Exception {
        String room = one.getPackageName().replace('.', '/');
        Path target = Files.createDirectories(classes.resolve(room));
        try (var files = Files.list(root.resolve(room))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (Path above = target; !above.equals(classes.getParent()); above = above.getParent()) {
            openToAll(above);
        }
    }

    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What the other user runs.
    static final class Asking {
        public static void main(String[] arguments) throws Exception {
            var address = new DockerEndpoint.Address.Socket(Path.of(arguments[0]));
            try (var daemon = new DockerDaemon(new DockerEndpoint(address, Optional.empty(), Optional.empty(), ""))) {
                daemon.version();
            } catch (DockerTrouble trouble) {
                System.out.println(
                        trouble.problem().code() + "\n" + trouble.problem().text());
            }
        }
    }
}
