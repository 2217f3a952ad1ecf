package dev.checkin.backend.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.checkin.backend.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/// Who is let in, and who has left: a token is good until its time is over or somebody logs out with it.
public final class Visitors {
    private static final String ENDED = "endedTokens";

    private final Database database;
    private final Tokens tokens;

    public Visitors(Database database, String secret, InstantSource clock) {
        this.database = database;
        this.tokens = new Tokens(secret, clock);
    }

    /// @return the token for whoever asks
    public String admit(Visitor visitor) {
        return tokens.issue(visitor);
    }

    public static Duration life(Visitor visitor) {
        return Tokens.life(visitor);
    }

    public Optional<Visitor> find(String token) {
        return tokens.read(token)
                .filter(claims -> database.collection(ENDED)
                                .find(Filters.eq("_id", claims.id()))
                                .first()
                        == null)
                .map(Tokens.Claims::visitor);
    }

    /// The note is kept until the token would have ended by itself; then the database takes it away.
    public void end(String token) {
        tokens.read(token)
                .ifPresent(claims -> database.collection(ENDED)
                        .replaceOne(
                                Filters.eq("_id", claims.id()),
                                new Document("_id", claims.id()).append("ends", Date.from(claims.ends())),
                                new ReplaceOptions().upsert(true)));
    }
}
