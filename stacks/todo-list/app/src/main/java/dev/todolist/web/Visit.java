package dev.todolist.web;

import dev.todolist.account.Account;
import dev.todolist.account.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;

/// Who is asking, by the cookie; and whether what is asked comes from a page of ours.
final class Visit {
    static final String COOKIE = "todolist_session";

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

    /// The database is asked once for each request.
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
        if (!isFromHere()) {
            return false;
        }
        if (account.isEmpty()) {
            return true;
        }
        var header = context.header(PROOF_HEADER);
        var proof = header == null ? context.formParam(PROOF) : header;
        return proof != null && sessions.isProof(key.orElseThrow(), proof);
    }

    /// Browsers say where a change comes from; programs say nothing, and have no cookie of ours.
    private boolean isFromHere() {
        var site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        var origin = context.header("Origin");
        try {
            return origin == null || origin.equals("null") || URI.create(origin).getAuthority() == null
                    ? origin == null
                    : URI.create(origin).getAuthority().equalsIgnoreCase(context.host());
        } catch (IllegalArgumentException _) {
            return false;
        }
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

    /// nginx ends TLS and says so.
    private boolean isSecure() {
        return "https".equals(context.header("X-Forwarded-Proto"));
    }

    /// Where the request came from: nginx overwrites whatever a client says about it.
    String address() {
        var forwarded = context.header("X-Real-IP");
        return forwarded == null ? context.ip() : forwarded;
    }
}
