package dev.todoapp.lists;

import dev.todoapp.database.Database;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;

/// The brake on guessing and on flooding: so many tries within a window for each key (an address, a name), then no more
/// until the window is over. Kept in the database, so that it is one brake for all of the public API.
final class Throttle {
    private final Database users;
    private final InstantSource clock;
    private final int allowed;
    private final Duration length;

    Throttle(Database users, InstantSource clock, int allowed, Duration length) {
        this.users = users;
        this.clock = clock;
        this.allowed = allowed;
        this.length = length;
    }

    boolean isUsedUp(String key) {
        return users.one(
                        "SELECT tries FROM attempt WHERE key = ? AND ends_at > ?",
                        row -> row.getInt("tries"),
                        key,
                        Timestamp.from(clock.instant()))
                .filter(tries -> tries >= allowed)
                .isPresent();
    }

    void count(String key) {
        var now = Timestamp.from(clock.instant());
        users.update("DELETE FROM attempt WHERE ends_at <= ?", now);
        users.update("""
                INSERT INTO attempt (key, tries, ends_at) VALUES (?, 1, ?)
                ON CONFLICT (key) DO UPDATE SET tries = attempt.tries + 1
                """, key, Timestamp.from(clock.instant().plus(length)));
    }

    void forget(String key) {
        users.update("DELETE FROM attempt WHERE key = ?", key);
    }
}
