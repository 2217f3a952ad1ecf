package dev.todoapp.generator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Something to do, on a day.
public record GeneratedTask(String phase, String words, LocalDate due) {

    /// All that a template asks for: by day, and in the template's order where the day is the same. What should have
    /// been
    /// done before today is due today: who begins late has more to do at first.
    public static List<GeneratedTask> of(Template template, LocalDate day, Set<String> options, LocalDate today) {
        return template.steps().stream()
                .filter(step -> step.option().map(options::contains).orElse(true))
                .map(step -> new GeneratedTask(step.phase(), step.words(), later(day.plusDays(step.days()), today)))
                .sorted(Comparator.comparing(GeneratedTask::due))
                .toList();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    static JsonArray json(List<GeneratedTask> tasks) {
        var all = new JsonArray();
        tasks.forEach(task -> {
            var one = new JsonObject();
            one.addProperty("phase", task.phase);
            one.addProperty("text", task.words);
            one.addProperty("due", task.due.toString());
            all.add(one);
        });
        return all;
    }
}
