package dev.todoapp.frontend;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.todoapp.service.JsonDocument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the pages show, read from what the gateway says.
public final class View {
    private View() {}

    /// A template where one is chosen.
    public record Choice(String key, String title, String summary, String icon, int steps) {}

    /// A template that was chosen.
    public record Template(
            String key, String title, String summary, String icon, String question, List<Option> options, int lead) {}

    public record Option(String key, String label) {}

    public record TaskList(String id, String title, Optional<LocalDate> day, int open, int total) {
        public int done() {
            return total - open;
        }
    }

    public record Task(
            String id, String list, Optional<String> phase, String text, Optional<LocalDate> due, boolean isDone) {
        public boolean isLate(LocalDate today) {
            return !isDone && due.isPresent() && due.get().isBefore(today);
        }

        public boolean isDueOn(LocalDate today) {
            return !isDone && due.isPresent() && due.get().equals(today);
        }
    }

    /// Tasks that belong together.
    public record Group(String title, List<Task> tasks) {
        public long open() {
            return tasks.stream().filter(task -> !task.isDone).count();
        }
    }

    static List<Choice> choices(JsonArray templates) {
        return documents(templates).stream()
                .map(each -> new Choice(
                        each.text("key"),
                        each.text("title"),
                        each.text("summary"),
                        each.text("icon"),
                        each.number("steps")))
                .toList();
    }

    static Template template(JsonDocument document) {
        return new Template(
                document.text("key"),
                document.text("title"),
                document.text("summary"),
                document.text("icon"),
                document.text("question"),
                document.documents("options").stream()
                        .map(option -> new Option(option.text("key"), option.text("label")))
                        .toList(),
                document.documents("steps").stream()
                        .mapToInt(step -> -step.number("days"))
                        .max()
                        .orElse(0));
    }

    static TaskList list(JsonDocument document) {
        return new TaskList(
                document.text("id"),
                document.text("title"),
                document.day("day"),
                document.number("open"),
                document.number("total"));
    }

    static List<TaskList> lists(JsonDocument document) {
        return document.documents("lists").stream().map(View::list).toList();
    }

    static List<Task> tasks(JsonDocument document, String name) {
        return document.documents(name).stream()
                .map(task -> new Task(
                        task.text("id"),
                        task.text("list"),
                        task.optionalText("phase"),
                        task.text("text"),
                        task.day("due"),
                        task.isTrue("done")))
                .toList();
    }

    /// Of a list that was not made yet.
    static List<Task> preview(JsonDocument document) {
        return document.documents("tasks").stream()
                .map(task -> new Task("", "", task.optionalText("phase"), task.text("text"), task.day("due"), false))
                .toList();
    }

    /// By phase, in the order in which the phases come; what a person added stands first.
    static List<Group> groups(List<Task> tasks) {
        var titles = new ArrayList<String>();
        tasks.forEach(task -> {
            var title = task.phase.orElse("");
            if (!titles.contains(title)) {
                titles.add(title);
            }
        });
        titles.sort((one, other) -> Boolean.compare(!one.isEmpty(), !other.isEmpty()));
        return titles.stream()
                .map(title -> new Group(
                        title,
                        tasks.stream()
                                .filter(task -> task.phase.orElse("").equals(title))
                                .toList()))
                .toList();
    }

    private static List<JsonDocument> documents(JsonArray array) {
        var holder = new JsonObject();
        holder.add("all", array);
        return new JsonDocument(holder).documents("all");
    }
}
