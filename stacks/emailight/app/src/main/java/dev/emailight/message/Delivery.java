package dev.emailight.message;

import java.time.Instant;
import java.util.Optional;

/// What became of an e-mail for one of those it goes to.
public sealed interface Delivery {
    String to();

    /// Not yet.
    record Open(String to) implements Delivery {}

    /// Another server has taken it.
    record Sent(String to, Instant at) implements Delivery {}

    /// No server will take it.
    record Refused(String to, String reason) implements Delivery {}

    default Optional<String> refusal() {
        return this instanceof Refused(var _, var reason) ? Optional.of(reason) : Optional.empty();
    }

    default boolean isOpen() {
        return this instanceof Open;
    }

    default boolean isSent() {
        return this instanceof Sent;
    }
}
