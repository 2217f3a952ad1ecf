package dev.todoapp.generator;

import dev.todoapp.database.Database;
import dev.todoapp.service.Refusal;
import java.util.List;

/// What can be set while the stack runs, in the database `config`.
public final class SiteSettings {
    private final Database config;

    public SiteSettings(Database config) {
        this.config = config;
    }

    public record Setting(String name, int value, int least, int most, String meaning) {}

    public List<Setting> all() {
        return config.query(
                "SELECT name, value, least, most, meaning FROM setting ORDER BY name",
                row -> new Setting(
                        row.getString("name"),
                        row.getInt("value"),
                        row.getInt("least"),
                        row.getInt("most"),
                        row.getString("meaning")));
    }

    int value(String name) {
        return config.one("SELECT value FROM setting WHERE name = ?", row -> row.getInt("value"), name)
                .orElseThrow(() -> new IllegalStateException("there is no setting " + name));
    }

    public void set(String name, int value) {
        var setting = all().stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(Refusal::nothingHere);
        if (value < setting.least || value > setting.most) {
            throw new Refusal(422, name + " is a number from " + setting.least + " to " + setting.most + ".");
        }
        config.update("UPDATE setting SET value = ?, changed_at = now() WHERE name = ?", value, name);
    }
}
