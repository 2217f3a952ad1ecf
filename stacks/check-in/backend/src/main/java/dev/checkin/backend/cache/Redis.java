package dev.checkin.backend.cache;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/// Redis, or nothing: whoever asks while it is away is told so at once, and it is left alone for a moment.
public final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final int CONNECTIONS = 16;
    private static final int PATIENCE_MILLISECONDS = 500;
    private static final long REST = Duration.ofSeconds(1).toNanos();

    private final RedisClient client;
    private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());
    private volatile boolean isAway;
    private volatile boolean isClosed;

    private Redis(RedisClient client) {
        this.client = client;
    }

    /// @param address `redis://[user:password@]host:port[/number]`
    public static Redis at(URI address) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(PATIENCE_MILLISECONDS));
        pool.setJmxEnabled(false);
        var settings = DefaultJedisClientConfig.builder()
                // What is asked here was in the protocol from the beginning.
                .serverDefaultProtocol()
                .timeoutMillis(PATIENCE_MILLISECONDS)
                .clientName("check-in");
        Optional.ofNullable(address.getUserInfo()).ifPresent(user -> {
            var colon = user.indexOf(':');
            if (colon > 0) {
                settings.user(user.substring(0, colon));
            }
            settings.password(user.substring(colon + 1));
        });
        return new Redis(RedisClient.builder()
                .hostAndPort(address.getHost(), address.getPort() < 0 ? 6379 : address.getPort())
                .clientConfig(settings.build())
                .poolConfig(pool)
                .build());
    }

    /// What is asked of Redis; empty when it is away, or has no answer.
    <T> Optional<T> ask(Function<RedisClient, T> question) {
        if (System.nanoTime() - restsUntil.get() < 0) {
            return Optional.empty();
        }
        try {
            var answer = Optional.ofNullable(question.apply(client));
            if (isAway) {
                isAway = false;
                LOG.atInfo().log("Redis is back");
            }
            return answer;
        } catch (JedisException problem) {
            restsUntil.set(System.nanoTime() + REST);
            if (!isAway) {
                isAway = true;
                LOG.atWarn().addKeyValue("reason", reason(problem)).log("Redis is away: all goes on without it");
            }
            return Optional.empty();
        }
    }

    /// What lies at the bottom of it: that no connection could be had says little.
    private static String reason(Throwable problem) {
        var bottom = problem;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return String.valueOf(bottom.getMessage());
    }

    public boolean isReachable() {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException _) {
            return false;
        }
    }

    /// Tells all who listen on the channel, on every backend.
    public void tell(String channel, String word) {
        ask(redis -> redis.publish(channel, word));
    }

    /// Listens until this is closed; where Redis goes away, it listens again when it is back.
    public void listen(String channel, Consumer<String> listener) {
        var ear = new JedisPubSub() {
            @Override
            public void onMessage(String from, String word) {
                if (isClosed) {
                    unsubscribe();
                } else {
                    listener.accept(word);
                }
            }
        };
        while (!isClosed && !Thread.currentThread().isInterrupted()) {
            try {
                client.subscribe(ear, channel);
            } catch (JedisException problem) {
                LOG.atDebug().addKeyValue("reason", reason(problem)).log("not listening");
            }
            try {
                Thread.sleep(Duration.ofNanos(REST));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Several fields of a hash, which is forgotten after a while.
    void keep(String key, Map<String, String> fields, Duration life) {
        ask(redis -> {
            try (var pipeline = redis.pipelined()) {
                pipeline.hset(key, fields);
                var kept = pipeline.expire(key, life.toSeconds());
                pipeline.sync();
                return kept.get();
            }
        });
    }

    @Override
    public void close() {
        isClosed = true;
        client.close();
    }
}
