package dev.checkin.backend.database;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the collections up to date, one named step after another. What was done is written down; each step can also
/// be done twice, since a program may be killed between the step and the note about it.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NOTES = "migrations";

    private static final Map<String, Consumer<Database>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("001-accounts", Migrations::accounts);
        STEPS.put("002-events", Migrations::events);
        STEPS.put("003-check-ins", Migrations::checkIns);
    }

    private final Database database;

    public Migrations(Database database) {
        this.database = database;
    }

    private static void accounts(Database database) {
        database.collection("accounts").createIndex(Indexes.ascending("key"), unique());
        // The database takes away what is over: no job of ours has to.
        database.collection("endedTokens")
                .createIndex(Indexes.ascending("ends"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    private static void events(Database database) {
        database.collection("events").createIndex(Indexes.ascending("owner", "begins"));
        database.collection("events").createIndex(Indexes.ascending("door"), unique());
        database.collection("sessions").createIndex(Indexes.ascending("event", "begins"));
        database.collection("sessions").createIndex(Indexes.ascending("begins", "ends"));
        database.collection("participants").createIndex(Indexes.ascending("code"), unique());
        // One e-mail address is one person; who has none is known by the id, which stands there then.
        database.collection("participants").createIndex(Indexes.ascending("event", "mailbox"), unique());
        database.collection("participants").createIndex(Indexes.ascending("event", "sort"));
    }

    /// Nobody is checked in twice, whoever asks at the same moment on whichever backend.
    private static void checkIns(Database database) {
        database.collection("checkins").createIndex(Indexes.ascending("session", "participant"), unique());
        database.collection("checkins").createIndex(Indexes.ascending("event", "at"));
        database.collection("checkins").createIndex(Indexes.ascending("participant"));
    }

    private static IndexOptions unique() {
        return new IndexOptions().unique(true);
    }

    /// Waits for the database as long as it takes, then does what is left to do.
    public void runWhenReachable() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                run();
                return;
            } catch (MongoException problem) {
                LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("the database is not ready yet");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void run() {
        var notes = database.collection(NOTES);
        for (var step : STEPS.entrySet()) {
            if (notes.find(new Document("_id", step.getKey())).first() != null) {
                continue;
            }
            step.getValue().accept(database);
            note(step.getKey());
            LOG.atInfo().addKeyValue("step", step.getKey()).log("brought up to date");
        }
    }

    private void note(String step) {
        try {
            database.collection(NOTES).insertOne(new Document("_id", step).append("at", new java.util.Date()));
        } catch (MongoWriteException failed) {
            // Another instance of this program may have been as quick.
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
    }

    /// Whether every step was done.
    public static boolean areDone(Database database) {
        return database.collection(NOTES).countDocuments(Filters.in("_id", STEPS.keySet())) == STEPS.size();
    }
}
