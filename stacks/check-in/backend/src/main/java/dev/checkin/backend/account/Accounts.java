package dev.checkin.backend.account;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.cache.Redis;
import dev.checkin.backend.cache.Throttle;
import dev.checkin.backend.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/// Organizers' accounts: made, and opened with a password.
public final class Accounts {
    private static final int NAME_LENGTH = 40;
    private static final int PASSWORD_LENGTH = 10;
    private static final int LONGEST_PASSWORD = 200;
    private static final int TRIES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String COLLECTION = "accounts";

    private final Database database;
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;
    private final boolean isOpen;
    private final InstantSource clock;

    public Accounts(Database database, Redis redis, boolean isOpen, InstantSource clock) {
        this.database = database;
        this.throttle = new Throttle(redis, TRIES, WINDOW, clock);
        this.isOpen = isOpen;
        this.clock = clock;
    }

    /// Whether anybody may make an account.
    public boolean isOpen() {
        return isOpen;
    }

    /// @param address from where: whoever makes many accounts has to wait
    public Visitor.Organizer register(String name, String password, String address) throws InterruptedException {
        if (!isOpen) {
            throw Refusal.notAllowed("No new accounts are made here. Ask who runs this page.");
        }
        var wish = name.strip();
        if (wish.length() < 2 || wish.length() > NAME_LENGTH || !wish.matches("[\\p{L}\\p{N} ._'-]+")) {
            throw Refusal.wrong("A name has 2 to " + NAME_LENGTH + " letters, digits, spaces or . _ ' -");
        }
        if (password.length() < PASSWORD_LENGTH || password.length() > LONGEST_PASSWORD) {
            throw Refusal.wrong(
                    "A password has at least " + PASSWORD_LENGTH + " characters. A short sentence is a good one.");
        }
        if (throttle.isUsedUp("register:" + address)) {
            throw Refusal.tooMany("Too many new accounts from here. Please wait ten minutes.");
        }
        throttle.count("register:" + address);
        var id = UUID.randomUUID().toString();
        try {
            database.collection(COLLECTION)
                    .insertOne(new Document("_id", id)
                            .append("key", key(wish))
                            .append("name", wish)
                            .append("password", passwords.hash(password))
                            .append("made", Date.from(clock.instant())));
            return new Visitor.Organizer(id, wish);
        } catch (MongoWriteException problem) {
            if (problem.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                throw Refusal.taken("Somebody has this name already.");
            }
            throw problem;
        }
    }

    /// The answer and the time it takes are the same for a wrong password and a name that nobody has.
    public Visitor.Organizer open(String name, String password, String address) throws InterruptedException {
        var key = key(name);
        if (key.length() > NAME_LENGTH || password.length() > LONGEST_PASSWORD) {
            throw unknown();
        }
        if (throttle.isUsedUp("open:" + key) || throttle.isUsedUp("open-from:" + address)) {
            throw Refusal.tooMany("Too many tries. Please wait ten minutes.");
        }
        var found = Optional.ofNullable(
                database.collection(COLLECTION).find(Filters.eq("key", key)).first());
        var fits = found.isPresent()
                ? passwords.fits(password, found.get().getString("password"))
                : passwords.fitsNobody(password);
        if (!fits || found.isEmpty()) {
            throttle.count("open:" + key);
            throttle.count("open-from:" + address);
            throw unknown();
        }
        throttle.forget("open:" + key);
        return new Visitor.Organizer(found.get().getString("_id"), found.get().getString("name"));
    }

    private static Refusal unknown() {
        return Refusal.notKnown("Name and password don't belong together.");
    }

    /// Ada and ada are one.
    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
