package dev.hauban.cli;

import dev.hauban.cli.line.Nearest;
import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.origin.ServiceVariable;
import dev.hauban.compose.origin.Use;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a variable, in a sentence: one more for each way in which it is different elsewhere.
final class WhySentences {
    /// More places than these are easier to read one below the other.
    private static final int PLACES_IN_A_SENTENCE = 3;

    private final String name;
    private final Origins origins;
    private final CommonOptions.Source source;

    WhySentences(String name, Origins origins, CommonOptions.Source source) {
        this.name = name;
        this.origins = origins;
        this.source = source;
    }

    String text(List<VariableOrigin> variables, List<ServiceVariable> services) {
        var text = new StringBuilder();
        for (VariableOrigin variable : variables) {
            text.append(name)
                    .append(subject(variable))
                    .append(consequences(variable))
                    .append('\n');
        }
        boolean isKnown = !variables.isEmpty();
        byMeaning(services)
                .forEach((first, names) -> text.append("In the environment of ")
                        .append(OriginWords.list(names, "and"))
                        .append(isKnown ? " it" : " " + name)
                        .append(first.value()
                                .map(value -> " is " + OriginWords.quoted(value))
                                .orElse(" has no value"))
                        .append(", from ")
                        .append(new OriginWords(origins.variables()).of(first.origin()))
                        .append(notFrom(
                                first.lost().stream().map(Place::toString).toList()))
                        .append(".\n"));
        return text.toString();
    }

    /// Services that have it from one place are told in one breath.
    private static Map<ServiceVariable, List<String>> byMeaning(List<ServiceVariable> services) {
        var byMeaning = new LinkedHashMap<ServiceVariable, List<String>>();
        for (ServiceVariable service : services) {
            var meaning = new ServiceVariable("", service.value(), service.origin(), service.lost());
            byMeaning.computeIfAbsent(meaning, _ -> new ArrayList<>()).add(service.service());
        }
        return byMeaning;
    }

    private String subject(VariableOrigin variable) {
        if (!variable.isSet()) {
            return " is not set";
        }
        Candidate winner = variable.candidates().getFirst();
        var lost = new ArrayList<String>();
        variable.candidates().stream().skip(1).forEach(candidate -> lost.add(OriginWords.of(candidate)));
        for (Use use : variable.uses()) {
            if (use.outcome() == Use.Outcome.VALUE && use.expression().contains("-")) {
                lost.add("the default at " + use.place());
            }
        }
        return " is " + OriginWords.quoted(winner.value()) + ", from " + OriginWords.of(winner) + naming(winner)
                + notFrom(lost);
    }

    /// The project's name has an origin of its own.
    private String naming(Candidate winner) {
        if (!(winner instanceof Candidate.ProjectName)) {
            return "";
        }
        return origins.values().stream()
                .filter(value -> value.path().equals(List.of(Json.text("name"))))
                .map(value -> " (" + new OriginWords(origins.variables()).of(value.origin()) + ")")
                .findFirst()
                .orElse("");
    }

    private static String notFrom(List<String> lost) {
        return lost.isEmpty() ? "" : ", not from " + OriginWords.list(lost, "or");
    }

    private String consequences(VariableOrigin variable) {
        var parts = new ArrayList<String>();
        var more = new StringBuilder();
        for (Use.Outcome outcome : Use.Outcome.values()) {
            byText(variable, outcome).forEach((text, places) -> {
                if (places.size() > PLACES_IN_A_SENTENCE) {
                    parts.add(places.size() + " places " + (places.size() == 1 ? text : plural(text)));
                    places.forEach(place -> more.append("\n  ").append(place));
                } else {
                    parts.add(OriginWords.list(places, "and") + " " + (places.size() == 1 ? text : plural(text)));
                }
            });
        }
        boolean isSaid = variable.isSet() && variable.candidates().getFirst() instanceof Candidate.ProjectName;
        String purpose =
                isSaid ? "" : purpose(name, source).map(text -> "; " + text).orElse("");
        if (parts.isEmpty()) {
            return (purpose.isEmpty() && !isSaid ? ", and nothing uses it" + nearest() : purpose) + ".";
        }
        String used = (variable.isSet() ? "; " : ", so ") + String.join("; ", parts);
        return used + purpose + (more.isEmpty() ? "." : ":" + more);
    }

    private String nearest() {
        var used = new ArrayList<String>();
        origins.variables().forEach(variable -> used.add(variable.name()));
        return Nearest.to(name, used)
                .map(other -> "; did you mean " + other + "?")
                .orElse("");
    }

    private static Map<String, List<String>> byText(VariableOrigin variable, Use.Outcome outcome) {
        var byText = new LinkedHashMap<String, List<String>>();
        for (Use use : variable.uses()) {
            if (use.outcome() == outcome) {
                List<String> places = byText.computeIfAbsent(text(use), _ -> new ArrayList<>());
                if (!places.contains(use.place().toString())) {
                    places.add(use.place().toString());
                }
            }
        }
        return byText;
    }

    private static String text(Use use) {
        return switch (use.outcome()) {
            case VALUE -> "uses it";
            case ALTERNATIVE -> "takes " + OriginWords.quoted(use.instead()) + ", as it is set";
            case DEFAULT -> "takes the default " + OriginWords.quoted(use.instead());
            case NOTHING -> "gets nothing";
            case MISSING -> "can't do without it";
        };
    }

    private static String plural(String text) {
        return text.startsWith("can't") ? text : text.replaceFirst("s ", " ");
    }

    /// What Docker Compose itself takes it for.
    static Optional<String> purpose(String name, CommonOptions.Source source) {
        return switch (name) {
            case "COMPOSE_FILE" ->
                Optional.of("it names the Compose files" + unless(source.files().isEmpty(), "-f"));
            case "COMPOSE_PATH_SEPARATOR" -> Optional.of("it divides the files in COMPOSE_FILE");
            case "COMPOSE_PROJECT_NAME" ->
                Optional.of("it names the project" + unless(source.projectName().isEmpty(), "-p"));
            case "COMPOSE_PROFILES" ->
                Optional.of("it switches profiles on" + unless(source.profiles().isEmpty(), "--profile"));
            case "COMPOSE_ENV_FILES" ->
                Optional.of("it names files of variables"
                        + unless(source.environmentFiles().isEmpty(), "--env-file"));
            case "COMPOSE_DISABLE_ENV_FILE" -> Optional.of("it keeps .env from being read");
            default -> Optional.empty();
        };
    }

    private static String unless(boolean counts, String option) {
        return counts ? "" : ", which " + option + " does here instead";
    }
}
