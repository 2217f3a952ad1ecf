package dev.checkin.backend.account;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JSON Web Tokens of one kind only: HS256. A token that comes in is not asked which algorithm it would like: its head
/// must
/// be ours to the letter.
final class Tokens {
    static final Duration ORGANIZERS_LIFE = Duration.ofDays(7);
    static final Duration DOORKEEPERS_LIFE = Duration.ofHours(24);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEAD =
            encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + ".";
    private static final String ORGANIZER = "organizer";
    private static final String DOOR = "door";

    /// What a token says.
    ///
    /// @param id of the token, by which it can be ended before its time
    record Claims(Visitor visitor, String id, Instant ends) {}

    private final SecretKeySpec secret;
    private final InstantSource clock;

    Tokens(String secret, InstantSource clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /// How long a token of that visitor is good.
    static Duration life(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Organizer _ -> ORGANIZERS_LIFE;
            case Visitor.Doorkeeper _ -> DOORKEEPERS_LIFE;
        };
    }

    String issue(Visitor visitor) {
        var claims = new JsonObject();
        claims.addProperty("jti", UUID.randomUUID().toString());
        claims.addProperty("name", visitor.name());
        claims.addProperty("exp", clock.instant().plus(life(visitor)).getEpochSecond());
        switch (visitor) {
            case Visitor.Organizer organizer -> {
                claims.addProperty("role", ORGANIZER);
                claims.addProperty("sub", organizer.id());
            }
            case Visitor.Doorkeeper doorkeeper -> {
                claims.addProperty("role", DOOR);
                claims.addProperty("event", doorkeeper.event());
                claims.addProperty("code", doorkeeper.code());
            }
        }
        var content = HEAD + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return content + "." + encoded(sign(content));
    }

    /// What the token says, if it is ours and its time isn't over.
    Optional<Claims> read(String token) {
        var dot = token.lastIndexOf('.');
        if (!token.startsWith(HEAD) || dot < HEAD.length()) {
            return Optional.empty();
        }
        var content = token.substring(0, dot);
        var signature = encoded(sign(content)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(signature, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return Optional.of(claims(content.substring(HEAD.length())))
                .filter(claims -> clock.instant().isBefore(claims.ends()));
    }

    /// What we have signed is in our form.
    private static Claims claims(String part) {
        try {
            var json = JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            var name = json.get("name").getAsString();
            var visitor = json.get("role").getAsString().equals(ORGANIZER)
                    ? new Visitor.Organizer(json.get("sub").getAsString(), name)
                    : new Visitor.Doorkeeper(
                            json.get("event").getAsString(), json.get("code").getAsString(), name);
            return new Claims(
                    visitor,
                    json.get("jti").getAsString(),
                    Instant.ofEpochSecond(json.get("exp").getAsLong()));
        } catch (JsonParseException problem) {
            throw new IllegalStateException("a token that we signed is not in our form", problem);
        }
    }

    private byte[] sign(String content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, problem);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
