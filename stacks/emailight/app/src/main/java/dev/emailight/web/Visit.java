package dev.emailight.web;

import dev.emailight.account.Account;
import dev.emailight.account.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/// Who is asking, by the cookie; and whether what is asked comes from a page of ours.
final class Visit {
    static final String COOKIE = "emailight_session";

    private static final String ATTRIBUTE = "visit";
    private static final String PROOF = "proof";
    private static final String PROOF_HEADER = "X-Proof";

    private final Context context;
    private final Sessions sessions;
    private final Optional<String> key;
    private final Optional<Account> account;

    private Visit(Context context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
        this.key = Optional.ofNullable(context.cookie(COOKIE));
        this.account = key.flatMap(sessions::find);
    }

    /// Redis is asked once for each request.
    static Visit of(Context context, Sessions sessions) {
        Visit known = context.attribute(ATTRIBUTE);
        if (known == null) {
            known = new Visit(context, sessions);
            context.attribute(ATTRIBUTE, known);
        }
        return known;
    }

    Optional<Account> account() {
        return account;
    }

    /// What a form carries; empty for whoever is not logged in.
    String proof() {
        return key.map(sessions::proof).orElse("");
    }

    /// Whether this change was asked for by a page of ours: the browser says so, and whoever is logged in proves it.
    boolean isOurs() {
        if (!Origin.isOurs(context)) {
            return false;
        }
        if (account.isEmpty()) {
            return true;
        }
        var header = context.header(PROOF_HEADER);
        var proof = header == null ? context.formParam(PROOF) : header;
        return proof != null && sessions.isProof(key.orElseThrow(), proof);
    }

    void logIn(Account who) {
        var cookie = new Cookie(
                COOKIE,
                sessions.open(who),
                "/",
                Math.toIntExact(Sessions.LENGTH.toSeconds()),
                isSecure(),
                true,
                null,
                SameSite.LAX);
        context.cookie(cookie);
    }

    void logOut() {
        key.ifPresent(sessions::close);
        context.removeCookie(COOKIE, "/");
    }

    /// Whoever stands in front and ends TLS says so.
    private boolean isSecure() {
        return "https".equals(context.header("X-Forwarded-Proto"))
                || context.scheme().equals("https");
    }

    /// Of whoever is connected to us. What a request says about itself is not believed: behind a proxy of your own,
    /// take what
    /// that one says.
    String address() {
        return context.ip();
    }
}
