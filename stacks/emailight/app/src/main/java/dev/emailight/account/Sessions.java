package dev.emailight.account;

import dev.emailight.redis.Redis;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who is logged in, in Redis. The browser holds a random key; Redis holds only what the secret makes of it, so that
/// nobody
/// who reads it can use a session, and a new secret ends them all.
public final class Sessions {
    public static final Duration LENGTH = Duration.ofDays(14);
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Redis redis;
    private final SecretKeySpec secret;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Sessions(Redis redis, String secret, Clock clock) {
        this.redis = redis;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /// @return the key for the browser: whose, and a random part
    public String open(Account account) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var key = account.id() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var token = signed("session", key);
        var name = name(account.id(), token);
        try (var change = redis.client().multi()) {
            change.hset(
                    name,
                    Map.of(
                            "userId", account.id(),
                            "name", account.name(),
                            "email", account.email(),
                            "authToken", token,
                            "expiry", clock.instant().plus(LENGTH).toString()));
            change.expire(name, LENGTH.toSeconds());
            change.exec();
        }
        return key;
    }

    public Optional<Account> find(String key) {
        var owner = owner(key);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        var session = redis.client().hgetAll(name(owner.get(), signed("session", key)));
        var id = session.get("userId");
        var name = session.get("name");
        var email = session.get("email");
        return id == null || name == null || email == null
                ? Optional.empty()
                : Optional.of(new Account(id, name, email));
    }

    public void close(String key) {
        owner(key).ifPresent(owner -> redis.client().del(name(owner, signed("session", key))));
    }

    /// What a form of ours holds and a page of somebody else's can't know.
    public String proof(String key) {
        return signed("form", key);
    }

    public boolean isProof(String key, String proof) {
        return MessageDigest.isEqual(
                proof(key).getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8));
    }

    /// A key comes from outside: only what can be one gets near the name of a key in Redis.
    private static Optional<String> owner(String key) {
        return key.matches("[0-9a-f-]{36}\\.[A-Za-z0-9_-]{43}") ? Optional.of(key.substring(0, 36)) : Optional.empty();
    }

    private static String name(String owner, String token) {
        return "SESSION:user:" + owner + ":" + token;
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
