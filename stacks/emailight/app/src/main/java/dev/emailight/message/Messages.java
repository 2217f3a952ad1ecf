package dev.emailight.message;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.emailight.account.Account;
import dev.emailight.database.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/// Everybody's e-mails in the database, as their owners see them. Each question names whose they are, so that nobody
/// gets at
/// another's.
final class Messages {
    /// On one page of a folder.
    static final int PAGE = 50;

    private static final String COLLECTION = "messages";

    private final Database database;

    Messages(Database database) {
        this.database = database;
    }

    MongoCollection<Document> collection() {
        return database.collection(COLLECTION);
    }

    Optional<Message> find(Account owner, String id) {
        return Optional.ofNullable(collection().find(one(owner, id)).first()).map(MessageDocument::message);
    }

    /// The latest first; one more than a page has, where there are older ones.
    ///
    /// @param before only what changed before then
    List<Message> page(Account owner, Folder folder, Instant before) {
        List<Message> found = new ArrayList<>();
        collection()
                .find(and(
                        eq("owner", owner.id()),
                        in(
                                "status",
                                folder.statuses().stream().map(Status::word).toList()),
                        lt("changed", Date.from(before))))
                .sort(Sorts.descending("changed"))
                .limit(PAGE + 1)
                .forEach(document -> found.add(MessageDocument.message(document)));
        return found;
    }

    Map<Folder, Long> counts(Account owner) {
        Map<Folder, Long> counts = new EnumMap<>(Folder.class);
        for (var group : collection()
                .aggregate(List.of(
                        Aggregates.match(eq("owner", owner.id())),
                        Aggregates.group("$status", Accumulators.sum("count", 1))))) {
            counts.merge(
                    Folder.of(Status.of(group.getString("_id"))),
                    group.get("count", Number.class).longValue(),
                    Long::sum);
        }
        return counts;
    }

    /// To whom this person has written lately.
    List<String> recipients(Account owner) {
        return collection()
                .find(and(eq("owner", owner.id()), in("status", Status.SENT.word(), Status.FAILED.word())))
                .projection(Projections.include("deliveries.to"))
                .sort(Sorts.descending("changed"))
                .limit(PAGE)
                .map(document -> document.getList("deliveries", Document.class))
                .into(new ArrayList<>())
                .stream()
                .flatMap(List::stream)
                .map(delivery -> delivery.getString("to"))
                .distinct()
                .limit(PAGE)
                .toList();
    }

    /// One that is queued is due at once.
    void add(Message message) {
        var document = MessageDocument.of(message);
        if (message.status() == Status.QUEUED) {
            document.append("due", Date.from(message.changed()));
        }
        collection().insertOne(document);
    }

    /// @return whether it was there, of that person, in that status
    boolean change(Account owner, String id, Status status, Bson update) {
        return collection()
                        .updateOne(and(one(owner, id), eq("status", status.word())), update)
                        .getMatchedCount()
                == 1;
    }

    /// What is on its way stays.
    boolean remove(Account owner, String id) {
        return collection()
                        .deleteOne(and(
                                one(owner, id),
                                in("status", Status.DRAFT.word(), Status.SENT.word(), Status.FAILED.word())))
                        .getDeletedCount()
                == 1;
    }

    private static Bson one(Account owner, String id) {
        return and(eq("_id", id), eq("owner", owner.id()));
    }
}
