package dev.checkin.backend.event;

import dev.checkin.backend.cache.Redis;
import dev.checkin.backend.cache.Remembered;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// That something has changed with an event: what was remembered of it is old, and whoever watches it wants to know, on
/// every backend.
public final class News implements AutoCloseable {
    private static final String CHANNEL = "checkin:news";

    private final Redis redis;
    private final Remembered boards;
    private final Map<String, Set<Semaphore>> watchers = new ConcurrentHashMap<>();
    private final Thread ear;
    private volatile boolean isClosed;

    public News(Redis redis, Remembered boards) {
        this.redis = redis;
        this.boards = boards;
        ear = Thread.ofVirtual().name("news").start(() -> redis.listen(CHANNEL, this::tellHere));
    }

    /// To be called after the change.
    void changed(String event) {
        boards.changed(event);
        tellHere(event);
        redis.tell(CHANNEL, event);
    }

    private void tellHere(String event) {
        watchers.getOrDefault(event, Set.of()).forEach(Semaphore::release);
    }

    public Watch watch(String event) {
        var bell = new Semaphore(0);
        watchers.compute(event, (_, bells) -> {
            Set<Semaphore> all = bells == null ? ConcurrentHashMap.newKeySet() : bells;
            all.add(bell);
            return all;
        });
        return new Watch(event, bell);
    }

    /// Somebody who wants to be told.
    public final class Watch implements AutoCloseable {
        private final String event;
        private final Semaphore bell;

        private Watch(String event, Semaphore bell) {
            this.event = event;
            this.bell = bell;
        }

        /// Waits for news, for so long at most; much at once is one piece of news.
        public void await(Duration longest) throws InterruptedException {
            if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        }

        /// Whether there will be no more.
        public boolean isOver() {
            return isClosed;
        }

        @Override
        public void close() {
            watchers.computeIfPresent(event, (_, bells) -> {
                bells.remove(bell);
                return bells.isEmpty() ? null : bells;
            });
        }
    }

    /// Sends everybody home who waits.
    @Override
    public void close() {
        isClosed = true;
        ear.interrupt();
        watchers.values().forEach(bells -> bells.forEach(Semaphore::release));
    }
}
