package dev.hauban.scenario;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A Docker daemon that a scenario may stop, halt and starve: of the same program as one of those that the tests are
/// given, with a small disk of its own.
final class OwnDaemon implements AutoCloseable {
    private final Path folder;
    private final Path program;
    private Process process;

    private OwnDaemon(Path folder, Path program) throws IOException, InterruptedException {
        this.folder = folder;
        this.program = program;
        this.process = begin();
    }

    /// @param host one of the daemons that the tests are given
    /// @param megabytes of its disk
    static OwnDaemon like(String host, int megabytes) throws IOException, InterruptedException {
        Path beside = Path.of(host.substring("unix://".length())).resolveSibling("bin/dockerd");
        Path program = Files.isExecutable(beside) ? beside : Path.of("/usr/sbin/dockerd");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(program),
                "needs root and dockerd, to have a daemon of its own");
        Path folder = Files.createTempDirectory("hd");
        Files.createDirectory(folder.resolve("disk"));
        must("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder + "/disk");
        return new OwnDaemon(folder, program);
    }

    String host() {
        return "unix://" + socket();
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private Process begin() throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                program.toString(),
                "--data-root=" + folder.resolve("disk/data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=" + host(),
                "--bridge=none",
                "--iptables=false",
                "--default-address-pool=base=10.198.0.0/16,size=24"));
        Path proxy = program.resolveSibling("docker-proxy");
        if (Files.isExecutable(proxy)) {
            words.addAll(List.of("--ip6tables=false", "--userland-proxy-path=" + proxy));
        }
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().merge("PATH", program.getParent().toString(), (path, own) -> own + ":" + path);
        Process begun = builder.start();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            if (System.nanoTime() > limit || !begun.isAlive()) {
                throw new AssertionError("no daemon: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(50);
        }
        return begun;
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap(
                    "GET /_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            return channel.read(answer) > 0 && new String(answer.array(), StandardCharsets.UTF_8).contains(" 200 ");
        } catch (IOException notYet) {
            return false;
        }
    }

    /// As when it is updated: it ends what it runs.
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon does not end: " + Files.readString(folder.resolve("log")));
        }
    }

    void start() throws IOException, InterruptedException {
        process = begin();
    }

    /// It is there, and says nothing.
    void halt() throws IOException, InterruptedException {
        must("kill", "-STOP", Long.toString(process.pid()));
    }

    void goOn() throws IOException, InterruptedException {
        must("kill", "-CONT", Long.toString(process.pid()));
    }

    /// @param left how many kilobytes
    void fillDisk(int left) throws IOException, InterruptedException {
        Path disk = folder.resolve("disk");
        long free = disk.toFile().getUsableSpace() / 1024 - left;
        must("dd", "if=/dev/zero", "of=" + disk.resolve("filler"), "bs=1024", "count=" + free);
    }

    void freeDisk() throws IOException {
        Files.delete(folder.resolve("disk/filler"));
    }

    private static void must(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + said);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                must("kill", "-CONT", Long.toString(process.pid()));
                stop();
            }
            for (String mounted : mountsBelow().toList()) {
                must("umount", "-l", mounted);
            }
            must("rm", "-rf", folder.toString());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new AssertionError("there was no time left to tidy up", ending);
        }
    }

    /// The deepest first.
    private Stream<String> mountsBelow() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ")[1])
                .filter(path -> path.startsWith(folder + "/"))
                .sorted((one, other) -> other.length() - one.length());
    }
}
