package dev.checkin.backend.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
    private static final String SECRET = "x".repeat(32);
    private static final Visitor ADA = new Visitor.Organizer("1", "Ada \"Countess\" Ö");
    private static final Visitor BOB = new Visitor.Doorkeeper("e1", "ABCD2345", "Bob");

    private static Tokens at(Instant moment) {
        return new Tokens(SECRET, () -> moment);
    }

    @Test
    void a_token_says_who_it_was_made_for() {
        for (var visitor : new Visitor[] {ADA, BOB}) {
            assertThat(at(NOW).read(at(NOW).issue(visitor)).orElseThrow().visitor())
                    .isEqualTo(visitor);
        }
        assertThat(at(NOW).issue(ADA)).isNotEqualTo(at(NOW).issue(ADA));
    }

    @Test
    void its_time_ends() {
        for (var visitor : new Visitor[] {ADA, BOB}) {
            var token = at(NOW).issue(visitor);
            var end = NOW.plus(Tokens.life(visitor));
            assertThat(at(end.minusSeconds(1)).read(token)).isPresent();
            assertThat(at(end).read(token)).isEmpty();
        }
        assertThat(Tokens.life(BOB)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void whoever_has_another_secret_makes_none_of_ours() {
        var theirs = new Tokens("y".repeat(32), () -> NOW).issue(ADA);
        assertThat(at(NOW).read(theirs)).isEmpty();
        assertThat(at(NOW).read("")).isEmpty();
        assertThat(at(NOW).read("..")).isEmpty();
    }
}
