package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void says_its_version() {
        var text = new ByteArrayOutputStream();
        int code = Main.run(new String[] {"version"}, new PrintStream(text, true));

        assertThat(code).isZero();
        assertThat(text.toString()).startsWith("Hauban version ");
    }
}
