package dev.emailight.message;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import dev.emailight.database.Database;
import dev.emailight.redis.Cache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The same e-mails as the worker sees them: whose turn it is, and what came of it.
///
/// A worker claims an e-mail for a short while and says again and again that it is still at it. When it is killed, its
/// claim
/// runs out and another worker may have the e-mail. What a worker has to say counts only as long as its claim does.
public final class Outbox {
    /// How long a claim holds that nobody renews.
    public static final Duration CLAIM = Duration.ofSeconds(20);

    private final MongoCollection<Document> collection;
    private final Cache cache;
    private final Clock clock;

    public Outbox(Database database, Cache cache, Clock clock) {
        this.collection = new Messages(database).collection();
        this.cache = cache;
        this.clock = clock;
    }

    /// What a worker gets when it asks for an e-mail.
    public sealed interface Turn {
        record Mine(Message message, String claim) implements Turn {}

        /// Somebody else is at it, or it is too early: then again.
        record Later(Instant due) implements Turn {}

        /// Sent, taken back, removed.
        record Over() implements Turn {}
    }

    public Turn claim(String id) {
        var claim = UUID.randomUUID().toString();
        var now = clock.instant();
        var mine = collection.findOneAndUpdate(
                and(eq("_id", id), onItsWay(), lte("due", Date.from(now))),
                combine(
                        set("status", Status.SENDING.word()),
                        set("claim", claim),
                        set("due", Date.from(now.plus(CLAIM))),
                        inc("attempts", 1)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (mine != null) {
            cache.changed(mine.getString("owner"));
            return new Turn.Mine(MessageDocument.message(mine), claim);
        }
        var other = collection.find(and(eq("_id", id), onItsWay())).first();
        return other == null
                ? new Turn.Over()
                : new Turn.Later(other.getDate("due").toInstant());
    }

    /// @return whether the claim still counts
    public boolean renew(Turn.Mine turn) {
        return update(turn, set("due", Date.from(clock.instant().plus(CLAIM))));
    }

    /// So far, after each of those it goes to.
    public boolean note(Turn.Mine turn, List<Delivery> deliveries) {
        return update(turn, set("deliveries", MessageDocument.deliveries(deliveries)));
    }

    /// Nothing is open any more, or there is no point in trying again.
    ///
    /// @param problem empty where there is none
    public boolean finish(Turn.Mine turn, List<Delivery> deliveries, String problem) {
        var status = problem.isEmpty() ? Status.SENT : Status.FAILED;
        return end(
                turn,
                combine(
                        set("deliveries", MessageDocument.deliveries(deliveries)),
                        set("status", status.word()),
                        problem.isEmpty() ? unset("problem") : set("problem", problem),
                        unset("due"),
                        unset("claim")));
    }

    /// Again then.
    public boolean postpone(Turn.Mine turn, Instant due, String problem) {
        return end(
                turn,
                combine(
                        set("status", Status.QUEUED.word()),
                        set("problem", problem),
                        set("due", Date.from(due)),
                        unset("claim")));
    }

    /// What should have been looked at a while ago and was not: the queue has lost it, or never had it.
    public List<String> forgotten(Duration since, int count) {
        return collection
                .find(and(onItsWay(), lt("due", Date.from(clock.instant().minus(since)))))
                .projection(Projections.include("_id"))
                .limit(count)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private boolean end(Turn.Mine turn, Bson update) {
        var isCounted = update(turn, combine(update, set("changed", Date.from(clock.instant()))));
        cache.changed(turn.message().author().id());
        return isCounted;
    }

    private boolean update(Turn.Mine turn, Bson update) {
        return collection
                        .updateOne(and(eq("_id", turn.message().id()), eq("claim", turn.claim())), update)
                        .getMatchedCount()
                == 1;
    }

    private static Bson onItsWay() {
        return in("status", Status.QUEUED.word(), Status.SENDING.word());
    }
}
