package dev.todoapp.generator;

import dev.todoapp.database.Database;
import dev.todoapp.database.Migrations;
import dev.todoapp.service.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Generates lists, and keeps in the database `intern` what was generated when: not for whom by name, nor what people
/// write on their lists.
public final class Generations {
    private final Database intern;
    private final SiteSettings settings;
    private final Clock clock;

    public Generations(Database intern, SiteSettings settings, Clock clock) {
        this.intern = intern;
        this.settings = settings;
        this.clock = clock;
    }

    static List<Migrations.Step> steps() {
        return List.of(Migrations.Step.file(Generations.class, "intern-001-generations.sql"));
    }

    /// What somebody wants generated.
    public record Order(Template template, LocalDate day, Set<String> options) {
        public Order {
            options = new TreeSet<>(options);
        }
    }

    public record Generation(UUID id, String template, LocalDate day, int tasks, Instant at) {}

    public List<GeneratedTask> preview(Order order) {
        return GeneratedTask.of(order.template, order.day, order.options, LocalDate.now(clock));
    }

    public List<GeneratedTask> make(UUID account, Order order) {
        var allowed = settings.value("generations_per_hour");
        var tasks = preview(order);
        var now = clock.instant();
        intern.together(statements -> {
            // Two at once, from two of the public API, count as two.
            statements.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", _ -> true, account.toString());
            var made = statements
                    .one(
                            "SELECT count(*) FROM generation WHERE account = ? AND made_at > ?",
                            row -> row.getInt(1),
                            account,
                            Timestamp.from(now.minus(Duration.ofHours(1))))
                    .orElse(0);
            if (made >= allowed) {
                throw new Refusal(429, "That are many lists for one hour. Please wait a while.");
            }
            return statements.update(
                    "INSERT INTO generation (id, template, account, day, options, tasks, made_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    UUID.randomUUID(),
                    order.template.key(),
                    account,
                    order.day,
                    List.copyOf(order.options),
                    tasks.size(),
                    Timestamp.from(now));
        });
        return tasks;
    }

    public List<Generation> latest(int count) {
        return intern.query(
                "SELECT id, template, day, tasks, made_at FROM generation ORDER BY made_at DESC LIMIT ?",
                row -> new Generation(
                        row.getObject("id", UUID.class),
                        row.getString("template"),
                        row.getObject("day", LocalDate.class),
                        row.getInt("tasks"),
                        row.getTimestamp("made_at").toInstant()),
                count);
    }

    /// How often each template was used lately, as the job last counted it.
    public Map<String, Long> uses() {
        var uses = new LinkedHashMap<String, Long>();
        intern.query(
                        "SELECT template, uses FROM popularity",
                        row -> Map.entry(row.getString("template"), row.getLong("uses")))
                .forEach(use -> uses.put(use.getKey(), use.getValue()));
        return uses;
    }

    void countUses() {
        var since = Timestamp.from(clock.instant().minus(Duration.ofDays(settings.value("popular_days"))));
        intern.together(statements -> {
            statements.update("DELETE FROM popularity");
            return statements.update("""
                    INSERT INTO popularity (template, uses)
                    SELECT template, count(*) FROM generation WHERE made_at > ? GROUP BY template
                    """, since);
        });
    }

    int forgetOld() {
        var before = Timestamp.from(clock.instant().minus(Duration.ofDays(settings.value("generations_kept_days"))));
        return intern.update("DELETE FROM generation WHERE made_at < ?", before);
    }
}
