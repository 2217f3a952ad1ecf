package dev.hauban.standin.mongo.access;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Scram;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// One attempt to log in, from the first message to the last.
public final class LogIn {
    private static final int FAILED = 18;
    private static final int NO_MECHANISM = 334;
    private static final int NONCE = 18;

    private final Scram scram;
    private final Optional<User> user;
    private final String whole;
    private final String nonce;
    private final Document credentials;
    private final boolean skipsLast;
    private boolean isProven;

    private LogIn(Scram scram, Optional<User> user, Document credentials, Exchanged exchanged, boolean skipsLast) {
        this.scram = scram;
        this.user = user;
        this.credentials = credentials;
        this.whole = exchanged.first() + "," + exchanged.challenge();
        this.nonce = exchanged.nonce();
        this.skipsLast = skipsLast;
    }

    private record Exchanged(String first, String challenge, String nonce) {}

    /// An attempt, and the answer to its first message.
    public record Begun(LogIn attempt, Document answer) {}

    /// @throws MongoServerError if it can't lead to anything
    public static Begun begin(Users users, String database, Document command) {
        String mechanism = Bson.text(command, "mechanism");
        Scram scram = Arrays.stream(Scram.values())
                .filter(known -> known.mechanism().equals(mechanism))
                .findFirst()
                .orElseThrow(() -> new MongoServerError(
                        NO_MECHANISM,
                        "MechanismUnavailable",
                        "Unsupported SASL mechanism " + mechanism + "; there are SCRAM-SHA-256 and SCRAM-SHA-1"));
        String first = payload(command);
        if (!first.startsWith("n,")) {
            throw failed();
        }
        first = first.substring(first.indexOf(',', 2) + 1);
        Optional<User> user = users.find(database, name(first));
        Document credentials = user.map(User::credentials)
                .map(all -> Bson.childOrEmpty(all, mechanism))
                .filter(known -> !known.isEmpty())
                // Whoever asks for a user that isn't there is led on just as far, so that he learns nothing.
                .orElseGet(() -> Bson.childOrEmpty(
                        User.credentials(
                                "nobody", Base64.getEncoder().encodeToString(random()), java.util.List.of(scram)),
                        mechanism));
        String nonce = part(first, "r=") + Base64.getEncoder().encodeToString(random());
        String challenge = "r=" + nonce + ",s=" + base64(credentials, "salt") + ",i="
                + Bson.number(credentials, "iterationCount", User.ITERATIONS);
        boolean skipsLast = Bson.isTrue(Bson.childOrEmpty(command, "options"), "skipEmptyExchange");
        var attempt = new LogIn(scram, user, credentials, new Exchanged(first, challenge, nonce), skipsLast);
        return new Begun(attempt, answer(challenge, false));
    }

    private static String name(String first) {
        return part(first, "n=").replace("=2C", ",").replace("=3D", "=");
    }

    /// The answer to a further message. When it says `done`, [#user] tells who it is.
    ///
    /// @throws MongoServerError if the password is wrong
    public Document go(Document command) {
        if (isProven) {
            return answer("", true);
        }
        String last = payload(command);
        int proofAt = last.lastIndexOf(",p=");
        if (proofAt < 0 || !part(last, "r=").equals(nonce)) {
            throw failed();
        }
        String text = whole + "," + last.substring(0, proofAt);
        byte[] storedKey = bytes(credentials, "storedKey");
        byte[] proof = decoded(last.substring(proofAt + 3));
        byte[] signature = scram.keyed(storedKey, text);
        boolean isRight = proof.length == signature.length
                && MessageDigest.isEqual(scram.hash(Scram.xor(proof, signature)), storedKey);
        if (!isRight || user.isEmpty()) {
            throw failed();
        }
        isProven = true;
        byte[] ours = scram.keyed(bytes(credentials, "serverKey"), text);
        return answer("v=" + Base64.getEncoder().encodeToString(ours), skipsLast);
    }

    /// Who it is; empty until that is proven.
    public Optional<User> user() {
        return isProven ? user : Optional.empty();
    }

    private static MongoServerError failed() {
        return new MongoServerError(FAILED, "AuthenticationFailed", "Authentication failed.");
    }

    private static Document answer(String payload, boolean isDone) {
        return new Document("conversationId", 1)
                .append("done", isDone)
                .append("payload", new BinData(payload.getBytes(StandardCharsets.UTF_8)))
                .append("ok", 1.0);
    }

    private static String payload(Document command) {
        return command.get("payload") instanceof BinData data ? new String(data.getData(), StandardCharsets.UTF_8) : "";
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw failed();
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[NONCE];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(Document document, String key) {
        return document.get(key) instanceof BinData data ? data.getData() : new byte[0];
    }

    private static String base64(Document document, String key) {
        return Base64.getEncoder().encodeToString(bytes(document, key));
    }

    private static String part(String text, String name) {
        for (String part : text.split(",")) {
            if (part.startsWith(name)) {
                return part.substring(name.length());
            }
        }
        return "";
    }
}
