package dev.checkin.backend.web;

import dev.checkin.backend.account.Accounts;
import dev.checkin.backend.account.Visitors;
import dev.checkin.backend.event.Boards;
import dev.checkin.backend.event.CheckIns;
import dev.checkin.backend.event.Events;
import dev.checkin.backend.event.News;
import dev.checkin.backend.event.Participants;
import dev.checkin.backend.event.Sessions;

/// What the answers stand on.
///
/// @param frontendKey by it the frontend is known
public record Rooms(
        Accounts accounts,
        Visitors visitors,
        Events events,
        Sessions sessions,
        Participants participants,
        CheckIns checkIns,
        Boards boards,
        News news,
        String frontendKey) {}
