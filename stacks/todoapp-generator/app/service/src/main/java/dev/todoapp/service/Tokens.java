package dev.todoapp.service;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JSON Web Tokens of one kind only: HS256, signed with JWT_SECRET, each for one audience. The header of a token that
/// comes in isn't asked which algorithm it would like; it must be ours to the letter.
public final class Tokens {

    /// Whom a token is meant for: one that lets a person in can't be used between services.
    public enum Audience {
        /// A person's browser.
        SESSION,
        /// The private API, from the public one.
        GENERATION,
        /// The private API, from whoever looks after the stack.
        ADMINISTRATION
    }

    /// What a token says.
    ///
    /// @param subject an account's id
    /// @param id of the session
    public record Claims(String subject, String id, Instant expires) {}

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER =
            encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec key;
    private final InstantSource clock;

    public Tokens(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    public String issue(Audience audience, String subject, String id, Duration life) {
        var now = clock.instant();
        var claims = new JsonObject();
        claims.addProperty("aud", audience.name());
        claims.addProperty("sub", subject);
        claims.addProperty("jti", id);
        claims.addProperty("iat", now.getEpochSecond());
        claims.addProperty("exp", now.plus(life).getEpochSecond());
        var content = HEADER + "." + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return content + "." + encoded(sign(content));
    }

    /// What the token says, if it is ours, meant for this and still good.
    public Optional<Claims> read(Audience audience, String token) {
        var dot = token.lastIndexOf('.');
        if (dot <= HEADER.length() || !token.startsWith(HEADER + ".")) {
            return Optional.empty();
        }
        var content = token.substring(0, dot);
        var signature = encoded(sign(content)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(signature, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return claims(audience, content.substring(HEADER.length() + 1))
                .filter(claims -> clock.instant().isBefore(claims.expires));
    }

    /// Of `Authorization: Bearer …`.
    public static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }

    private static Optional<Claims> claims(Audience audience, String part) {
        try {
            var json = JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return json.get("aud").getAsString().equals(audience.name())
                    ? Optional.of(new Claims(
                            json.get("sub").getAsString(),
                            json.get("jti").getAsString(),
                            Instant.ofEpochSecond(json.get("exp").getAsLong())))
                    : Optional.empty();
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private byte[] sign(String content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, problem);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
