package dev.emailight.account;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import dev.emailight.database.Database;
import dev.emailight.redis.Limit;
import dev.emailight.redis.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/// Accounts: made, and opened with a password.
public final class Accounts {
    public static final int NAME_LENGTH = 60;
    public static final int PASSWORD_LENGTH = 10;
    private static final int LONGEST_PASSWORD = 200;
    private static final String COLLECTION = "users";

    private final Database database;
    private final Passwords passwords;
    private final Clock clock;
    private final Limit tries;

    public Accounts(Database database, Redis redis, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
        this.tries = new Limit(redis, 10, Duration.ofMinutes(10));
    }

    /// What came of it: an account, or the reason why there is none, for the person.
    public sealed interface Result {
        record Opened(Account account) implements Result {}

        record Refused(int status, String reason) implements Result {}
    }

    /// What somebody says of themselves.
    public record Wish(String name, String email, String password) {}

    /// @param address from where: whoever makes many accounts has to wait
    public Result register(Wish wish, String address) throws InterruptedException {
        var name = wish.name().strip();
        if (name.isEmpty() || name.length() > NAME_LENGTH || !name.matches("[\\p{L}\\p{M}\\p{N} .'’_-]+")) {
            return refused("A name has 1 to " + NAME_LENGTH + " letters, digits, spaces or . ' _ -");
        }
        var email = Address.of(wish.email());
        if (email.isEmpty()) {
            return refused("This is not an e-mail address.");
        }
        if (wish.password().length() < PASSWORD_LENGTH || wish.password().length() > LONGEST_PASSWORD) {
            return refused(
                    "A password has at least " + PASSWORD_LENGTH + " characters. A short sentence is a good one.");
        }
        if (!tries.take("register:" + address, 1)) {
            return new Result.Refused(429, "Too many new accounts from here. Please wait ten minutes.");
        }
        var account = new Account(UUID.randomUUID().toString(), name, key(email.get()));
        try {
            database.collection(COLLECTION)
                    .insertOne(new Document("_id", account.id())
                            .append("name", name)
                            .append("email", account.email())
                            .append("password", passwords.hash(wish.password()))
                            .append("made", Date.from(clock.instant())));
            return new Result.Opened(account);
        } catch (MongoWriteException problem) {
            if (problem.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return new Result.Refused(409, "There is an account with this address already.");
            }
            throw problem;
        }
    }

    /// The answer and the time it takes are the same for a wrong password and an address that nobody has. Each try is
    /// counted
    /// before it is looked at, so that many at once are no way around.
    public Result open(String email, String password, String address) throws InterruptedException {
        var key = key(email);
        if (key.length() > Address.LENGTH) {
            return noMatch();
        }
        if (!tries.take("login:" + key, 1) || !tries.take("login_from:" + address, 1)) {
            return new Result.Refused(429, "Too many tries. Please wait ten minutes.");
        }
        var found = Optional.ofNullable(
                database.collection(COLLECTION).find(Filters.eq("email", key)).first());
        var fits = password.length() <= LONGEST_PASSWORD
                && (found.isPresent()
                        ? passwords.fits(password, found.get().getString("password"))
                        : passwords.fitsNobody(password));
        if (!fits || found.isEmpty()) {
            return noMatch();
        }
        tries.forget("login:" + key);
        tries.giveBack("login_from:" + address);
        return new Result.Opened(new Account(
                found.get().getString("_id"),
                found.get().getString("name"),
                found.get().getString("email")));
    }

    private static Result noMatch() {
        return new Result.Refused(401, "Address and password don't belong together.");
    }

    private static Result refused(String reason) {
        return new Result.Refused(422, reason);
    }

    /// Ada@x and ada@x are one.
    private static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
