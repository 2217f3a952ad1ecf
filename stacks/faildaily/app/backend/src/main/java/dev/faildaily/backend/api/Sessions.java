package dev.faildaily.backend.api;

import dev.faildaily.backend.account.Account;
import dev.faildaily.backend.account.Accounts;
import dev.faildaily.backend.account.Accounts.Credentials;
import dev.faildaily.backend.account.Accounts.Session;
import dev.faildaily.web.Answer;
import dev.faildaily.web.Json;
import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Log-ins over HTTP. The token lives in a cookie that scripts can't read and other sites can't make a browser
/// send; on top of that every change must carry a proof that only our own page can know.
final class Sessions {

    static final String PROOF_HEADER = "X-CSRF-Token";

    /// What the page is told about who is there.
    record Presence(Optional<Account> account, Optional<String> csrf) {}

    private static final String COOKIE = "faildaily_session";
    private static final int SMALL = 16 << 10;

    private final Accounts accounts;
    private final int proxies;

    Sessions(Accounts accounts, int proxies) {
        this.accounts = accounts;
        this.proxies = proxies;
    }

    Answer register(Request request) throws IOException, InterruptedException {
        var opened = accounts.register(credentials(request), request.client(proxies));
        return opened(201, opened, request);
    }

    Answer logIn(Request request) throws IOException, InterruptedException {
        return opened(200, accounts.logIn(credentials(request), request.client(proxies)), request);
    }

    Answer logOut(Request request) {
        accounts.logOut(mine(request));
        return Answer.of(204).with("Set-Cookie", cookie("", 0, request));
    }

    Answer presence(Request request) {
        var session = session(request);
        return Answer.json(200, new Presence(session.map(Session::account), session.map(Session::proof)));
    }

    /// Who looks, if somebody is logged in.
    Optional<Account> viewer(Request request) {
        return session(request).map(Session::account);
    }

    /// Who changes something.
    Account author(Request request) {
        return mine(request).account();
    }

    private Session mine(Request request) {
        var session = session(request).orElseThrow(() -> new Refusal(401, "Please log in first."));
        var proof = request.header(PROOF_HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(proof, session.proof().getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(
                    403, "The header " + PROOF_HEADER + " is missing or too old. Please load the page again.");
        }
        return session;
    }

    private Optional<Session> session(Request request) {
        return request.cookie(COOKIE).flatMap(accounts::session);
    }

    /// Only JSON is taken: another site's form can't send it.
    private static Credentials credentials(Request request) throws IOException {
        return json(request, Credentials.class);
    }

    static <T> T json(Request request, Class<T> type) throws IOException {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            throw new Refusal(415, "JSON is expected here (application/json).");
        }
        return Json.read(request.body(SMALL), type);
    }

    private static Answer opened(int status, Accounts.Opened opened, Request request) {
        var session = opened.session();
        return Answer.json(status, new Presence(Optional.of(session.account()), Optional.of(session.proof())))
                .with("Set-Cookie", cookie(opened.token(), Accounts.SESSION_LIFE.toSeconds(), request));
    }

    private static String cookie(String token, long seconds, Request request) {
        var safe = request.header("X-Forwarded-Proto").orElse("http").equals("https");
        return COOKIE + "=" + token + "; Path=/api; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (safe ? "; Secure" : "");
    }
}
