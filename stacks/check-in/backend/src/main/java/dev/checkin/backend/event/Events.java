package dev.checkin.backend.event;

import static com.mongodb.client.model.Filters.eq;

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

/// Events, and who may see or change them.
public final class Events {
    private static final int EVENTS = 200;

    private final Database database;
    private final News news;
    private final InstantSource clock;

    public Events(Database database, News news, InstantSource clock) {
        this.database = database;
        this.news = news;
        this.clock = clock;
    }

    /// What an organizer says of an event.
    public record Wish(String title, String place, Instant begins) {}

    /// The next ones first; what a doorkeeper sees is one.
    public List<Event> of(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Organizer organizer -> {
                List<Event> found = new ArrayList<>();
                events().find(eq("owner", organizer.id()))
                        .sort(Sorts.descending("begins"))
                        .forEach(event -> found.add(Event.of(event)));
                yield found;
            }
            case Visitor.Doorkeeper doorkeeper -> List.of(see(visitor, doorkeeper.event()));
        };
    }

    /// An event that this visitor may look at.
    public Event see(Visitor visitor, String id) {
        var event = find(id);
        return switch (visitor) {
            case Visitor.Organizer organizer ->
                event.filter(found -> found.owner().equals(organizer.id())).orElseThrow(Events::nothingThere);
            case Visitor.Doorkeeper doorkeeper -> {
                if (!doorkeeper.event().equals(id)) {
                    throw nothingThere();
                }
                yield event.filter(found -> found.door().equals(doorkeeper.code()))
                        .orElseThrow(() -> Refusal.notKnown("The code of this door is not good any more."));
            }
        };
    }

    /// An event that this visitor may change.
    public Event own(Visitor visitor, String id) {
        var event = see(visitor, id);
        if (visitor instanceof Visitor.Doorkeeper) {
            throw Refusal.notAllowed("Only the organizer may do this.");
        }
        return event;
    }

    private Optional<Event> find(String id) {
        return Optional.ofNullable(events().find(eq("_id", id)).first()).map(Event::of);
    }

    /// What somebody has a ticket for.
    public Event of(Participant participant) {
        return find(participant.event()).orElseThrow(Events::nothingThere);
    }

    /// Whose door a code opens.
    public Visitor.Doorkeeper enter(String code, String name) {
        var who = Words.required(name, 40, "Please say who you are.");
        var door = Codes.read(code);
        var event = Optional.ofNullable(events().find(eq("door", door)).first()).map(Event::of);
        return event.map(found -> new Visitor.Doorkeeper(found.id(), door, who))
                .orElseThrow(() -> Refusal.notKnown("No door has this code. Ask the organizer for today's."));
    }

    public Event make(Visitor visitor, Wish wish) {
        if (!(visitor instanceof Visitor.Organizer organizer)) {
            throw Refusal.notAllowed("Only organizers make events.");
        }
        if (events().countDocuments(eq("owner", organizer.id())) >= EVENTS) {
            throw Refusal.wrong("Two hundred events are enough. Take one away first.");
        }
        var checked = checked(wish);
        var event = new Event(
                UUID.randomUUID().toString(),
                organizer.id(),
                checked.title(),
                checked.place(),
                checked.begins(),
                Codes.door());
        events().insertOne(new Document("_id", event.id())
                .append("owner", event.owner())
                .append("title", event.title())
                .append("place", event.place())
                .append("begins", Date.from(event.begins()))
                .append("door", event.door())
                .append("made", Date.from(clock.instant())));
        return event;
    }

    private Wish checked(Wish wish) {
        return new Wish(
                Words.required(wish.title(), Words.TITLE, "An event needs a name."),
                Words.optional(wish.place(), Words.TITLE),
                Words.moment(wish.begins(), clock.instant()));
    }

    public void change(Visitor visitor, String id, Wish wish) {
        var event = own(visitor, id);
        var checked = checked(wish);
        events().updateOne(
                        eq("_id", event.id()),
                        Updates.combine(
                                Updates.set("title", checked.title()),
                                Updates.set("place", checked.place()),
                                Updates.set("begins", Date.from(checked.begins()))));
        news.changed(id);
    }

    /// Whoever came with the old code has to ask for the new one.
    public String newDoor(Visitor visitor, String id) {
        var event = own(visitor, id);
        var door = Codes.door();
        events().updateOne(eq("_id", event.id()), Updates.set("door", door));
        news.changed(id);
        return door;
    }

    /// With all that belongs to it; the event itself at the end, so that a removal that was cut short can be repeated.
    public void remove(Visitor visitor, String id) {
        var event = own(visitor, id);
        for (var collection : List.of("checkins", "participants", "sessions")) {
            database.collection(collection).deleteMany(eq("event", event.id()));
        }
        events().deleteOne(eq("_id", event.id()));
        news.changed(id);
    }

    private static Refusal nothingThere() {
        return Refusal.notThere("There is no such event.");
    }

    private MongoCollection<Document> events() {
        return database.collection("events");
    }
}
