package dev.emailight.database;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the collections up to date, one named step after another: what has come since the init script made them. What
/// was done is written down; each step can also
/// be done twice, since a program may be killed between the step and the note about it.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NOTES = "migrations";

    private static final Map<String, Consumer<Database>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("001-indexes", Migrations::indexes);
    }

    private final Database database;

    public Migrations(Database database) {
        this.database = database;
    }

    /// Those of the init script: where they are there, nothing happens; where the database was made without the script,
    /// or
    /// somebody took one away, they are made.
    private static void indexes(Database database) {
        database.collection("users")
                .createIndex(
                        Indexes.ascending("email"),
                        new IndexOptions().name("email").unique(true));
        database.collection("messages")
                .createIndex(
                        Indexes.compoundIndex(Indexes.ascending("owner", "status"), Indexes.descending("changed")),
                        new IndexOptions().name("folders"));
        database.collection("messages")
                .createIndex(Indexes.ascending("status", "due"), new IndexOptions().name("what-is-due"));
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
            database.collection(NOTES).insertOne(new Document("_id", step).append("at", new Date()));
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
