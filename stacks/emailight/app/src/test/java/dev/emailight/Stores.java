package dev.emailight;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/// What the programs keep things in: a MongoDB in this process, and a real Redis.
public final class Stores implements AutoCloseable {
    private final MongoServer mongo = new MongoServer(new MemoryBackend());
    private final RedisServer redis;
    private final int redisPort;
    private final String database;

    public Stores() throws IOException {
        database = "mongodb://127.0.0.1:" + mongo.bind().getPort() + "/emailight";
        redisPort = freePort();
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        redis.start();
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Settings.Stores settings() {
        return new Settings.Stores(database, "redis://127.0.0.1:" + redisPort + "/0");
    }

    public void loseMongo() {
        mongo.shutdownNow();
    }

    public void loseRedis() throws IOException {
        redis.stop();
    }

    @Override
    public void close() throws IOException {
        mongo.shutdownNow();
        redis.stop();
    }
}
