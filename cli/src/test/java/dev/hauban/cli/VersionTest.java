package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class VersionTest {
    @Test
    void is_the_version_of_the_build() throws Exception {
        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<version>" + Version.TEXT + "</version>");
    }
}
