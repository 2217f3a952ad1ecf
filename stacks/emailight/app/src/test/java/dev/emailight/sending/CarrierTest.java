package dev.emailight.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emailight.account.Account;
import dev.emailight.catcher.Catcher;
import dev.emailight.message.Delivery;
import dev.emailight.message.Message;
import dev.emailight.message.Status;
import dev.emailight.operation.Health;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierTest {
    private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");

    private final Catcher catcher =
            Catcher.start(0, 0, new Health("development", Clock.systemUTC()), Clock.systemUTC());

    @AfterEach
    void close() {
        catcher.close();
    }

    private static Message message(String text) {
        return new Message(
                "11111111-2222-3333-4444-555555555555",
                new Account("6", "Ada Lovelace", "ada@example.org"),
                new Message.Letter("Früh – or late?", text),
                List.of(new Delivery.Open("bob@example.com"), new Delivery.Open("carl@example.com")),
                Status.SENDING,
                1,
                Optional.empty(),
                NOW,
                NOW);
    }

    private Carrier carrier() {
        return Carrier.to("smtp://127.0.0.1:" + catcher.mailPort(), "noreply@emailight.local");
    }

    private String source() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var page = URI.create("http://127.0.0.1:" + catcher.port());
            var list = client.send(
                            HttpRequest.newBuilder(page.resolve("/api/mails")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            var id = list.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
            return client.send(
                            HttpRequest.newBuilder(page.resolve("/mails/" + id + "/source"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void what_arrives_is_what_was_written() throws Exception {
        try (var trip = carrier().begin(message("Hello,\n.\n..two dots\nFrom here ☀"))) {
            assertThat(trip.give("bob@example.com")).isInstanceOf(Carrier.Answer.Taken.class);
        }
        var source = source();
        assertThat(source)
                .contains("Message-ID: <11111111-2222-3333-4444-555555555555@emailight.local>")
                .contains("From: \"Ada Lovelace (Emailight)\" <noreply@emailight.local>")
                .contains("Reply-To: Ada Lovelace <ada@example.org>")
                .contains("To: bob@example.com, carl@example.com")
                .contains("Subject: =?UTF-8?");
    }

    @Test
    void a_server_s_last_word_is_told_apart_from_not_now() throws Exception {
        try (var trip = carrier().begin(message("Hello"))) {
            assertThat(trip.give("refused@example.com"))
                    .isInstanceOfSatisfying(
                            Carrier.Answer.Refused.class,
                            refused -> assertThat(refused.reason()).contains("nobody of that name"));
            assertThat(trip.give("later@example.com"))
                    .isInstanceOfSatisfying(
                            Carrier.Answer.NotNow.class,
                            notNow -> assertThat(notNow.reason()).contains("come again"));
            // One who is refused is no reason not to ask for the next.
            assertThat(trip.give("bob@example.com")).isInstanceOf(Carrier.Answer.Taken.class);
        }
    }

    @Test
    void a_server_that_is_away_is_told() {
        catcher.close();
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> carrier().begin(message("Hello")));
    }

    @Test
    void a_password_is_sent_over_encrypted_connections_only() {
        var address = "smtp://me:secret@127.0.0.1:" + catcher.mailPort();
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> Carrier.to(address, "noreply@emailight.local").begin(message("Hello")))
                .withMessageContaining("STARTTLS");
    }
}
