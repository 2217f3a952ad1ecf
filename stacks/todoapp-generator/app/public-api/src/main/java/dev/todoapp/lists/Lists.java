package dev.todoapp.lists;

import dev.todoapp.database.Database;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Everybody's lists. Each statement names whose they are, so that nobody gets at another's.
final class Lists {
    private static final int TITLE_LENGTH = 80;
    private static final int TEXT_LENGTH = 200;
    private static final int LISTS = 100;
    private static final int TASKS = 500;

    private final Database users;
    private final Clock clock;

    Lists(Database users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /// A list to be made.
    record Draft(String title, Optional<String> template, Optional<LocalDate> day, List<Entry> entries) {
        Draft {
            entries = List.copyOf(entries);
        }
    }

    /// A task to be made.
    record Entry(Optional<String> phase, String words, Optional<LocalDate> due) {}

    LocalDate today() {
        return LocalDate.now(clock);
    }

    private static final String LIST = """
            SELECT list.id, title, template, day, count(task.id) AS total,
              count(task.id) FILTER (WHERE NOT task.done) AS open
            FROM list LEFT JOIN task ON task.list = list.id
            """;

    private static TaskList list(ResultSet row) throws SQLException {
        return new TaskList(
                row.getObject("id", UUID.class),
                row.getString("title"),
                Optional.ofNullable(row.getString("template")),
                Optional.ofNullable(row.getObject("day", LocalDate.class)),
                row.getLong("open"),
                row.getLong("total"));
    }

    /// The newest first.
    List<TaskList> of(Account account) {
        return users.query(
                LIST + "WHERE owner = ? GROUP BY list.id ORDER BY list.made_at DESC, list.id",
                Lists::list,
                account.id());
    }

    Optional<TaskList> find(Account account, UUID id) {
        return users.one(LIST + "WHERE list.id = ? AND owner = ? GROUP BY list.id", Lists::list, id, account.id());
    }

    private static final String TASK = "SELECT task.id, list, phase, words, due, done FROM task ";

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getObject("list", UUID.class),
                Optional.ofNullable(row.getString("phase")),
                row.getString("words"),
                Optional.ofNullable(row.getObject("due", LocalDate.class)),
                row.getBoolean("done"));
    }

    /// In their order; the caller has found the list.
    List<Task> tasks(TaskList list) {
        return users.query(TASK + "WHERE list = ? ORDER BY position", Lists::task, list.id());
    }

    /// What is open and due by that day, on any list.
    List<Task> due(Account account, LocalDate day) {
        return users.query(TASK + """
                JOIN list ON list.id = task.list
                WHERE owner = ? AND NOT done AND due <= ? ORDER BY due, list.made_at, position
                """, Lists::task, account.id(), day);
    }

    TaskList make(Account account, Draft draft) {
        var title = title(draft.title);
        var id = UUID.randomUUID();
        return users.together(statements -> {
            // Two at once count as two.
            statements.query("SELECT id FROM account WHERE id = ? FOR UPDATE", _ -> true, account.id());
            var count = statements.one("SELECT count(*) FROM list WHERE owner = ?", row -> row.getInt(1), account.id());
            if (count.orElse(0) >= LISTS) {
                throw new Refusal(422, "A hundred lists are enough. Take one away first.");
            }
            statements.update(
                    "INSERT INTO list (id, owner, title, template, day, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    account.id(),
                    title,
                    draft.template,
                    draft.day,
                    Timestamp.from(clock.instant()));
            var rows = new ArrayList<Object[]>();
            for (var entry : draft.entries) {
                rows.add(new Object[] {UUID.randomUUID(), id, rows.size(), entry.phase, entry.words, entry.due});
            }
            statements.updateAll(
                    "INSERT INTO task (id, list, position, phase, words, due) VALUES (?, ?, ?, ?, ?, ?)", rows);
            return new TaskList(id, title, draft.template, draft.day, rows.size(), rows.size());
        });
    }

    private static String title(String text) {
        return JsonDocument.words(text, TITLE_LENGTH, "A list needs a name.");
    }

    private static String taskWords(String text) {
        return JsonDocument.words(text, TEXT_LENGTH, "A task needs some words.");
    }

    boolean rename(Account account, UUID id, String title) {
        return users.update("UPDATE list SET title = ? WHERE id = ? AND owner = ?", title(title), id, account.id())
                == 1;
    }

    /// With all that is on it.
    boolean remove(Account account, UUID id) {
        return users.update("DELETE FROM list WHERE id = ? AND owner = ?", id, account.id()) == 1;
    }

    Task add(Account account, UUID list, String text, Optional<LocalDate> due) {
        var words = taskWords(text);
        var id = UUID.randomUUID();
        return users.together(statements -> {
            statements
                    .one("SELECT id FROM list WHERE id = ? AND owner = ? FOR UPDATE", _ -> true, list, account.id())
                    .orElseThrow(Refusal::nothingHere);
            var count = statements
                    .one("SELECT count(*) FROM task WHERE list = ?", row -> row.getInt(1), list)
                    .orElse(0);
            if (count >= TASKS) {
                throw new Refusal(422, "Five hundred tasks are enough for one list.");
            }
            statements.update("""
                    INSERT INTO task (id, list, position, words, due)
                    VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM task WHERE list = ?), ?, ?)
                    """, id, list, list, words, due);
            return new Task(id, list, Optional.empty(), words, due, false);
        });
    }

    /// What of a task is to be another; what is absent stays.
    record TaskChange(Optional<Boolean> done, Optional<String> text, boolean isDueGiven, Optional<LocalDate> due) {}

    Optional<Task> change(Account account, UUID id, TaskChange change) {
        var words = change.text.map(Lists::taskWords);
        return users.one("""
                UPDATE task SET done = coalesce(?::boolean, done), words = coalesce(?::text, words),
                  due = CASE WHEN ? THEN ?::date ELSE due END
                FROM list WHERE task.id = ? AND list.id = task.list AND list.owner = ?
                RETURNING task.id, list, phase, words, due, done
                """, Lists::task, change.done, words, change.isDueGiven, change.due, id, account.id());
    }

    boolean removeTask(Account account, UUID id) {
        return users.update(
                        "DELETE FROM task USING list WHERE task.id = ? AND list.id = task.list AND list.owner = ?",
                        id,
                        account.id())
                == 1;
    }
}
