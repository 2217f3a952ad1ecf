package dev.checkin.backend.web;

import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Who is asking, by the token that comes along; and from where. Browsers don't send such a token by themselves: what
/// asks
/// with one wants to ask.
final class Visit {
    private static final String BEARER = "Bearer ";

    private Visit() {}

    static Optional<String> token(Context context) {
        return Optional.ofNullable(context.header("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    static Visitor visitor(Context context, Rooms rooms) {
        return token(context)
                .flatMap(rooms.visitors()::find)
                .orElseThrow(() -> Refusal.notKnown("Please log in first."));
    }

    /// The frontend says for whom it asks, and proves that it is the frontend. Of anybody else it is known anyway.
    static String address(Context context, Rooms rooms) {
        var key = context.header("X-Frontend-Key");
        var said = context.header("X-Real-IP");
        boolean isFrontend = key != null
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8),
                        rooms.frontendKey().getBytes(StandardCharsets.UTF_8));
        return isFrontend && said != null ? said : context.ip();
    }
}
