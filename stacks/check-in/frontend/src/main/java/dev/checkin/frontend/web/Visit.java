package dev.checkin.frontend.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who is asking, by the cookie that holds the backend's token; and whether what is asked comes from a page of ours.
final class Visit {
    static final String COOKIE = "checkin_token";

    private static final String PROOF = "proof";
    private static final String PROOF_HEADER = "X-Proof";

    private final Context context;
    private final Surroundings surroundings;
    private final String token;
    private final Optional<Guest> guest;

    private Visit(Context context, Surroundings surroundings) {
        this.context = context;
        this.surroundings = surroundings;
        var cookie = Optional.ofNullable(context.cookie(COOKIE));
        this.guest = cookie.flatMap(Visit::guest);
        this.token = guest.isPresent() ? cookie.orElse("") : "";
    }

    static Visit of(Context context, Surroundings surroundings) {
        return new Visit(context, surroundings);
    }

    /// Only what it says of itself: a token that is not good is refused by the backend.
    private static Optional<Guest> guest(String token) {
        var parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return JsonParser.parseString(text) instanceof JsonObject claims && claims.has("name")
                    ? Optional.of(new Guest(
                            claims.get("name").getAsString(),
                            claims.has("event") ? claims.get("event").getAsString() : ""))
                    : Optional.empty();
        } catch (JsonParseException | IllegalArgumentException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    Optional<Guest> guest() {
        return guest;
    }

    Backend.Caller caller() {
        return new Backend.Caller(token, address());
    }

    /// What a form of ours holds and a page of somebody else's can't know: made of the token, which only the cookie
    /// holds.
    String proof() {
        if (token.isEmpty()) {
            return "";
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("form".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no HmacSHA256", problem);
        }
    }

    /// Whether this change was asked for by a page of ours: the browser says so, and whoever is logged in proves it.
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
                        proof().getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8));
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

    void logIn(Said.Admitted admitted) {
        context.cookie(new Cookie(
                COOKIE,
                admitted.token(),
                "/",
                Math.toIntExact(admitted.seconds()),
                base().startsWith("https:"),
                true,
                null,
                SameSite.LAX));
    }

    void forget() {
        context.removeCookie(COOKIE, "/");
    }

    /// What stands in front of the path in an address that others can follow.
    String base() {
        var protocol = surroundings.isBehindProxy() ? context.header("X-Forwarded-Proto") : null;
        return surroundings
                .publicUrl()
                .orElseGet(() -> ("https".equals(protocol) ? "https" : "http") + "://" + context.host());
    }

    /// From where; whatever stands in front of us overwrites what a client says about it.
    private String address() {
        var forwarded = surroundings.isBehindProxy() ? context.header("X-Real-IP") : null;
        return forwarded == null ? context.ip() : forwarded;
    }
}
