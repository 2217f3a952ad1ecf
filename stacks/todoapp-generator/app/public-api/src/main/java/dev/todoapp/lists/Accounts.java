package dev.todoapp.lists;

import dev.todoapp.database.Database;
import dev.todoapp.database.Migrations;
import dev.todoapp.service.Refusal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Accounts: made, and opened with a password.
final class Accounts {
    private static final int NAME_LENGTH = 40;
    private static final int PASSWORD_LENGTH = 10;
    private static final int LONGEST_PASSWORD = 200;

    private final Database users;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;

    Accounts(Database users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
        this.throttle = new Throttle(users, clock, 10, Duration.ofMinutes(10));
    }

    static List<Migrations.Step> steps() {
        return List.of(
                Migrations.Step.file(Accounts.class, "users-001-accounts.sql"),
                Migrations.Step.file(Accounts.class, "users-002-lists.sql"));
    }

    /// @param address from where: whoever makes many accounts has to wait
    Account register(String name, String password, String address) throws InterruptedException {
        var wish = name.strip();
        if (wish.length() < 2 || wish.length() > NAME_LENGTH || !wish.matches("[\\p{L}\\p{N} ._'-]+")) {
            throw new Refusal(422, "A name has 2 to " + NAME_LENGTH + " letters, digits, spaces or . _ ' -");
        }
        if (password.length() < PASSWORD_LENGTH || password.length() > LONGEST_PASSWORD) {
            throw new Refusal(
                    422, "A password has at least " + PASSWORD_LENGTH + " characters. A short sentence is a good one.");
        }
        if (throttle.isUsedUp("register " + address)) {
            throw new Refusal(429, "Too many new accounts from here. Please wait ten minutes.");
        }
        throttle.count("register " + address);
        var account = new Account(UUID.randomUUID(), wish);
        var made = users.update(
                "INSERT INTO account (id, key, name, password, made_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                account.id(),
                key(wish),
                wish,
                passwords.hash(password),
                Timestamp.from(clock.instant()));
        if (made == 0) {
            throw new Refusal(409, "Somebody has this name already.");
        }
        return account;
    }

    private record Found(Account account, String password) {}

    /// The answer and the time it takes are the same for a wrong password and a name that nobody has.
    Account open(String name, String password, String address) throws InterruptedException {
        var key = key(name);
        if (key.length() > NAME_LENGTH || key.indexOf('\0') >= 0) {
            throw wrong();
        }
        if (throttle.isUsedUp("open " + key) || throttle.isUsedUp("open from " + address)) {
            throw new Refusal(429, "Too many tries. Please wait ten minutes.");
        }
        var found = users.one(
                "SELECT id, name, password FROM account WHERE key = ?",
                row -> new Found(
                        new Account(row.getObject("id", UUID.class), row.getString("name")), row.getString("password")),
                key);
        var fits = password.length() <= LONGEST_PASSWORD
                && (found.isPresent()
                        ? passwords.fits(password, found.get().password)
                        : passwords.fitsNobody(password));
        if (!fits || found.isEmpty()) {
            throttle.count("open " + key);
            throttle.count("open from " + address);
            throw wrong();
        }
        throttle.forget("open " + key);
        return found.get().account;
    }

    private static Refusal wrong() {
        return new Refusal(401, "Name and password don't belong together.");
    }

    /// Ada and ada are one.
    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
