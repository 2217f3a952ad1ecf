package dev.checkin.backend.event;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.database.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The people who are to come to an event.
public final class Participants {
    public static final int PAGE = 60;
    private static final int PARTICIPANTS = 5_000;

    private final Database database;
    private final Events events;
    private final News news;
    private final InstantSource clock;
    private final AtomicLong registered = new AtomicLong();

    public Participants(Database database, Events events, News news, InstantSource clock) {
        this.database = database;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /// What is said of somebody.
    public record Wish(String name, String email, String note) {}

    /// A line of a list that was not taken, and why.
    public record Left(int line, String reason) {}

    /// What became of a list.
    public record Imported(int added, List<Left> left) {}

    /// Some of those who were found, in the order of their names.
    public record Page(List<Participant> participants, long total) {}

    /// @param search a part of a name, an address, a note or a code; empty for everybody
    public Page find(Visitor visitor, String event, String search, int from) {
        events.see(visitor, event);
        var wanted = wanted(event, search);
        List<Participant> found = new ArrayList<>();
        participants()
                .find(wanted)
                .sort(Sorts.ascending("sort", "_id"))
                .skip(Math.max(0, from))
                .limit(PAGE)
                .forEach(participant -> found.add(Participant.of(participant)));
        return new Page(found, participants().countDocuments(wanted));
    }

    private static Bson wanted(String event, String search) {
        var text = Words.plain(search.strip());
        return text.isEmpty()
                ? eq("event", event)
                : and(
                        eq("event", event),
                        regex("search", Pattern.quote(text.substring(0, Math.min(80, text.length())))));
    }

    /// Everybody, for lists that leave the house.
    public List<Participant> all(Visitor visitor, String event) {
        events.own(visitor, event);
        List<Participant> found = new ArrayList<>();
        participants()
                .find(eq("event", event))
                .sort(Sorts.ascending("sort", "_id"))
                .forEach(participant -> found.add(Participant.of(participant)));
        return found;
    }

    /// How many have been registered by this program since it was started.
    public long registered() {
        return registered.get();
    }

    public Participant add(Visitor visitor, String event, Wish wish) {
        events.own(visitor, event);
        if (room(event) < 1) {
            throw Refusal.wrong("Five thousand participants are the most that an event can have.");
        }
        var participant = participant(event, wish);
        try {
            participants().insertOne(document(participant));
        } catch (MongoWriteException problem) {
            throw refused(problem, participant);
        }
        registered.incrementAndGet();
        news.changed(event);
        return participant;
    }

    private static RuntimeException refused(MongoWriteException problem, Participant participant) {
        return problem.getError().getCategory() == ErrorCategory.DUPLICATE_KEY
                ? Refusal.taken(participant.email().orElse(participant.name()) + " is on the list already.")
                : problem;
    }

    /// Takes a list as it comes out of a spreadsheet. What can be taken is; what can't is told by its line.
    public Imported take(Visitor visitor, String event, String text) {
        events.own(visitor, event);
        List<Left> left = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        var room = room(event);
        for (var row : ParticipantList.read(text)) {
            try {
                if (documents.size() >= room) {
                    throw Refusal.wrong("The event has five thousand participants, which is the most.");
                }
                documents.add(document(participant(event, row.wish())));
                lines.add(row.line());
            } catch (Refusal refusal) {
                left.add(new Left(row.line(), refusal.reason()));
            }
        }
        var added = documents.isEmpty() ? 0 : insert(documents, lines, left);
        registered.addAndGet(added);
        news.changed(event);
        left.sort(Comparator.comparing(Left::line));
        return new Imported(added, left);
    }

    private int insert(List<Document> documents, List<Integer> lines, List<Left> left) {
        try {
            participants().insertMany(documents, new InsertManyOptions().ordered(false));
            return documents.size();
        } catch (MongoBulkWriteException problem) {
            for (var error : problem.getWriteErrors()) {
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw problem;
                }
                var who = documents.get(error.getIndex());
                left.add(new Left(lines.get(error.getIndex()), who.getString("mailbox") + " is on the list already."));
            }
            return documents.size() - problem.getWriteErrors().size();
        }
    }

    private long room(String event) {
        return PARTICIPANTS - participants().countDocuments(eq("event", event));
    }

    private static Participant participant(String event, Wish wish) {
        return new Participant(
                UUID.randomUUID().toString(),
                event,
                Words.required(wish.name(), Words.NAME, "A participant needs a name."),
                Words.email(wish.email()),
                Words.optional(wish.note(), Words.NOTE),
                Codes.ticket());
    }

    private Document document(Participant participant) {
        var document = new Document("_id", participant.id())
                .append("event", participant.event())
                .append("code", participant.code())
                .append("added", Date.from(clock.instant()));
        document.putAll(said(participant));
        return document;
    }

    private static Document said(Participant participant) {
        return new Document("name", participant.name())
                .append("email", participant.email().orElse(null))
                .append("mailbox", participant.email().map(Participants::lower).orElse(participant.id()))
                .append("note", participant.note())
                .append("sort", Words.plain(participant.name()))
                .append(
                        "search",
                        Words.plain(String.join(
                                "\n",
                                participant.name(),
                                participant.email().orElse(""),
                                participant.note(),
                                participant.code())));
    }

    private static String lower(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /// Somebody whom this visitor may look at.
    public Participant see(Visitor visitor, String id) {
        var participant = Optional.ofNullable(participants().find(eq("_id", id)).first())
                .map(Participant::of)
                .orElseThrow(() -> Refusal.notThere("There is no such participant."));
        events.see(visitor, participant.event());
        return participant;
    }

    /// Whose ticket it is. Whoever knows a code holds the ticket, and needn't say who they are.
    public Optional<Participant> byCode(String code) {
        return Optional.ofNullable(
                        participants().find(eq("code", Codes.read(code))).first())
                .map(Participant::of);
    }

    public void change(Visitor visitor, String id, Wish wish) {
        var before = see(visitor, id);
        events.own(visitor, before.event());
        var wished = participant(before.event(), wish);
        var after = new Participant(id, before.event(), wished.name(), wished.email(), wished.note(), before.code());
        List<Bson> updates = new ArrayList<>();
        said(after).forEach((field, value) -> updates.add(Updates.set(field, value)));
        try {
            participants().updateOne(eq("_id", id), Updates.combine(updates));
        } catch (MongoWriteException problem) {
            throw refused(problem, after);
        }
        news.changed(before.event());
    }

    /// With their check-ins: the ticket is worth nothing from now on.
    public void remove(Visitor visitor, String id) {
        var participant = see(visitor, id);
        events.own(visitor, participant.event());
        participants().deleteOne(eq("_id", id));
        database.collection("checkins").deleteMany(eq("participant", id));
        news.changed(participant.event());
    }

    private MongoCollection<Document> participants() {
        return database.collection("participants");
    }
}
