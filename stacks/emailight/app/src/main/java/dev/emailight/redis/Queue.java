package dev.emailight.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/// The queue of e-mails that are to be sent: a stream that workers read as one group. What a worker has taken stays its
/// own
/// until it says that it is done; what one took that was killed, another takes over. What is for later waits beside it.
public final class Queue {
    static final String JOBS = "QUEUE:email_processing";
    static final String LATER = "QUEUE:email_processing:later";
    private static final StreamEntryID BEGINNING = new StreamEntryID(0, 0);
    private static final String GROUP = "workers";
    private static final String MESSAGE = "message";
    private static final int MANY = 100;

    private static final String BRING = """
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
            for _, message in ipairs(due) do
              redis.call('XADD', KEYS[2], '*', 'message', message)
              redis.call('ZREM', KEYS[1], message)
            end
            return #due
            """;

    /// Done with is gone: the stream holds no more than what is still to be done.
    private static final String DONE = """
            redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
            return redis.call('XDEL', KEYS[1], ARGV[2])
            """;

    private final Redis redis;

    public Queue(Redis redis) {
        this.redis = redis;
    }

    /// @param message its id: what is to be sent is asked of the database when its turn comes
    public record Job(StreamEntryID id, String message) {}

    public void add(String message) {
        redis.client().xadd(JOBS, StreamEntryID.NEW_ENTRY, Map.of(MESSAGE, message));
    }

    public void addLater(String message, Instant due) {
        redis.client().zadd(LATER, due.toEpochMilli(), message);
    }

    /// Puts what is due by now behind the rest.
    public long bring(Instant now) {
        return (Long) redis.run(
                BRING, List.of(LATER, JOBS), List.of(Long.toString(now.toEpochMilli()), Integer.toString(MANY)));
    }

    /// Waits a little when there is nothing.
    public List<Job> take(String worker, int count, Duration wait) {
        return inGroup(() -> {
            var parameters = XReadGroupParams.xReadGroupParams().count(count).block((int) wait.toMillis());
            var answer = redis.client()
                    .xreadGroup(GROUP, worker, parameters, Map.of(JOBS, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
            return answer == null || answer.isEmpty()
                    ? List.of()
                    : jobs(answer.getFirst().getValue());
        });
    }

    /// What was taken so long ago that whoever took it can't be at it any more.
    public List<Job> takeOver(String worker, int count, Duration idle) {
        return inGroup(() -> jobs(redis.client()
                .xautoclaim(
                        JOBS,
                        GROUP,
                        worker,
                        idle.toMillis(),
                        BEGINNING,
                        XAutoClaimParams.xAutoClaimParams().count(count))
                .getValue()));
    }

    public void done(Job job) {
        redis.run(DONE, List.of(JOBS), List.of(GROUP, job.id().toString()));
    }

    /// What is to be done, and what is being done.
    public long length() {
        return redis.client().xlen(JOBS);
    }

    public long later() {
        return redis.client().zcard(LATER);
    }

    private static List<Job> jobs(List<StreamEntry> entries) {
        return entries.stream()
                .map(entry ->
                        new Job(entry.getID(), String.valueOf(entry.getFields().get(MESSAGE))))
                .toList();
    }

    /// The group is made when it is first missed: nobody has to prepare a Redis that was emptied.
    private List<Job> inGroup(java.util.function.Supplier<List<Job>> question) {
        try {
            return question.get();
        } catch (JedisDataException problem) {
            if (!isAbout(problem, "NOGROUP")) {
                throw problem;
            }
            makeGroup();
            return question.get();
        }
    }

    private void makeGroup() {
        try {
            redis.client().xgroupCreate(JOBS, GROUP, BEGINNING, true);
        } catch (JedisDataException problem) {
            if (!isAbout(problem, "BUSYGROUP")) {
                throw problem;
            }
        }
    }

    private static boolean isAbout(JedisDataException problem, String code) {
        return String.valueOf(problem.getMessage()).startsWith(code);
    }
}
