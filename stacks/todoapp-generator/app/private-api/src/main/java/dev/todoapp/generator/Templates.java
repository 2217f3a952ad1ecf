package dev.todoapp.generator;

import dev.todoapp.database.Database;
import dev.todoapp.database.Migrations;
import dev.todoapp.database.Statements;
import dev.todoapp.service.JsonDocument;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The templates, in the database `config`.
public final class Templates {
    /// Those that are there from the start, in this order.
    private static final List<String> FIRST =
            List.of("move-house", "release", "birthday-party", "camping-trip", "new-colleague", "job-search");

    private final Database config;

    public Templates(Database config) {
        this.config = config;
    }

    static List<Migrations.Step> steps() {
        return List.of(
                Migrations.Step.file(Templates.class, "config-001-templates.sql"),
                new Migrations.Step("config-002-first-templates", statements -> {
                    for (var key : FIRST) {
                        var text = Migrations.content(Templates.class, "templates/" + key + ".json");
                        save(statements, Template.read(key, JsonDocument.of(text)));
                    }
                }));
    }

    /// What is shown of a template where one is chosen.
    public record Summary(String key, String title, String summary, String icon, int steps) {}

    /// In the order in which they were made.
    public List<Summary> all() {
        return config.query(
                """
                SELECT key, title, summary, icon,
                  (SELECT count(*) FROM template_step WHERE template = key) AS steps
                FROM template ORDER BY position, key
                """,
                row -> new Summary(
                        row.getString("key"),
                        row.getString("title"),
                        row.getString("summary"),
                        row.getString("icon"),
                        row.getInt("steps")));
    }

    public Optional<Template> find(String key) {
        return config.together(statements -> {
            var options = statements.query(
                    "SELECT key, label FROM template_option WHERE template = ? ORDER BY position",
                    row -> new Template.Option(row.getString("key"), row.getString("label")),
                    key);
            var steps = statements.query(
                    "SELECT phase, days, words, option FROM template_step WHERE template = ? ORDER BY position",
                    row -> new Template.Step(
                            row.getString("phase"),
                            row.getInt("days"),
                            row.getString("words"),
                            Optional.ofNullable(row.getString("option"))),
                    key);
            return statements.one(
                    "SELECT title, summary, icon, question FROM template WHERE key = ?",
                    row -> new Template(
                            key,
                            row.getString("title"),
                            row.getString("summary"),
                            row.getString("icon"),
                            row.getString("question"),
                            options,
                            steps),
                    key);
        });
    }

    public void save(Template template) {
        config.together(statements -> {
            save(statements, template);
            return true;
        });
    }

    public boolean remove(String key) {
        return config.update("DELETE FROM template WHERE key = ?", key) > 0;
    }

    private static void save(Statements statements, Template template) throws SQLException {
        statements.update(
                """
                INSERT INTO template (key, title, summary, icon, question, position)
                VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM template))
                ON CONFLICT (key) DO UPDATE SET title = excluded.title, summary = excluded.summary,
                  icon = excluded.icon, question = excluded.question, changed_at = now()
                """, template.key(), template.title(), template.summary(), template.icon(), template.question());
        statements.update("DELETE FROM template_step WHERE template = ?", template.key());
        statements.update("DELETE FROM template_option WHERE template = ?", template.key());
        var options = new ArrayList<Object[]>();
        for (var option : template.options()) {
            options.add(new Object[] {template.key(), option.key(), option.label(), options.size()});
        }
        statements.updateAll(
                "INSERT INTO template_option (template, key, label, position) VALUES (?, ?, ?, ?)", options);
        var steps = new ArrayList<Object[]>();
        for (var step : template.steps()) {
            steps.add(new Object[] {template.key(), steps.size(), step.phase(), step.days(), step.words(), step.option()
            });
        }
        statements.updateAll(
                "INSERT INTO template_step (template, position, phase, days, words, option) VALUES (?, ?, ?, ?, ?, ?)",
                steps);
    }
}
