package dev.hauban.compose.origin;

import dev.hauban.compose.trace.Assignment;
import dev.hauban.compose.trace.Mention;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.variable.Template;
import dev.hauban.stack.Secrecy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who gives variables their values, and what comes of that at each place that uses them.
final class Variables {
    private final Trace trace;
    private final Map<String, String> shell;
    private final Map<String, String> whole;
    private final TreeMap<String, LinkedHashSet<Used>> uses = new TreeMap<>();

    /// @param candidates who gives the variable a value there
    private record Used(List<Candidate> candidates, Use use) {}

    /// @param shell the environment of the process
    /// @param whole the variables of the whole project
    Variables(Trace trace, Map<String, String> shell, Map<String, String> whole) {
        this.trace = trace;
        this.shell = shell;
        this.whole = whole;
        trace.mentions().forEach(this::add);
    }

    /// Those that some place uses, in the order of their names.
    List<VariableOrigin> used() {
        var used = new ArrayList<VariableOrigin>();
        uses.keySet().forEach(name -> used.addAll(of(name)));
        return used;
    }

    /// Those that a file of variables gives or some place uses.
    TreeSet<String> names() {
        var names = new TreeSet<>(uses.keySet());
        for (Source file : trace.assigningFiles()) {
            trace.assignments(file).forEach(assignment -> names.add(assignment.name()));
        }
        return names;
    }

    /// One variable: several where included files have other values than those that include them. One that nobody uses
    /// and that has a value nevertheless has no uses; of one that is neither, there is nothing.
    List<VariableOrigin> of(String name) {
        var byCandidates = new LinkedHashMap<List<Candidate>, List<Use>>();
        for (Used used : uses.getOrDefault(name, new LinkedHashSet<>())) {
            byCandidates
                    .computeIfAbsent(used.candidates(), _ -> new ArrayList<>())
                    .add(used.use());
        }
        if (byCandidates.isEmpty() && !candidates(name, whole).isEmpty()) {
            byCandidates.put(candidates(name, whole), List.of());
        }
        var variables = new ArrayList<VariableOrigin>();
        byCandidates.forEach((candidates, there) -> variables.add(new VariableOrigin(name, candidates, there)));
        return variables;
    }

    private List<Candidate> candidates(String name, Map<String, String> environment) {
        var candidates = new ArrayList<Candidate>();
        String value = environment.get(name);
        if (shell.get(name) instanceof String outside) {
            candidates.add(new Candidate.Shell(Secrecy.shown(name, outside)));
        }
        String strongest = shell.get(name);
        for (Source file : trace.files(environment)) {
            for (Assignment line : trace.assignments(file).reversed()) {
                if (line.name().equals(name)) {
                    strongest = strongest == null ? line.value() : strongest;
                    candidates.add(new Candidate.Line(line.at().place(), Secrecy.shown(name, line.value())));
                }
            }
        }
        if (value != null && !value.equals(strongest)) {
            switch (name) {
                case "COMPOSE_PROJECT_NAME" -> candidates.addFirst(new Candidate.ProjectName(value));
                case "PWD" -> candidates.addFirst(new Candidate.Standing(value));
                default -> {}
            }
        }
        return candidates;
    }

    private void add(Mention mention) {
        if (mention.isName()) {
            Use.Outcome outcome =
                    mention.environment().containsKey(mention.text()) ? Use.Outcome.VALUE : Use.Outcome.NOTHING;
            add(mention, mention.text(), new Use(mention.at().place(), mention.path(), mention.text(), "", outcome));
            return;
        }
        for (Template.Mention named : Template.mentions(mention.text())) {
            String instead = Secrecy.shown(named.name(), named.argument());
            String expression = named.operator().isEmpty()
                    ? "$" + named.name()
                    : "${" + named.name() + named.operator() + instead + "}";
            Use.Outcome outcome = outcome(named, mention.environment().get(named.name()));
            add(mention, named.name(), new Use(mention.at().place(), mention.path(), expression, instead, outcome));
        }
    }

    private void add(Mention mention, String name, Use use) {
        uses.computeIfAbsent(name, _ -> new LinkedHashSet<>())
                .add(new Used(candidates(name, mention.environment()), use));
    }

    private static Use.Outcome outcome(Template.Mention named, @Nullable String value) {
        boolean isAbsent = value == null || named.operator().startsWith(":") && value.isEmpty();
        return switch (named.operator()) {
            case "" -> isAbsent ? Use.Outcome.NOTHING : Use.Outcome.VALUE;
            case "-", ":-" -> isAbsent ? Use.Outcome.DEFAULT : Use.Outcome.VALUE;
            case "+", ":+" -> isAbsent ? Use.Outcome.NOTHING : Use.Outcome.ALTERNATIVE;
            default -> isAbsent ? Use.Outcome.MISSING : Use.Outcome.VALUE;
        };
    }
}
