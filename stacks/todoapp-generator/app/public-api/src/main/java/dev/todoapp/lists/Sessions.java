package dev.todoapp.lists;

import dev.todoapp.database.Database;
import dev.todoapp.service.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Who is logged in. A browser holds a signed token; the database holds only a hash of the session's id, so that nobody
/// who
/// reads the database can use a session, that logging out is at once, and that a new JWT_SECRET ends them all.
final class Sessions {
    private static final Duration LENGTH = Duration.ofDays(14);
    private static final int ID_BYTES = 24;

    private final Database users;
    private final Tokens tokens;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(Database users, Tokens tokens, InstantSource clock) {
        this.users = users;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @return the token for the browser
    String open(Account account) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        users.update("DELETE FROM session WHERE ends_at <= ?", Timestamp.from(now));
        users.update(
                "INSERT INTO session (id, account, ends_at) VALUES (?, ?, ?)",
                hashed(id),
                account.id(),
                Timestamp.from(now.plus(LENGTH)));
        return tokens.issue(Tokens.Audience.SESSION, account.id().toString(), id, LENGTH);
    }

    Duration length() {
        return LENGTH;
    }

    Optional<Account> find(String token) {
        return tokens.read(Tokens.Audience.SESSION, token)
                .flatMap(claims -> users.one(
                        """
                        SELECT account.id, account.name FROM session JOIN account ON account.id = session.account
                        WHERE session.id = ? AND session.ends_at > ?
                        """,
                        row -> new Account(row.getObject("id", UUID.class), row.getString("name")),
                        hashed(claims.id()),
                        Timestamp.from(clock.instant())));
    }

    void close(String token) {
        tokens.read(Tokens.Audience.SESSION, token)
                .ifPresent(claims -> users.update("DELETE FROM session WHERE id = ?", hashed(claims.id())));
    }

    private static String hashed(String id) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
