package dev.emailight.redis;

import java.net.URI;
import java.util.List;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/// The connection to Redis. Whoever asks while it is away waits a little and is then told.
public final class Redis implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final int CONNECT_MILLISECONDS = 2_000;
    private static final int ANSWER_MILLISECONDS = 3_000;

    /// The queue waits for new work far shorter than this.
    private static final int BLOCKED_MILLISECONDS = 10_000;

    private final RedisClient client;

    private Redis(RedisClient client) {
        this.client = client;
    }

    /// @param address such as `redis://:password@host:6379/0`
    public static Redis at(String address) {
        var uri = URI.create(address);
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(java.time.Duration.ofMillis(ANSWER_MILLISECONDS));
        var client = RedisClient.builder()
                .clientConfig(DefaultJedisClientConfig.builder(uri)
                        .connectionTimeoutMillis(CONNECT_MILLISECONDS)
                        .socketTimeoutMillis(ANSWER_MILLISECONDS)
                        .blockingSocketTimeoutMillis(BLOCKED_MILLISECONDS)
                        .clientName("emailight")
                        .build())
                .hostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort())
                .poolConfig(pool)
                .build();
        return new Redis(client);
    }

    public RedisClient client() {
        return client;
    }

    /// Runs a script: all of it, or nothing, and nobody else in between.
    Object run(String script, List<String> keys, List<String> arguments) {
        return client.eval(script, keys, arguments);
    }

    /// Whether it answers, and to us.
    public boolean isReachable() {
        try {
            return client.ping().equals("PONG");
        } catch (JedisException _) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
