package dev.checkin.backend.event;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.database.Database;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/// Who is there. The database itself refuses a second check-in at the same door, so that two people who scan one ticket
/// at
/// the same moment, at two backends, don't both let somebody in.
public final class CheckIns {
    private final Database database;
    private final Sessions sessions;
    private final Participants participants;
    private final News news;
    private final InstantSource clock;
    private final Consumer<String> counter;

    /// What they stand on.
    public record Rooms(Database database, Sessions sessions, Participants participants, News news) {}

    /// @param counter is told the session of each check-in
    public CheckIns(Rooms rooms, InstantSource clock, Consumer<String> counter) {
        this.database = rooms.database();
        this.sessions = rooms.sessions();
        this.participants = rooms.participants();
        this.news = rooms.news();
        this.clock = clock;
        this.counter = counter;
    }

    /// What came of it. Either way somebody knows now who stands there, and since when.
    public sealed interface Result {
        Participant participant();

        CheckIn checkIn();

        record Welcome(Participant participant, CheckIn checkIn) implements Result {}

        record AlreadyThere(Participant participant, CheckIn checkIn) implements Result {}
    }

    public Result checkInByCode(Visitor visitor, String session, String code) {
        var door = sessions.see(visitor, session);
        var participant = participants
                .byCode(code)
                .filter(found -> found.event().equals(door.event()))
                .orElseThrow(() -> Refusal.notThere("No ticket of this event has this code."));
        return checkIn(visitor, door, participant);
    }

    public Result checkIn(Visitor visitor, String session, String id) {
        var door = sessions.see(visitor, session);
        var participant = participants.see(visitor, id);
        if (!participant.event().equals(door.event())) {
            throw Refusal.notThere("There is no such participant.");
        }
        return checkIn(visitor, door, participant);
    }

    private Result checkIn(Visitor visitor, Session session, Participant participant) {
        var checkIn = new CheckIn(
                session.id(), participant.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS), visitor.name());
        try {
            checkIns()
                    .insertOne(new Document("event", session.event())
                            .append("session", session.id())
                            .append("participant", participant.id())
                            .append("at", Date.from(checkIn.at()))
                            .append("by", checkIn.by()));
        } catch (MongoWriteException problem) {
            if (problem.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw problem;
            }
            // Taken back in the same moment: it is as if it had just been made.
            var earlier = Optional.ofNullable(
                            checkIns().find(one(session.id(), participant.id())).first())
                    .map(CheckIn::of)
                    .orElse(checkIn);
            return new Result.AlreadyThere(participant, earlier);
        }
        counter.accept(session.id());
        news.changed(session.event());
        return new Result.Welcome(participant, checkIn);
    }

    /// Somebody was mistaken.
    public void takeBack(Visitor visitor, String session, String participant) {
        var door = sessions.see(visitor, session);
        if (checkIns().deleteOne(one(session, participant)).getDeletedCount() == 0) {
            throw Refusal.notThere("They are not checked in here.");
        }
        news.changed(door.event());
    }

    /// Of some participants, in the order in which they came.
    public List<CheckIn> of(List<Participant> some) {
        return found(in("participant", some.stream().map(Participant::id).toList()));
    }

    public List<CheckIn> of(Event event) {
        return found(eq("event", event.id()));
    }

    private List<CheckIn> found(Bson wanted) {
        List<CheckIn> found = new ArrayList<>();
        checkIns().find(wanted).sort(Sorts.ascending("at")).forEach(checkIn -> found.add(CheckIn.of(checkIn)));
        return found;
    }

    private static Bson one(String session, String participant) {
        return and(eq("session", session), eq("participant", participant));
    }

    private MongoCollection<Document> checkIns() {
        return database.collection("checkins");
    }
}
