package dev.faildaily.backend.account;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JSON Web Tokens of one kind only: HS256, signed with JWT_SECRET. The header of a token that comes in isn't
/// asked which algorithm it would like; it must be ours to the letter.
final class Tokens {

    /// What a token says.
    record Claims(long account, String session, Instant expires) {}

    static final Duration LIFE = Duration.ofDays(7);

    private static final String HEADER =
            encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    String issue(long account) {
        var id = new byte[18];
        random.nextBytes(id);
        var now = clock.instant();
        var claims = new JsonObject();
        claims.addProperty("sub", Long.toString(account));
        claims.addProperty("jti", encoded(id));
        claims.addProperty("iat", now.getEpochSecond());
        claims.addProperty("exp", now.plus(LIFE).getEpochSecond());
        var content = HEADER + "." + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return content + "." + encoded(sign(content));
    }

    /// What the token says, if it is ours and still good.
    Optional<Claims> read(String token) {
        var dot = token.lastIndexOf('.');
        if (dot < 0 || !token.startsWith(HEADER + ".")) {
            return Optional.empty();
        }
        var content = token.substring(0, dot);
        var signature = encoded(sign(content)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(signature, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return claims(content.substring(HEADER.length() + 1))
                .filter(claims -> clock.instant().isBefore(claims.expires));
    }

    /// A word that only this server can make from a session: what the page sends along with every change.
    String proof(Claims claims) {
        return encoded(sign("csrf:" + claims.session));
    }

    private static Optional<Claims> claims(String part) {
        try {
            var json = JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return Optional.of(new Claims(
                    json.get("sub").getAsLong(),
                    json.get("jti").getAsString(),
                    Instant.ofEpochSecond(json.get("exp").getAsLong())));
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private byte[] sign(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no HmacSHA256", problem);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
