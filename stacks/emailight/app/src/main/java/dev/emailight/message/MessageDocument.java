package dev.emailight.message;

import dev.emailight.account.Account;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// E-mails as documents, and back.
final class MessageDocument {
    private MessageDocument() {}

    static Document of(Message message) {
        var document = new Document("_id", message.id())
                .append("owner", message.author().id())
                .append(
                        "author",
                        new Document("name", message.author().name())
                                .append("email", message.author().email()))
                .append("subject", message.letter().subject())
                .append("text", message.letter().text())
                .append("deliveries", deliveries(message.deliveries()))
                .append("status", message.status().word())
                .append("attempts", message.attempts())
                .append("made", Date.from(message.made()))
                .append("changed", Date.from(message.changed()));
        message.problem().ifPresent(problem -> document.append("problem", problem));
        return document;
    }

    static List<Document> deliveries(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> {
                    var document = new Document("to", delivery.to());
                    return switch (delivery) {
                        case Delivery.Open _ -> document.append("status", "open");
                        case Delivery.Sent(var _, Instant at) ->
                            document.append("status", "sent").append("at", Date.from(at));
                        case Delivery.Refused(var _, String reason) ->
                            document.append("status", "refused").append("reason", reason);
                    };
                })
                .toList();
    }

    static Message message(Document document) {
        var author = document.get("author", Document.class);
        return new Message(
                document.getString("_id"),
                new Account(document.getString("owner"), author.getString("name"), author.getString("email")),
                new Message.Letter(document.getString("subject"), document.getString("text")),
                document.getList("deliveries", Document.class).stream()
                        .map(MessageDocument::delivery)
                        .toList(),
                Status.of(document.getString("status")),
                document.get("attempts", Number.class).intValue(),
                Optional.ofNullable(document.getString("problem")),
                document.getDate("made").toInstant(),
                document.getDate("changed").toInstant());
    }

    private static Delivery delivery(Document document) {
        var to = document.getString("to");
        return switch (document.getString("status")) {
            case "sent" -> new Delivery.Sent(to, document.getDate("at").toInstant());
            case "refused" -> new Delivery.Refused(to, document.getString("reason"));
            default -> new Delivery.Open(to);
        };
    }
}
