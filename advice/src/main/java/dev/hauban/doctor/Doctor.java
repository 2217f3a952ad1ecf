package dev.hauban.doctor;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks every rule.
public final class Doctor {
    private final List<Rule> rules;

    public Doctor() {
        this(Rules.all());
    }

    Doctor(List<Rule> rules) {
        this.rules = rules;
    }

    /// All that is to be said, what is silenced included: errors first, then in the order of the rules.
    public List<Diagnosis> examine(Subject subject) {
        var all = new ArrayList<Diagnosis>();
        var silences = new Silences(subject);
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            Rule.Description description = rule.description();
            names.add(description.name());
            for (Advice advice : rule.check(subject)) {
                all.add(new Diagnosis(description, advice, silences.reason(description, advice)));
            }
        }
        for (Advice advice : silences.idle(names)) {
            all.add(new Diagnosis(Silences.IDLE, advice, Optional.empty()));
        }
        return inOrder(merged(all));
    }

    /// What is written once, and goes for many services, is said once: anchors, `extends`.
    private static List<Diagnosis> merged(List<Diagnosis> all) {
        var first = new LinkedHashMap<Once, Diagnosis>();
        var more = new HashMap<Once, Integer>();
        var merged = new ArrayList<Diagnosis>();
        for (Diagnosis diagnosis : all) {
            Advice advice = diagnosis.advice();
            if (advice.place().isEmpty() || diagnosis.isSilenced()) {
                merged.add(diagnosis);
                continue;
            }
            var once = new Once(diagnosis.rule(), advice.place().get(), advice.remedy());
            if (first.putIfAbsent(once, diagnosis) != null) {
                more.merge(once, 1, Integer::sum);
            }
        }
        first.forEach((once, diagnosis) ->
                merged.add(more.containsKey(once) ? diagnosis.withMore(more.get(once)) : diagnosis));
        return merged;
    }

    private record Once(Rule.Description rule, Place place, String remedy) {}

    private List<Diagnosis> inOrder(List<Diagnosis> all) {
        var names = new ArrayList<String>();
        rules.forEach(rule -> names.add(rule.description().name()));
        names.add(Silences.IDLE.name());
        all.sort((a, b) -> {
            int byLevel = a.advice().level().compareTo(b.advice().level());
            return byLevel != 0
                    ? byLevel
                    : Integer.compare(
                            names.indexOf(a.rule().name()),
                            names.indexOf(b.rule().name()));
        });
        return all;
    }
}
