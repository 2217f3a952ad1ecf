package dev.todoapp.frontend;

import dev.todoapp.service.Callers;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Server;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// Who is asking, by the cookie; and whether what is asked comes from a page of ours.
final class Visit {
    static final String COOKIE = "todoapp_session";

    private static final String PROOF = "proof";
    private static final String PROOF_HEADER = "X-Proof";

    private final Context context;
    private final Callers callers;
    private final Optional<String> token;

    Visit(Context context, Callers callers) {
        this.context = context;
        this.callers = callers;
        this.token = Optional.ofNullable(context.cookie(COOKIE)).filter(text -> text.matches("[A-Za-z0-9._-]+"));
    }

    GatewayClient.Person person() {
        return new GatewayClient.Person(token, callers.address(context), Server.requestId(context));
    }

    boolean hasSession() {
        return token.isPresent();
    }

    /// What a form carries: made from the session's token, which no other page can read, nor make it out from this.
    String proof() {
        return token.map(text -> hashed("form:" + text)).orElse("");
    }

    /// Whether this change was asked for by a page of ours: the browser says so, and whoever has a session proves it.
    boolean isOurs() {
        if (!isFromHere()) {
            return false;
        }
        if (token.isEmpty()) {
            return true;
        }
        var header = context.header(PROOF_HEADER);
        var proof = header == null ? context.formParam(PROOF) : header;
        return proof != null
                && MessageDigest.isEqual(
                        proof.getBytes(StandardCharsets.UTF_8), proof().getBytes(StandardCharsets.UTF_8));
    }

    /// Browsers say where a change comes from; programs say nothing, and have no cookie of ours.
    private boolean isFromHere() {
        var site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        var origin = context.header("Origin");
        if (origin == null) {
            return true;
        }
        try {
            var authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(context.host());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    void logIn(JsonDocument entered) {
        context.cookie(cookie(entered.text("token"), entered.number("seconds")));
    }

    void logOut() {
        context.cookie(cookie("", 0));
    }

    private Cookie cookie(String value, int seconds) {
        return new Cookie(COOKIE, value, "/", seconds, callers.isSecure(context), true, null, SameSite.LAX);
    }

    private static String hashed(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
