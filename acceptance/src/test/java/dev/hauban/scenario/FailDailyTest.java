package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.FailDailyStory;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The main job: a reference stack, prepared and brought up on local processes, used by a person, and kept.
@Timeout(900)
final class FailDailyTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder = Path.of("");

    private final int page = freePort();
    private final int backend = freePort();
    private final int database = freePort();

    private static int freePort() {
        try {
            return Workplace.freePort();
        } catch (java.io.IOException none) {
            throw new AssertionError("no port is free", none);
        }
    }

    @Test
    void comes_up_in_the_order_of_health_and_keeps_what_a_person_posts() throws Exception {
        var program = Browser.program();
        assumeTrue(program.isPresent(), "there is no Chromium on PATH");
        try (var place = Workplace.copyOf("faildaily", "stacks/faildaily")) {
            place.must("setup");
            ports(place);
            Outcome up = place.begin("up", "-d", "--wait").end(LONG);
            assertThat(up.code()).as(up.toString()).isZero();
            assertHealthy(place);
            if (place.must("doctor").out().contains("MariaDB")) {
                assertThat(up.err()).contains("stands in for mysql:8.0");
                assertThat(place.must("logs", "database").err()).contains("stands in for mysql:8.0");
            }
            assertNoSecretIn(place, up.out() + up.err());

            String name = "Ada " + Long.toString(System.nanoTime(), 36);
            String text = name + " put salt in the birthday cake";
            tell(program.get(), name, text, true);
            assertThat(fails(place)).contains(text);

            place.must("down");
            assertThat(place.instances()).isEmpty();
            assertThat(place.begin("up", "-d", "--wait").end(LONG).code()).isZero();
            tell(program.get(), name, text, false);
        }
    }

    private void ports(Workplace place) throws Exception {
        String settings = Files.readString(place.file(".env"))
                .replaceAll("(?m)^FRONTEND_PORT=.*$", "FRONTEND_PORT=" + page)
                .replaceAll("(?m)^BACKEND_PORT=.*$", "BACKEND_PORT=" + backend)
                .replaceAll("(?m)^DATABASE_PORT=.*$", "DATABASE_PORT=" + database)
                .replaceAll("(?m)^CORS_ORIGIN=.*$", "CORS_ORIGIN=http://127.0.0.1:" + page);
        Files.writeString(place.file(".env"), settings);
    }

    private static void assertHealthy(Workplace place) throws Exception {
        for (var instance : place.instances().entrySet()) {
            assertThat(instance.getValue().text("Health")).as(instance.getKey()).isEqualTo("healthy");
        }
        assertThat(place.instances()).hasSize(3);
    }

    private static void assertNoSecretIn(Workplace place, String said) throws Exception {
        for (String line : Files.readAllLines(place.file(".env"))) {
            if (line.matches("(JWT_SECRET|MYSQL_(ROOT_)?PASSWORD)=.+")) {
                assertThat(said).doesNotContain(line.substring(line.indexOf('=') + 1));
            }
        }
    }

    private static String fails(Workplace place) throws Exception {
        String line = "MYSQL_PWD=$MYSQL_PASSWORD mysql -h 127.0.0.1 -u $MYSQL_USER $MYSQL_DATABASE"
                + " -e 'SELECT text FROM fail'";
        return place.must("exec", "-T", "database", "sh", "-c", line).out();
    }

    private void tell(Path program, String name, String text, boolean isFirst) throws Exception {
        Path home = Files.createDirectory(folder.resolve(isFirst ? "first" : "second"));
        try (var browser = Browser.start(program, home)) {
            var story = new FailDailyStory(browser, URI.create("http://127.0.0.1:" + page));
            if (isFirst) {
                story.register(name, "correct horse battery");
                story.post(text, picture());
            } else {
                story.logIn(name, "correct horse battery");
            }
            story.see(text);
        }
    }

    private Path picture() throws java.io.IOException {
        var file = folder.resolve("cake.png");
        ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }
}
