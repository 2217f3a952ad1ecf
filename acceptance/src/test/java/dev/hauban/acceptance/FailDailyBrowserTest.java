package dev.hauban.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// FailDaily, wherever it runs: `FAILDAILY_URL` (environment or system property) says where.
final class FailDailyBrowserTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder = Path.of("");

    @Test
    void a_person_registers_posts_a_fail_with_a_picture_and_finds_it_again() throws Exception {
        var address = setting("FAILDAILY_URL");
        var program = Browser.program();
        assumeTrue(address.isPresent(), "FAILDAILY_URL says no address");
        assumeTrue(program.isPresent(), "there is no Chromium on PATH");
        var name = "Ada " + Long.toString(System.nanoTime(), 36);
        var text = name + " put salt in the birthday cake – été 🍰";

        try (var browser = Browser.start(program.orElseThrow(), Files.createDirectory(folder.resolve("browser")))) {
            var story = new FailDailyStory(browser, URI.create(address.orElseThrow()));
            try {
                story.register(name, "correct horse battery");
                story.post(text, FailDailyStory.cake(folder));
                story.comment("It was still a cake.");
                story.logOut();
                story.logIn(name, "correct horse battery");
                story.see(text);
            } finally {
                browser.screenshot(folder.resolve("last.png"));
            }
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("a telephone's page doesn't scroll sideways")
                    .isEqualTo("true");
        }
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, Objects.toString(System.getenv(name), "")))
                .filter(value -> !value.isEmpty());
    }
}
