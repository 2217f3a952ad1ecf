package dev.todolist.todo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.todolist.account.Account;
import dev.todolist.database.Database;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/// Everybody's lists. Each question names whose they are, so that nobody gets at another's.
public final class Lists {
    public static final int TITLE_LENGTH = 80;
    public static final int TEXT_LENGTH = 200;
    static final int LISTS = 100;
    static final int TASKS = 500;

    private final Database database;
    private final Clock clock;

    public Lists(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What can't be done, in words for the person.
    public static final class Refused extends RuntimeException {
        public Refused(String reason) {
            super(reason, null, false, false);
        }

        /// The same, and never null.
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /// In the order in which they were made.
    public List<TaskList> of(Account account) {
        var open = counts(account, false);
        var done = counts(account, true);
        List<TaskList> lists = new ArrayList<>();
        for (var list : lists().find(owned(account)).sort(Sorts.ascending("made"))) {
            var id = list.getString("_id");
            long left = open.getOrDefault(id, 0L);
            lists.add(new TaskList(id, list.getString("title"), left, left + done.getOrDefault(id, 0L)));
        }
        return lists;
    }

    private Map<String, Long> counts(Account account, boolean done) {
        Map<String, Long> counts = new HashMap<>();
        for (var group : tasks().aggregate(List.of(
                Aggregates.match(and(owned(account), eq("done", done))),
                Aggregates.group("$list", Accumulators.sum("count", 1))))) {
            counts.put(group.getString("_id"), group.get("count", Number.class).longValue());
        }
        return counts;
    }

    public Optional<TaskList> find(Account account, String id) {
        return Optional.ofNullable(lists().find(one(account, id)).first())
                .map(list -> new TaskList(
                        id,
                        list.getString("title"),
                        tasks().countDocuments(and(onList(account, id), eq("done", false))),
                        tasks().countDocuments(onList(account, id))));
    }

    public String make(Account account, String title) {
        var text = text(title, TITLE_LENGTH, "A list needs a name");
        if (lists().countDocuments(owned(account)) >= LISTS) {
            throw new Refused("A hundred lists are enough. Take one away first.");
        }
        var id = UUID.randomUUID().toString();
        lists().insertOne(new Document("_id", id)
                .append("owner", account.id())
                .append("title", text)
                .append("made", now()));
        return id;
    }

    public boolean rename(Account account, String id, String title) {
        var text = text(title, TITLE_LENGTH, "A list needs a name");
        return lists().updateOne(one(account, id), Updates.set("title", text)).getMatchedCount() == 1;
    }

    /// With all that is on it.
    public boolean remove(Account account, String id) {
        tasks().deleteMany(onList(account, id));
        return lists().deleteOne(one(account, id)).getDeletedCount() == 1;
    }

    /// What is open first, by the day on which it is due; what is done at the end.
    public List<Task> tasks(Account account, String list) {
        List<Task> found = new ArrayList<>();
        for (var task : tasks().find(onList(account, list)).sort(Sorts.ascending("made"))) {
            found.add(task(task));
        }
        found.sort(Comparator.comparing(Task::isDone)
                .thenComparing(task -> task.due().orElse(LocalDate.MAX)));
        return found;
    }

    /// What is open and due by that day, on any list.
    public List<Task> due(Account account, LocalDate day) {
        List<Task> found = new ArrayList<>();
        for (var task : tasks().find(and(owned(account), eq("done", false), lte("due", day.toString())))
                .sort(Sorts.ascending("due", "made"))) {
            // A task without a day has none in the database either; what compares by kind leaves it out, and so do we.
            if (task.getString("due") != null) {
                found.add(task(task));
            }
        }
        return found;
    }

    public Task add(Account account, String list, String text, Optional<LocalDate> due) {
        var words = text(text, TEXT_LENGTH, "A task needs some words");
        if (lists().countDocuments(one(account, list)) == 0) {
            throw new Refused("This list is not there any more.");
        }
        if (tasks().countDocuments(onList(account, list)) >= TASKS) {
            throw new Refused("Five hundred tasks are enough for one list.");
        }
        var task = new Task(UUID.randomUUID().toString(), list, words, due, false);
        tasks().insertOne(new Document("_id", task.id())
                .append("owner", account.id())
                .append("list", list)
                .append("text", words)
                .append("due", due.map(LocalDate::toString).orElse(null))
                .append("done", false)
                .append("made", now()));
        return task;
    }

    public Optional<Task> check(Account account, String id, boolean done) {
        return change(account, id, Updates.set("done", done));
    }

    public Optional<Task> change(Account account, String id, String text, Optional<LocalDate> due) {
        var words = text(text, TEXT_LENGTH, "A task needs some words");
        return change(
                account,
                id,
                Updates.combine(
                        Updates.set("text", words),
                        Updates.set("due", due.map(LocalDate::toString).orElse(null))));
    }

    private Optional<Task> change(Account account, String id, Bson update) {
        tasks().updateOne(one(account, id), update);
        return task(account, id);
    }

    public Optional<Task> task(Account account, String id) {
        return Optional.ofNullable(tasks().find(one(account, id)).first()).map(Lists::task);
    }

    public boolean removeTask(Account account, String id) {
        return tasks().deleteOne(one(account, id)).getDeletedCount() == 1;
    }

    private static Task task(Document document) {
        return new Task(
                document.getString("_id"),
                document.getString("list"),
                document.getString("text"),
                Optional.ofNullable(document.getString("due")).map(LocalDate::parse),
                document.getBoolean("done", false));
    }

    private static String text(String text, int length, String otherwise) {
        var words = text.strip();
        if (words.isEmpty()) {
            throw new Refused(otherwise + ".");
        }
        if (words.length() > length) {
            throw new Refused("That is too long: " + length + " characters at most.");
        }
        return words;
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private static Bson owned(Account account) {
        return Filters.eq("owner", account.id());
    }

    private static Bson onList(Account account, String list) {
        return and(owned(account), eq("list", list));
    }

    private static Bson one(Account account, String id) {
        return and(owned(account), eq("_id", id));
    }

    private MongoCollection<Document> lists() {
        return database.collection("lists");
    }

    private MongoCollection<Document> tasks() {
        return database.collection("tasks");
    }
}
