package dev.emailight.message;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import dev.emailight.account.Account;
import dev.emailight.database.Database;
import dev.emailight.redis.Cache;
import dev.emailight.redis.Limit;
import dev.emailight.redis.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// What somebody can do with their e-mails: write, send, look at, take back, send again.
///
/// What is to be sent stands in the database first and in the queue second: should the program end in between, the
/// worker
/// finds it in the database.
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int DRAFTS = 200;

    private final Messages messages;
    private final Queue queue;
    private final Cache cache;
    private final Limit limit;
    private final Clock clock;

    /// What stands in Redis.
    public record Memory(Queue queue, Cache cache, Limit limit) {}

    public Desk(Database database, Memory memory, Clock clock) {
        this.messages = new Messages(database);
        this.queue = memory.queue();
        this.cache = memory.cache();
        this.limit = memory.limit();
        this.clock = clock;
    }

    /// @param isMore whether there are older ones
    public record Page(List<Summary> summaries, boolean isMore) {}

    public Page page(Account owner, Folder folder, Optional<Instant> before) {
        var end = before.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE >> 10);
        var name = "/users/" + owner.id() + "/messages/" + folder.word() + (before.isPresent() ? "/" + end : "");
        var all = Summary.read(cache.read(
                owner.id(),
                name,
                () -> Summary.write(messages.page(owner, folder, Instant.ofEpochMilli(end)).stream()
                        .map(Summary::of)
                        .toList())));
        return new Page(all.subList(0, Math.min(Messages.PAGE, all.size())), all.size() > Messages.PAGE);
    }

    public Map<Folder, Long> counts(Account owner) {
        return Summary.readCounts(cache.read(
                owner.id(), "/users/" + owner.id() + "/counts", () -> Summary.writeCounts(messages.counts(owner))));
    }

    public List<String> recipients(Account owner) {
        return Summary.readWords(cache.read(
                owner.id(),
                "/users/" + owner.id() + "/recipients",
                () -> Summary.writeWords(messages.recipients(owner))));
    }

    public Optional<Message> find(Account owner, String id) {
        return messages.find(owner, id);
    }

    /// Changes whenever anything of theirs has changed.
    public String revision(Account owner) {
        return cache.revision(owner.id());
    }

    /// How many more may be sent before the hour is over.
    public int left(Account owner) {
        return limit.left(limited(owner));
    }

    /// @param id of the draft that is written on; empty for a new one
    /// @return the draft's id
    public String keep(Account owner, Optional<String> id, Draft draft) {
        var deliveries = open(draft.typed());
        var letter = new Message.Letter(draft.subject(), draft.text());
        if (id.isEmpty() && counts(owner).getOrDefault(Folder.DRAFTS, 0L) >= DRAFTS) {
            throw new Refused("Two hundred drafts are enough. Send or remove one first.");
        }
        return put(owner, id, letter, deliveries, Status.DRAFT);
    }

    /// @return the id under which it is to be seen
    public String send(Account owner, Optional<String> id, Draft draft) {
        var deliveries = open(draft.recipients());
        count(owner, deliveries.size());
        var sent = put(owner, id, new Message.Letter(draft.subject(), draft.text()), deliveries, Status.QUEUED);
        enqueue(sent);
        return sent;
    }

    private String put(
            Account owner, Optional<String> id, Message.Letter letter, List<Delivery> deliveries, Status status) {
        var now = clock.instant();
        if (id.isPresent()) {
            change(
                    owner,
                    id.get(),
                    Status.DRAFT,
                    combine(
                            set("subject", letter.subject()),
                            set("text", letter.text()),
                            set("deliveries", MessageDocument.deliveries(deliveries)),
                            to(status, now)));
            return id.get();
        }
        var fresh = UUID.randomUUID().toString();
        messages.add(new Message(fresh, owner, letter, deliveries, status, 0, Optional.empty(), now, now));
        cache.changed(owner.id());
        return fresh;
    }

    /// Back to the drafts, as long as nobody has begun to send it.
    public void takeBack(Account owner, String id) {
        change(owner, id, Status.QUEUED, to(Status.DRAFT, clock.instant()));
    }

    /// Once more to those who have not got it.
    public void sendAgain(Account owner, String id) {
        var message =
                find(owner, id).filter(found -> found.status() == Status.FAILED).orElseThrow(Desk::gone);
        var deliveries = message.deliveries().stream()
                .map(delivery -> delivery.isSent() ? delivery : new Delivery.Open(delivery.to()))
                .toList();
        count(owner, (int) deliveries.stream().filter(Delivery::isOpen).count());
        change(
                owner,
                id,
                Status.FAILED,
                combine(set("deliveries", MessageDocument.deliveries(deliveries)), to(Status.QUEUED, clock.instant())));
        enqueue(id);
    }

    public void remove(Account owner, String id) {
        if (!messages.remove(owner, id)) {
            throw gone();
        }
        cache.changed(owner.id());
    }

    private void change(Account owner, String id, Status from, Bson update) {
        if (!messages.change(owner, id, from, update)) {
            throw gone();
        }
        cache.changed(owner.id());
    }

    private static Bson to(Status status, Instant now) {
        var due = status == Status.QUEUED ? set("due", Date.from(now)) : unset("due");
        return combine(
                set("status", status.word()),
                set("changed", Date.from(now)),
                set("attempts", 0),
                unset("problem"),
                due);
    }

    private void count(Account owner, int recipients) {
        if (limit.take(limited(owner), recipients)) {
            return;
        }
        var minutes = limit.wait(limited(owner)).map(Duration::toMinutes).orElse(0L) + 1;
        throw new Refused(
                429,
                "You may send " + limit.allowed() + " e-mails an hour, and " + left(owner)
                        + " are left. All of them are there again in " + minutes + " min.");
    }

    private static String limited(Account owner) {
        return "user:" + owner.id() + ":email_send";
    }

    private void enqueue(String id) {
        try {
            queue.add(id);
        } catch (JedisException problem) {
            // It stands in the database as queued: the worker finds it there, a little later.
            LOG.atWarn().setCause(problem).addKeyValue("message", id).log("not in the queue yet");
        }
    }

    private static List<Delivery> open(List<String> recipients) {
        return recipients.stream().<Delivery>map(Delivery.Open::new).toList();
    }

    private static Refused gone() {
        return new Refused(409, "This e-mail is not what it was any more. Please look again.");
    }
}
