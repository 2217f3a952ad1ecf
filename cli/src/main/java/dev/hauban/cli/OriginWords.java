package dev.hauban.cli;

import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origin;
import dev.hauban.compose.origin.Use;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where something comes from, in words.
final class OriginWords {
    private final Map<String, List<VariableOrigin>> variables = new HashMap<>();

    OriginWords(List<VariableOrigin> all) {
        all.forEach(variable -> variables
                .computeIfAbsent(variable.name(), _ -> new ArrayList<>())
                .add(variable));
    }

    /// `compose.yaml:3:12 ($TAG from .env:1:1)`.
    String of(Origin origin) {
        return switch (origin) {
            case Origin.Written(Place place, List<String> names) ->
                place
                        + bracketed(
                                names.stream().map(name -> filled(name, place)).toList());
            case Origin.Taken(Place place, String name) -> place + bracketed(List.of(filled(name, place)));
            case Origin.Folded(Place place, var named) ->
                place + bracketed(named.map(at -> "named at " + at).stream().toList());
            case Origin.Default() -> "default of Docker Compose";
            case Origin.Implied _ -> "follows from links, volumes_from or a shared namespace";
            case Origin.Option(String name) -> name;
            case Origin.Variable(String name) ->
                "$" + name
                        + variables.getOrDefault(name, List.of()).stream()
                                .findFirst()
                                .flatMap(variable -> variable.candidates().stream()
                                        .filter(candidate -> !(candidate instanceof Candidate.ProjectName))
                                        .findFirst())
                                .map(candidate -> " from " + of(candidate))
                                .orElse("");
            case Origin.Folder() -> "the folder's name";
        };
    }

    static String of(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Shell _ -> "the shell";
            case Candidate.Line(Place place, String _) -> place.toString();
            case Candidate.ProjectName _ -> "the project's name";
            case Candidate.Standing _ -> "the folder you stand in";
        };
    }

    /// What a variable brings to a place.
    private String filled(String name, Place place) {
        for (VariableOrigin variable : variables.getOrDefault(name, List.of())) {
            for (Use use : variable.uses()) {
                if (use.place().equals(place)) {
                    return "$" + name + brought(variable, use);
                }
            }
        }
        return "$" + name;
    }

    private static String brought(VariableOrigin variable, Use use) {
        return switch (use.outcome()) {
            case VALUE -> " from " + of(variable.candidates().getFirst());
            case DEFAULT -> " by default";
            case ALTERNATIVE -> " being set";
            case NOTHING -> " not set";
            case MISSING -> " missing";
        };
    }

    private static String bracketed(List<String> remarks) {
        return remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ")";
    }

    /// A value between quotes, on one line and without anything that a terminal would obey.
    static String quoted(String value) {
        String quoted = Json.text(value).compact();
        var text = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            boolean isSeen = Character.getType(c) != Character.FORMAT && !Character.isISOControl(c);
            text.append(isSeen ? Character.toString(c) : "\\u%04x".formatted((int) c));
        }
        return text.toString();
    }

    /// `one`, `one and two`, `one, two and three`.
    static String list(List<String> words, String last) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + " " + last + " " + words.getLast();
    }
}
