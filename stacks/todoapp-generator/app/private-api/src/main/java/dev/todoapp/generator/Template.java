package dev.todoapp.generator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a list is generated from: steps, each so many days before or after the day that it is all about.
///
/// @param question asks for that day: "When do you move?"
public record Template(
        String key,
        String title,
        String summary,
        String icon,
        String question,
        List<Option> options,
        List<Step> steps) {

    /// What not everybody needs: its steps come only when it is chosen.
    public record Option(String key, String label) {}

    /// @param days before the day where it is negative, after it where it is positive
    /// @param option without one, everybody gets it
    public record Step(String phase, int days, String words, Optional<String> option) {}

    private static final String KEY = "[a-z][a-z0-9-]{1,39}";
    private static final int STEPS = 200;
    private static final int OPTIONS = 20;
    private static final int FURTHEST = 3650;

    public Template {
        options = List.copyOf(options);
        steps = List.copyOf(steps);
        require(key.matches(KEY), "A key has 2 to 40 small letters, digits and hyphens, and begins with a letter.");
        require(!steps.isEmpty() && steps.size() <= STEPS, "A template has 1 to " + STEPS + " steps.");
        require(options.size() <= OPTIONS, "A template has " + OPTIONS + " options at most.");
        Set<String> keys = options.stream().map(Option::key).collect(Collectors.toCollection(HashSet::new));
        require(keys.size() == options.size(), "Two options have the same key.");
        for (var option : options) {
            require(option.key.matches(KEY), "An option's key is made like a template's: " + option.key);
        }
        for (var step : steps) {
            require(Math.abs(step.days) <= FURTHEST, "A step is " + FURTHEST + " days away at most: " + step.words);
            require(
                    step.option.isEmpty() || keys.contains(step.option.get()),
                    "A step belongs to an option that is not there: " + step.option.orElse(""));
        }
    }

    private static void require(boolean isSo, String reason) {
        if (!isSo) {
            throw new Refusal(422, reason);
        }
    }

    static Template read(String key, JsonDocument document) {
        return new Template(
                key,
                words(document, "title", 80),
                words(document, "summary", 200),
                words(document, "icon", 8),
                words(document, "question", 80),
                document.documents("options").stream()
                        .map(option -> new Option(option.text("key"), words(option, "label", 80)))
                        .toList(),
                document.documents("steps").stream()
                        .map(step -> new Step(
                                words(step, "phase", 60),
                                step.number("days"),
                                words(step, "text", 200),
                                step.optionalText("option")))
                        .toList());
    }

    private static String words(JsonDocument document, String name, int longest) {
        return JsonDocument.words(document.text(name), longest, name + " is empty.");
    }

    JsonObject json() {
        var document = new JsonObject();
        document.addProperty("key", key);
        document.addProperty("title", title);
        document.addProperty("summary", summary);
        document.addProperty("icon", icon);
        document.addProperty("question", question);
        var choices = new JsonArray();
        options.forEach(option -> {
            var choice = new JsonObject();
            choice.addProperty("key", option.key);
            choice.addProperty("label", option.label);
            choices.add(choice);
        });
        document.add("options", choices);
        var all = new JsonArray();
        steps.forEach(step -> {
            var one = new JsonObject();
            one.addProperty("phase", step.phase);
            one.addProperty("days", step.days);
            one.addProperty("text", step.words);
            step.option.ifPresent(option -> one.addProperty("option", option));
            all.add(one);
        });
        document.add("steps", all);
        return document;
    }
}
