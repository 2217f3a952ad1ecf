package dev.hauban.standin.mongo.command;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.access.Users;
import dev.hauban.standin.mongo.data.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// What all connections share.
///
/// @param guests how many are connected
/// @param log one line each, for people
/// @param stop ends the server
public record Server(
        Store store,
        Users users,
        Settings settings,
        InstantSource clock,
        IntSupplier guests,
        Consumer<String> log,
        Runnable stop) {
    /// The release that the stand-in answers as: what it can do of it is what drivers of that time ask for.
    public static final String VERSION = "7.0.0";

    /// The words that every place uses where the stand-in can't do something.
    static final String INSTEAD =
            "Hauban's stand-in for MongoDB runs here and has none: put a real mongod on PATH, or run"
                    + " this service with --engine docker.";

    /// @param isGuarded whether whoever has not logged in may do nothing
    /// @param words of the command line
    /// @param port for those who ask who they are talking to
    /// @param started when
    /// @param tally what was done so far
    public record Settings(boolean isGuarded, List<String> words, int port, Instant started, Tally tally) {
        public Settings {
            words = List.copyOf(words);
        }
    }

    /// What was done since the start.
    public static final class Tally {
        final LongAdder inserted = new LongAdder();
        final LongAdder queried = new LongAdder();
        final LongAdder updated = new LongAdder();
        final LongAdder deleted = new LongAdder();
        final LongAdder fetched = new LongAdder();
        final LongAdder commands = new LongAdder();
        final AtomicInteger connections = new AtomicInteger();
        final AtomicLong ttlDeleted = new AtomicLong();

        void count(String command) {
            switch (command) {
                case "insert" -> inserted.increment();
                case "find" -> queried.increment();
                case "update", "findandmodify" -> updated.increment();
                case "delete" -> deleted.increment();
                case "getmore" -> fetched.increment();
                default -> commands.increment();
            }
        }

        /// Documents whose time had passed.
        public void expired(int count) {
            ttlDeleted.addAndGet(count);
        }

        Document document() {
            return new Document("insert", inserted.sum())
                    .append("query", queried.sum())
                    .append("update", updated.sum())
                    .append("delete", deleted.sum())
                    .append("getmore", fetched.sum())
                    .append("command", commands.sum());
        }
    }

    Instant now() {
        return clock.instant();
    }
}
