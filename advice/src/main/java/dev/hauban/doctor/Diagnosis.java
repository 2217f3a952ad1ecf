package dev.hauban.doctor;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import java.util.Optional;

/// What a rule said.
///
/// @param silence why nobody wants to hear it, where the stack says so
public record Diagnosis(Rule.Description rule, Advice advice, Optional<String> silence) {
    /// The same, for more services than the one that it names.
    Diagnosis withMore(int services) {
        String more = advice.message() + ", and so it is with " + services + " more";
        return new Diagnosis(
                rule,
                new Advice(
                        advice.level(),
                        more,
                        advice.place(),
                        advice.path(),
                        advice.service(),
                        advice.remedy(),
                        advice.fix()),
                silence);
    }

    public boolean isSilenced() {
        return silence.isPresent();
    }
}
