package dev.hauban.setup;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Decides what a settings file is to say, from its example and from what it says already.
final class Preparation {
    private final String file;
    private final SettingsText example;
    private final RandomGenerator chance;
    private final Map<String, Demand> demands = new HashMap<>();
    private final List<Setup.Made> made = new ArrayList<>();
    private final List<Setup.Open> open = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Preparation(String file, SettingsText example, RandomGenerator chance) {
        this.file = file;
        this.example = example;
        this.chance = chance;
        forEachSetting(example, (setting, remarks) -> demands.put(setting.name(), Demand.of(remarks, setting.value())));
    }

    /// @param text what the file is to say now
    /// @param open what a person has to set, with the line of the new file
    /// @param problems values that somebody set and that are too short
    record Result(String text, List<Setup.Made> made, List<Setup.Open> open, List<Problem> problems) {}

    /// @param file how the file is called in problems
    /// @param present what the file says already, if it is there
    static Result of(String file, String example, Optional<String> present, RandomGenerator chance) {
        var preparation = new Preparation(file, SettingsText.of(example), chance);
        SettingsText before = present.map(SettingsText::of).orElse(preparation.example);
        return preparation.result(present.isPresent() ? preparation.completed(before) : before);
    }

    private Result result(SettingsText before) {
        var lines = new ArrayList<SettingsText.Line>();
        for (int at = 0; at < before.lines().size(); at++) {
            SettingsText.Line line = before.lines().get(at);
            lines.add(
                    line instanceof SettingsText.Line.Setting setting
                            ? settled(setting, demand(setting, before.remarksAbove(at)), at + 1)
                            : line);
        }
        return new Result(new SettingsText(lines).text(), List.copyOf(made), List.copyOf(open), List.copyOf(problems));
    }

    private SettingsText.Line.Setting settled(SettingsText.Line.Setting setting, Demand demand, int line) {
        if (!Placeholder.isUnset(setting.name(), setting.value())) {
            checkLength(setting, demand, line);
            return setting;
        }
        boolean mayMake = demand.isOrdered() || Placeholder.isOwnSecret(setting.name());
        if (mayMake && !(demand.isOptional() && !demand.isOrdered())) {
            Recipe recipe = demand.recipeOrUsual();
            made.add(new Setup.Made(setting.name(), recipe.words()));
            return setting.with(recipe.make(chance));
        }
        if (!demand.isOptional()) {
            open.add(new Setup.Open(setting.name(), line));
        }
        return setting;
    }

    private void checkLength(SettingsText.Line.Setting setting, Demand demand, int line) {
        int minimum = demand.minimum().orElse(0);
        if (setting.value().length() < minimum) {
            problems.add(Problem.error(
                            "setup.too-short",
                            Actor.AUTHOR,
                            setting.name() + " has " + setting.value().length() + " characters, its example asks for "
                                    + minimum)
                    .at(new Place(file, line, setting.front().length() + 1))
                    .remedy("Set a longer one, or empty the value and run \"hauban setup\" again."));
        }
    }

    private Demand demand(SettingsText.Line.Setting setting, List<String> remarksAbove) {
        Demand known = demands.get(setting.name());
        return known != null ? known : Demand.of(with(remarksAbove, setting.back()), setting.value());
    }

    /// What the file says already, and behind it what the example has more.
    private SettingsText completed(SettingsText present) {
        Set<String> known = new HashSet<>();
        forEachSetting(present, (setting, _) -> known.add(setting.name()));
        var lines = new ArrayList<>(present.lines());
        for (int at = 0; at < example.lines().size(); at++) {
            if (example.lines().get(at) instanceof SettingsText.Line.Setting setting && known.add(setting.name())) {
                append(lines, setting, example.remarksAbove(at));
            }
        }
        return new SettingsText(lines);
    }

    private static void append(List<SettingsText.Line> lines, SettingsText.Line.Setting setting, List<String> remarks) {
        boolean endsWithNewLine = !lines.isEmpty() && lines.getLast().text().isBlank();
        if (endsWithNewLine) {
            lines.removeLast();
        }
        for (String remark : remarks) {
            lines.add(new SettingsText.Line.Other(remark));
        }
        lines.add(setting);
        lines.add(new SettingsText.Line.Other(""));
    }

    private static List<String> with(List<String> remarks, String more) {
        var all = new ArrayList<>(remarks);
        all.add(more);
        return all;
    }

    private static void forEachSetting(SettingsText text, Visit visit) {
        for (int at = 0; at < text.lines().size(); at++) {
            if (text.lines().get(at) instanceof SettingsText.Line.Setting setting) {
                visit.see(setting, with(text.remarksAbove(at), setting.back()));
            }
        }
    }

    private interface Visit {
        void see(SettingsText.Line.Setting setting, List<String> remarks);
    }
}
