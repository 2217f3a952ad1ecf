package dev.faildaily.backend.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TokensTest {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Tokens tokens = new Tokens("a secret of more than thirty-two characters", () -> now);

    @Test
    void a_token_says_whose_it_is() {
        var claims = tokens.read(tokens.issue(42)).orElseThrow();

        assertThat(claims.account()).isEqualTo(42);
        assertThat(claims.expires()).isEqualTo(now.plus(Tokens.LIFE));
    }

    @Test
    void a_token_ends_with_its_life() {
        var token = tokens.issue(42);
        now = now.plus(Tokens.LIFE).minus(Duration.ofSeconds(1));
        assertThat(tokens.read(token)).isPresent();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void a_token_of_another_secret_is_not_ours() {
        var other = new Tokens("another secret of more than thirty-two characters", () -> now);

        assertThat(tokens.read(other.issue(42))).isEmpty();
    }

    @Test
    void a_changed_token_is_not_ours() {
        var parts = tokens.issue(42).split("\\.");
        var forged = encoded("{\"sub\":\"1\",\"jti\":\"x\",\"exp\":99999999999}");

        assertThat(tokens.read(parts[0] + "." + forged + "." + parts[2])).isEmpty();
    }

    @Test
    void a_token_may_not_choose_its_algorithm() {
        var none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        var claims = encoded("{\"sub\":\"1\",\"jti\":\"x\",\"exp\":99999999999}");

        assertThat(tokens.read(none + "." + claims + ".")).isEmpty();
    }

    @Test
    void nonsense_is_not_a_token() {
        for (var nonsense : new String[] {"", ".", "..", "a.b", "a.b.c", "é.ü.ß"}) {
            assertThat(tokens.read(nonsense)).as(nonsense).isEmpty();
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
