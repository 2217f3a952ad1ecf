package dev.hauban.cli.line;

import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What was typed, understood: options by their long names, and words.
public final class CommandLine {
    private final Set<String> described;
    private final Map<String, List<String>> values;
    private final List<String> words;
    private final List<Problem> problems;

    CommandLine(Set<String> described, Map<String, List<String>> values, List<String> words, List<Problem> problems) {
        this.described = Set.copyOf(described);
        this.values = Map.copyOf(values);
        this.words = List.copyOf(words);
        this.problems = List.copyOf(problems);
    }

    /// What is wrong with what was typed; nothing may be done while there is any.
    public List<Problem> problems() {
        return problems;
    }

    public List<String> words() {
        return words;
    }

    public boolean has(String flag) {
        List<String> typed = typed(flag);
        return !typed.isEmpty() && typed.getLast().equals("true");
    }

    /// Whether a flag was typed at all, be it with `=false`.
    public boolean says(String option) {
        return !typed(option).isEmpty();
    }

    public Optional<String> text(String option) {
        List<String> typed = typed(option);
        return typed.isEmpty() ? Optional.empty() : Optional.of(typed.getLast());
    }

    public List<String> texts(String option) {
        return typed(option);
    }

    public OptionalInt number(String option) {
        List<String> typed = typed(option);
        return typed.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(typed.getLast()));
    }

    /// This line with the options of an earlier part in front, such as those before the command's name.
    CommandLine after(CommandLine earlier) {
        var union = new HashMap<>(earlier.values);
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            var all = new ArrayList<>(union.getOrDefault(entry.getKey(), List.of()));
            all.addAll(entry.getValue());
            union.put(entry.getKey(), all);
        }
        var bothProblems = new ArrayList<>(earlier.problems);
        bothProblems.addAll(problems);
        return new CommandLine(described, union, words, bothProblems);
    }

    CommandLine with(Problem problem) {
        var more = new ArrayList<>(problems);
        more.add(problem);
        return new CommandLine(described, values, words, more);
    }

    private List<String> typed(String option) {
        if (!described.contains(option)) {
            throw new DefectException("the command asks for an option that it doesn't describe: --" + option);
        }
        return values.getOrDefault(option, List.of());
    }
}
