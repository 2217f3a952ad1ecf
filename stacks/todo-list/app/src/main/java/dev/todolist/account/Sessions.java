package dev.todolist.account;

import com.mongodb.client.model.Filters;
import dev.todolist.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;

/// Who is logged in. The browser holds a random key; the database holds only what the secret makes of it, so that
/// nobody who reads the database can use a session, and a new secret ends them all.
public final class Sessions {
    public static final Duration LENGTH = Duration.ofDays(14);
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String COLLECTION = "sessions";

    private final Database database;
    private final SecretKeySpec secret;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Sessions(Database database, String secret, Clock clock) {
        this.database = database;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /// @return the key for the browser
    public String open(Account account) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.collection(COLLECTION)
                .insertOne(new Document("_id", signed("session", key))
                        .append("account", account.id())
                        .append("name", account.name())
                        .append("ends", Date.from(clock.instant().plus(LENGTH))));
        return key;
    }

    public Optional<Account> find(String key) {
        var session = database.collection(COLLECTION)
                .find(Filters.and(
                        Filters.eq("_id", signed("session", key)), Filters.gt("ends", Date.from(clock.instant()))))
                .first();
        return Optional.ofNullable(session)
                .map(found -> new Account(found.getString("account"), found.getString("name")));
    }

    public void close(String key) {
        database.collection(COLLECTION).deleteOne(Filters.eq("_id", signed("session", key)));
    }

    /// What a form of ours holds and a page of somebody else's can't know.
    public String proof(String key) {
        return signed("form", key);
    }

    public boolean isProof(String key, String proof) {
        return MessageDigest.isEqual(
                proof(key).getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8));
    }

    private String signed(String purpose, String key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((purpose + ":" + key).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, problem);
        }
    }
}
