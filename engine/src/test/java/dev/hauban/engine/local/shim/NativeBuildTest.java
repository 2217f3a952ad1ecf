package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeBuildTest {
    private static final int TOOLS_ARE_MISSING = 2;

    @Test
    void the_programs_that_are_shipped_are_those_that_the_sources_make() throws Exception {
        Path script = Path.of(System.getProperty("user.dir"), "src", "main", "native", "build.sh");
        assertThat(Files.isExecutable(script)).isTrue();
        Process check = new ProcessBuilder(script.toString(), "--check")
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = check.waitFor();
        assumeTrue(code != TOOLS_ARE_MISSING, output);
        assertThat(code).as(output).isZero();
    }
}
