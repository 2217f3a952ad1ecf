package dev.faildaily.backend.account;

import dev.faildaily.backend.database.Database;
import dev.faildaily.web.Refusal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Registering, logging in, logging out, and who a token belongs to.
public final class Accounts {

    /// What a person types. Nothing typed is an empty text.
    public record Credentials(String name, String password) {
        public Credentials(@Nullable String name, @Nullable String password) {
            this.name = name == null ? "" : Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
            this.password = password == null ? "" : password;
        }
    }

    /// Somebody who is logged in. `proof` must come along with every change (see [Tokens#proof]).
    public record Session(Account account, String id, String proof) {}

    /// A fresh log-in.
    public record Opened(Session session, String token) {}

    public static final Duration SESSION_LIFE = Tokens.LIFE;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._' -]{1,28}[\\p{L}\\p{N}._-]");
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;

    private final Database database;
    private final Tokens tokens;
    private final Passwords passwords = new Passwords();
    private final Throttle failures;
    private final Throttle failuresOfName;
    private final Throttle failuresOfAddress;
    private final Throttle registrations;

    public Accounts(Database database, String secret, InstantSource clock) {
        this.database = database;
        this.tokens = new Tokens(secret, clock);
        // An address may be a whole office, and a name may be tried by somebody else only to lock its owner out:
        // tight for the two together, wide for each alone.
        this.failures = new Throttle(10, Duration.ofMinutes(10), clock);
        this.failuresOfName = new Throttle(50, Duration.ofMinutes(10), clock);
        this.failuresOfAddress = new Throttle(100, Duration.ofMinutes(10), clock);
        this.registrations = new Throttle(100, Duration.ofHours(1), clock);
    }

    public Opened register(Credentials credentials, String address) throws InterruptedException {
        check(credentials);
        registrations.check(address);
        registrations.count(address);
        var id = database.insert(
                "INSERT INTO account (name, password) VALUES (?, ?)",
                credentials.name,
                passwords.hash(credentials.password));
        return open(new Account(
                id.orElseThrow(() -> new Refusal(409, "That name is taken. Choose another one.")), credentials.name));
    }

    public Opened logIn(Credentials credentials, String address) throws InterruptedException {
        var name = credentials.name.toLowerCase(Locale.ROOT);
        var both = address + " " + name;
        failures.check(both);
        failuresOfName.check(name);
        failuresOfAddress.check(address);
        // Counted before the slow part, so that many tries at once are many tries.
        failures.count(both);
        failuresOfName.count(name);
        failuresOfAddress.count(address);
        if (credentials.password.length() > LONGEST_PASSWORD) {
            throw wrong();
        }
        record Known(Account account, String hash) {}
        var known = database
                .query(
                        "SELECT id, name, password FROM account WHERE name = ?",
                        row -> new Known(new Account(row.getLong(1), row.getString(2)), row.getString(3)),
                        credentials.name)
                .stream()
                .findFirst();
        var fits = known.isPresent()
                ? passwords.fits(credentials.password, known.get().hash)
                : passwords.fitsNobody(credentials.password);
        if (!fits) {
            throw wrong();
        }
        failures.forget(both);
        failuresOfName.forget(name);
        return open(known.orElseThrow().account);
    }

    public void logOut(Session session) {
        database.update("DELETE FROM ended_session WHERE expires_at < CURRENT_TIMESTAMP");
        database.update(
                "INSERT IGNORE INTO ended_session (id, expires_at) VALUES (?, CURRENT_TIMESTAMP + INTERVAL ? SECOND)",
                session.id,
                Tokens.LIFE.toSeconds());
    }

    /// Whose token it is; nothing when it is forged, too old, logged out, or its account is gone.
    public Optional<Session> session(String token) {
        return tokens.read(token)
                .flatMap(claims -> database
                        .query(
                                "SELECT id, name FROM account WHERE id = ?"
                                        + " AND NOT EXISTS (SELECT 1 FROM ended_session WHERE id = ?)",
                                row -> new Account(row.getLong(1), row.getString(2)),
                                claims.account(),
                                claims.session())
                        .stream()
                        .findFirst()
                        .map(account -> new Session(account, claims.session(), tokens.proof(claims))));
    }

    private Opened open(Account account) {
        var token = tokens.issue(account.id());
        var claims = tokens.read(token).orElseThrow();
        return new Opened(new Session(account, claims.session(), tokens.proof(claims)), token);
    }

    private static void check(Credentials credentials) {
        if (!NAME.matcher(credentials.name).matches()) {
            throw new Refusal(
                    422, "A name has 3 to 30 letters, digits, spaces, dots, dashes, apostrophes or underscores.");
        }
        var length = credentials.password.length();
        if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
            throw new Refusal(422, "A password has 8 to 128 characters.");
        }
    }

    /// The same words whether the name or the password is wrong.
    private static Refusal wrong() {
        return new Refusal(401, "The name or the password is wrong.");
    }
}
