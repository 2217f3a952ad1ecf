package dev.todoapp.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
    private final Tokens tokens = at(NOW, "s".repeat(40));
    private final String token = tokens.issue(Tokens.Audience.SESSION, "ada", "1", Duration.ofHours(1));

    private static Tokens at(Instant now, String secret) {
        return new Tokens(secret, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void says_who_until_its_time_is_over() {
        assertThat(tokens.read(Tokens.Audience.SESSION, token))
                .hasValue(new Tokens.Claims("ada", "1", NOW.plusSeconds(3600)));
        assertThat(at(NOW.plusSeconds(3600), "s".repeat(40)).read(Tokens.Audience.SESSION, token))
                .isEmpty();
    }

    @Test
    void is_good_for_one_audience_and_one_secret() {
        assertThat(tokens.read(Tokens.Audience.ADMINISTRATION, token)).isEmpty();
        assertThat(at(NOW, "t".repeat(40)).read(Tokens.Audience.SESSION, token)).isEmpty();
    }

    @Test
    void is_ours_to_the_letter() {
        var parts = token.split("\\.");
        var none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        for (var forged : new String[] {
            "",
            ".",
            "..",
            parts[0],
            parts[0] + ".",
            none + "." + parts[1] + ".",
            none + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            token + "x",
            parts[0] + "." + parts[1] + "x." + parts[2]
        }) {
            assertThat(tokens.read(Tokens.Audience.SESSION, forged)).as(forged).isEmpty();
        }
        assertThat(Tokens.bearer("bearer x")).hasValue("x");
        assertThat(Tokens.bearer("Basic x")).isEmpty();
    }
}
