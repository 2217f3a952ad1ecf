package dev.checkin.frontend.web;

/// Somebody who has logged in, as their token says. The backend looks at the token each time; what stands here only
/// decides
/// what is shown.
///
/// @param door the event at whose door they stand; empty for an organizer
public record Guest(String name, String door) {
    public boolean isOrganizer() {
        return door.isEmpty();
    }
}
