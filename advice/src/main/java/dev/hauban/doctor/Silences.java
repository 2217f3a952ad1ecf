package dev.hauban.doctor;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `x-hauban.doctor.ignore` says, at the top and in services.
final class Silences {
    static final Rule.Description IDLE = new Rule.Description(
            "silence-idle",
            "a silence that silences nothing",
            "What was once right to ignore is no longer there, or the rule's name is mistyped. The next mistake of its"
                    + " kind would go unheard.");

    private static final String KEY = "x-hauban.doctor.ignore";

    /// @param service empty for the whole stack
    private record Silence(Optional<ServiceName> service, String rule, String path, String reason) {
        boolean covers(Rule.Description said, Advice advice) {
            return rule.equals(said.name()) && (service.isEmpty() || service.equals(advice.service()));
        }
    }

    private final Subject subject;
    private final List<Silence> all = new ArrayList<>();
    private final Set<Silence> used = new HashSet<>();

    Silences(Subject subject) {
        this.subject = subject;
        collect(Optional.empty(), KEY);
        subject.services()
                .forEach(service -> collect(Optional.of(service.name()), "services." + service.name() + "." + KEY));
    }

    private void collect(Optional<ServiceName> service, String key) {
        for (String path : subject.places().below(key)) {
            String reason = subject.places().shown(path).orElse("");
            all.add(new Silence(service, path.substring(key.length() + 1), path, reason));
        }
    }

    Optional<String> reason(Rule.Description rule, Advice advice) {
        for (Silence silence : all) {
            if (silence.covers(rule, advice)) {
                used.add(silence);
                return Optional.of(silence.reason());
            }
        }
        return Optional.empty();
    }

    /// Those that covered nothing, to be asked at the end.
    List<Advice> idle(Set<String> rules) {
        var idle = new ArrayList<Advice>();
        for (Silence silence : all) {
            if (!used.contains(silence)) {
                boolean isRule = rules.contains(silence.rule());
                Advice advice = Advice.note(
                                isRule
                                        ? silence.rule() + " has nothing to say here"
                                        : "there is no rule " + silence.rule(),
                                isRule ? "Take the line away." : "docs/doctor.md lists the rules.")
                        .about(silence.path());
                Optional<Place> place = subject.places().of(silence.path());
                idle.add(place.isPresent() ? advice.at(place.get()) : advice);
            }
        }
        return idle;
    }
}
