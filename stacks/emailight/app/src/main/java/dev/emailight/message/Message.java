package dev.emailight.message;

import dev.emailight.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An e-mail.
///
/// @param author as they were called when they wrote it
/// @param attempts how often the worker has begun to send it since it was last queued
/// @param problem what went wrong last
/// @param changed when its status last changed
public record Message(
        String id,
        Account author,
        Letter letter,
        List<Delivery> deliveries,
        Status status,
        int attempts,
        Optional<String> problem,
        Instant made,
        Instant changed) {
    public Message {
        deliveries = List.copyOf(deliveries);
    }

    /// What is written on the sheet.
    public record Letter(String subject, String text) {}

    public String to() {
        return deliveries.stream().map(Delivery::to).collect(Collectors.joining(", "));
    }

    public boolean isOnItsWay() {
        return status == Status.QUEUED || status == Status.SENDING;
    }
}
