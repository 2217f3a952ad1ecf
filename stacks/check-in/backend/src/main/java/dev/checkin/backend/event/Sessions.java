package dev.checkin.backend.event;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/// The sessions of events.
public final class Sessions {
    private static final int SESSIONS = 50;
    private static final int NEXT = 20;

    private final Database database;
    private final Events events;
    private final News news;
    private final InstantSource clock;

    public Sessions(Database database, Events events, News news, InstantSource clock) {
        this.database = database;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /// What an organizer says of a session.
    public record Wish(String title, String room, Instant begins, Instant ends) {}

    /// What is on now or comes next, in all of the visitor's events.
    public List<Session> next(Visitor visitor) {
        var mine = events.of(visitor).stream().map(Event::id).toList();
        List<Session> found = new ArrayList<>();
        sessions()
                .find(and(in("event", mine), gt("ends", Date.from(clock.instant()))))
                .sort(Sorts.ascending("begins"))
                .limit(NEXT)
                .forEach(session -> found.add(Session.of(session)));
        return found;
    }

    /// In the order of the day.
    public List<Session> of(Event event) {
        List<Session> found = new ArrayList<>();
        sessions()
                .find(eq("event", event.id()))
                .sort(Sorts.ascending("begins", "title"))
                .forEach(session -> found.add(Session.of(session)));
        return found;
    }

    /// How many are on now, anybody's.
    public long active() {
        var now = Date.from(clock.instant());
        return sessions().countDocuments(and(lte("begins", now), gt("ends", now)));
    }

    /// A session that this visitor may look at.
    public Session see(Visitor visitor, String id) {
        var session = Optional.ofNullable(sessions().find(eq("_id", id)).first())
                .map(Session::of)
                .orElseThrow(() -> Refusal.notThere("There is no such session."));
        events.see(visitor, session.event());
        return session;
    }

    public Session make(Visitor visitor, String event, Wish wish) {
        events.own(visitor, event);
        if (sessions().countDocuments(eq("event", event)) >= SESSIONS) {
            throw Refusal.wrong("Fifty sessions are enough for one event.");
        }
        var checked = checked(wish);
        var session = new Session(
                UUID.randomUUID().toString(), event, checked.title(), checked.room(), checked.begins(), checked.ends());
        sessions()
                .insertOne(new Document("_id", session.id())
                        .append("event", event)
                        .append("title", session.title())
                        .append("room", session.room())
                        .append("begins", Date.from(session.begins()))
                        .append("ends", Date.from(session.ends())));
        news.changed(event);
        return session;
    }

    private Wish checked(Wish wish) {
        if (!wish.ends().isAfter(wish.begins())) {
            throw Refusal.wrong("A session ends after it has begun.");
        }
        return new Wish(
                Words.required(wish.title(), Words.TITLE, "A session needs a name."),
                Words.optional(wish.room(), Words.TITLE),
                Words.moment(wish.begins(), clock.instant()),
                Words.moment(wish.ends(), clock.instant()));
    }

    public void change(Visitor visitor, String id, Wish wish) {
        var session = own(visitor, id);
        var checked = checked(wish);
        sessions()
                .updateOne(
                        eq("_id", id),
                        Updates.combine(
                                Updates.set("title", checked.title()),
                                Updates.set("room", checked.room()),
                                Updates.set("begins", Date.from(checked.begins())),
                                Updates.set("ends", Date.from(checked.ends()))));
        news.changed(session.event());
    }

    /// With the check-ins that were made at its door.
    public void remove(Visitor visitor, String id) {
        var session = own(visitor, id);
        database.collection("checkins").deleteMany(eq("session", id));
        sessions().deleteOne(eq("_id", id));
        news.changed(session.event());
    }

    private Session own(Visitor visitor, String id) {
        var session = see(visitor, id);
        events.own(visitor, session.event());
        return session;
    }

    private MongoCollection<Document> sessions() {
        return database.collection("sessions");
    }
}
