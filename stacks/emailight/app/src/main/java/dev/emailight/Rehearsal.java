package dev.emailight;

import dev.emailight.account.Account;
import dev.emailight.catcher.Catcher;
import dev.emailight.message.Delivery;
import dev.emailight.message.Message;
import dev.emailight.message.Status;
import dev.emailight.operation.Health;
import dev.emailight.sending.Carrier;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One start of everything without databases, while the image is built, so that the JVM can write down what it loads.
final class Rehearsal {
    private static final Map<String, String> NOTHING_THERE = Map.of(
            "PORT", "0",
            "NODE_ENV", "development",
            "MONGODB_URI", "mongodb://nobody:there@127.0.0.1:1/emailight?serverSelectionTimeoutMS=200",
            "REDIS_URL", "redis://:nobody@127.0.0.1:1/0",
            "SMTP_URL", "smtp://127.0.0.1:1",
            "SESSION_SECRET", "a rehearsal has no secrets to keep");

    private Rehearsal() {}

    static void run() throws IOException, InterruptedException {
        var clock = Clock.systemUTC();
        try (var site = Emailight.serve(new Settings(NOTHING_THERE).site(), clock);
                var worker = Emailight.work(new Settings(NOTHING_THERE).worker(), clock);
                var catcher = Catcher.start(0, 0, new Health("development", clock), clock);
                var client = HttpClient.newHttpClient()) {
            send(catcher.mailPort(), clock);
            for (var port : List.of(site.port(), worker.port(), catcher.port())) {
                for (var path : List.of("/", "/login", "/register", "/assets/style.css", "/health", "/metrics")) {
                    client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
                }
            }
        }
    }

    private static void send(int port, Clock clock) throws IOException {
        var id = UUID.randomUUID().toString();
        var message = new Message(
                id,
                new Account(id, "Nobody", "nobody@emailight.local"),
                new Message.Letter("Rehearsal", "Nothing is sent yet."),
                List.of(new Delivery.Open("somebody@emailight.local")),
                Status.SENDING,
                1,
                Optional.empty(),
                clock.instant(),
                clock.instant());
        try (var trip = Carrier.to("smtp://127.0.0.1:" + port, "noreply@emailight.local")
                .begin(message)) {
            trip.give("somebody@emailight.local");
        } catch (MessagingException problem) {
            throw new IOException("the rehearsal's e-mail was not taken", problem);
        }
    }
}
