package dev.hauban.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisCopyingTest {
    private static String told(String image, String... command) {
        var program = new Service.Program(
                Optional.of(ImageReference.parse(image)),
                Optional.empty(),
                Optional.empty(),
                command.length == 0 ? Optional.empty() : Optional.of(List.of(command)),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false);
        return new Catalog().toldToCopy(ImageReference.parse(image), program);
    }

    @Test
    void a_password_in_the_command_is_told_beside_the_command_line() {
        assertThat(told("redis:7", "redis-server", "--requirepass", "se cret", "--port", "6380"))
                .isEqualTo("se cret\n6380\n\n");
        assertThat(told("valkey/valkey:8", "sh", "-c", "exec valkey-server --requirepass 'secret' --port 6380"))
                .isEqualTo("secret\n6380\n\n");
    }

    @Test
    void what_a_shell_puts_in_and_what_files_say_is_looked_up_inside() {
        assertThat(told("redis:7", "sh", "-c", "redis-server /etc/redis.conf --requirepass \"$REDIS_PASSWORD\""))
                .isEqualTo("\n\n/etc/redis.conf\n");
        assertThat(told("redis:7-alpine", "redis-server", "/etc/redis.conf", "--include", "/run/password.conf"))
                .isEqualTo("\n\n/etc/redis.conf /run/password.conf\n");
    }

    @Test
    void three_lines_are_told_always_and_to_nobody_else() {
        assertThat(told("redis:7")).isEqualTo("\n\n\n");
        assertThat(told("postgres:17", "postgres", "--port", "5433")).isEmpty();
    }
}
