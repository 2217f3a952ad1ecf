package dev.hauban.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hauban.launcher.SmallHouse.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server of our own stands for the user's mirror of Maven Central.
final class FetchMavenTest {
    private static final String WANTED = "org/apache/maven/apache-maven/9/apache-maven-9-bin.zip";

    @TempDir
    private Path place;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer mirror;
    private byte[] archive;
    private Path home;

    @BeforeEach
    void openTheMirror() throws Exception {
        archive = zip("apache-maven-9/bin/mvn", "#!/bin/sh\n");
        pin(archive);
        home = place.resolve("dists/9");
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        mirror.start();
        settings("*");
    }

    @AfterEach
    void closeTheMirror() {
        mirror.stop(0);
    }

    @Test
    void the_mirror_of_the_users_settings_is_asked_with_its_password() throws Exception {
        Outcome fetched = fetch();

        assertThat(fetched.err()).isEmpty();
        assertThat(fetched.code()).isZero();
        // me:secret, as in the settings
        assertThat(asked).containsExactly("/central/" + WANTED + " Basic bWU6c2VjcmV0");
        assertThat(home.resolve("bin/mvn")).isExecutable();
    }

    @Test
    void a_file_that_is_not_the_pinned_one_is_refused_and_leaves_nothing() throws Exception {
        archive = zip("apache-maven-9/bin/mvn", "#!/bin/sh\nrm -rf /\n");

        Outcome refused = fetch();

        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.out()).contains("it is not the file that was pinned").doesNotContain("secret");
        assertThat(home).doesNotExist();
    }

    @Test
    void an_archive_that_points_outside_itself_is_refused() throws Exception {
        archive = zip("apache-maven-9/../../../escaped", "x");
        pin(archive);

        assertThat(fetch().code()).isEqualTo(5);
        try (Stream<Path> all = Files.walk(place)) {
            assertThat(all.filter(path -> path.endsWith("escaped"))).isEmpty();
        }
    }

    @Test
    void a_mirror_that_does_not_answer_is_named() throws Exception {
        mirror.stop(0);

        Outcome alone = fetch();

        assertThat(alone.code()).isEqualTo(5);
        assertThat(alone.out())
                .contains("Maven could not be fetched from http://127.0.0.1:")
                .contains("~/.m2/settings.xml")
                .doesNotContain("Exception in thread");
    }

    @Test
    void two_at_once_end_with_one_whole_maven() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(this::fetch);
            var second = threads.submit(this::fetch);

            assertThat(first.get().code()).isZero();
            assertThat(second.get().code()).isZero();
        }
        try (Stream<Path> left = Files.list(home.getParent())) {
            assertThat(left).containsExactly(home);
        }
    }

    private Outcome fetch() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Duser.home=" + place,
                        SmallHouse.original()
                                .resolve("launcher/FetchMaven.java")
                                .toString(),
                        place.resolve("wrapper.properties").toString(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Outcome(code, told, code == 0 ? told.replaceFirst("Fetching Maven .*\n", "") : "");
    }

    private void settings(String mirrorOf) throws IOException {
        Files.createDirectories(place.resolve(".m2"));
        Files.writeString(place.resolve(".m2/settings.xml"), """
                <settings>
                  <servers><server><id>own</id><username>me</username><password>secret</password></server></servers>
                  <mirrors><mirror><id>own</id><mirrorOf>%s</mirrorOf><url>http://127.0.0.1:%d/central</url></mirror></mirrors>
                </settings>
                """.formatted(
                        mirrorOf, mirror.getAddress().getPort()));
    }

    private void pin(byte[] content) throws Exception {
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        Files.writeString(
                place.resolve("wrapper.properties"),
                "distributionUrl=https://repo.maven.apache.org/maven2/" + WANTED + "\ndistributionSha256Sum=" + sum
                        + "\n");
    }

    private static byte[] zip(String name, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
