package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InstanceTextTest {
    @Test
    void a_command_is_cut_and_quoted_as_docker_compose_does() {
        assertThat(InstanceText.command("sleep 1000", false)).isEqualTo("\"sleep 1000\"");
        assertThat(InstanceText.command("sh -c 'echo \"x  y\"; sleep 1000'", false))
                .isEqualTo("\"sh -c 'echo \\\"x  y\\\";…\"");
        assertThat(InstanceText.command("sh -c 'sleep 1000' 'a b' c\"d", true))
                .isEqualTo("\"sh -c 'sleep 1000' 'a b' c\\\"d\"");
        assertThat(InstanceText.command("sh -c 'a\nb\\c\u0001\u000b'", true))
                .isEqualTo("\"sh -c 'a\\nb\\\\c\\x01\\v'\"");
    }

    @Test
    void what_an_engine_has_quoted_stays_as_it_is() {
        assertThat(InstanceText.command("\"java -jar a…\"", false)).isEqualTo("\"java -jar a…\"");
    }
}
