package dev.checkin.backend.account;

/// Who is asking.
public sealed interface Visitor {
    String name();

    /// Has an account, and may do everything with the events that are theirs.
    record Organizer(String id, String name) implements Visitor {}

    /// Stands at the door of one event: sees it, looks people up and checks them in, no more.
    ///
    /// @param code the event's code with which they came: a new one sends them away
    record Doorkeeper(String event, String code, String name) implements Visitor {}
}
