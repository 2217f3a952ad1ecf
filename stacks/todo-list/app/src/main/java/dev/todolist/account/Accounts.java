package dev.todolist.account;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import dev.todolist.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/// Accounts: made, and opened with a password.
public final class Accounts {
    public static final int NAME_LENGTH = 40;
    public static final int PASSWORD_LENGTH = 10;
    private static final int LONGEST_PASSWORD = 200;
    private static final String COLLECTION = "accounts";

    private final Database database;
    private final Passwords passwords;
    private final Clock clock;
    private final Throttle throttle;

    public Accounts(Database database, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
        this.throttle = new Throttle(10, Duration.ofMinutes(10), clock);
    }

    /// What came of it: an account, or the reason why there is none, for the person.
    public sealed interface Result {
        record Opened(Account account) implements Result {}

        record Refused(int status, String reason) implements Result {}
    }

    /// @param address from where: whoever makes many accounts has to wait
    public Result register(String name, String password, String address) throws InterruptedException {
        var wish = name.strip();
        if (wish.length() < 2 || wish.length() > NAME_LENGTH || !wish.matches("[\\p{L}\\p{N} ._'-]+")) {
            return refused("A name has 2 to " + NAME_LENGTH + " letters, digits, spaces or . _ ' -");
        }
        if (password.length() < PASSWORD_LENGTH || password.length() > LONGEST_PASSWORD) {
            return refused(
                    "A password has at least " + PASSWORD_LENGTH + " characters. A short sentence is a good one.");
        }
        if (throttle.isUsedUp("register " + address)) {
            return new Result.Refused(429, "Too many new accounts from here. Please wait ten minutes.");
        }
        throttle.count("register " + address);
        var account = new Account(UUID.randomUUID().toString(), wish);
        try {
            database.collection(COLLECTION)
                    .insertOne(new Document("_id", account.id())
                            .append("key", key(wish))
                            .append("name", wish)
                            .append("password", passwords.hash(password))
                            .append("made", Date.from(clock.instant())));
            return new Result.Opened(account);
        } catch (MongoWriteException problem) {
            if (problem.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return new Result.Refused(409, "Somebody has this name already.");
            }
            throw problem;
        }
    }

    /// The answer and the time it takes are the same for a wrong password and a name that nobody has.
    public Result open(String name, String password, String address) throws InterruptedException {
        var key = key(name);
        if (throttle.isUsedUp("open " + key) || throttle.isUsedUp("open from " + address)) {
            return new Result.Refused(429, "Too many tries. Please wait ten minutes.");
        }
        var found = Optional.ofNullable(
                database.collection(COLLECTION).find(Filters.eq("key", key)).first());
        var fits = password.length() <= LONGEST_PASSWORD
                && (found.isPresent()
                        ? passwords.fits(password, found.get().getString("password"))
                        : passwords.fitsNobody(password));
        if (!fits || found.isEmpty()) {
            throttle.count("open " + key);
            throttle.count("open from " + address);
            return new Result.Refused(401, "Name and password don't belong together.");
        }
        throttle.forget("open " + key);
        return new Result.Opened(
                new Account(found.get().getString("_id"), found.get().getString("name")));
    }

    private static Result refused(String reason) {
        return new Result.Refused(422, reason);
    }

    /// Ada and ada are one.
    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
