package dev.hauban.doctor.subject;

import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origin;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.origin.ValueOrigin;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.problem.Place;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where everything in the stack is written. A path is `services.web.ports[0].target`.
public final class Places {
    private final Map<String, ValueOrigin> values = new LinkedHashMap<>();
    private final Map<String, List<VariableOrigin>> variables = new TreeMap<>();

    public Places(Origins origins) {
        for (ValueOrigin value : origins.values()) {
            values.put(text(value.path()), value);
        }
        for (VariableOrigin variable : origins.variables()) {
            variables.computeIfAbsent(variable.name(), _ -> new ArrayList<>()).add(variable);
        }
    }

    private static String text(List<Json> path) {
        var text = new StringBuilder();
        for (Json step : path) {
            switch (step) {
                case Json.Text(String key) ->
                    text.append(text.isEmpty() ? "" : ".").append(key);
                case Json.Number(String index) -> text.append('[').append(index).append(']');
                default -> {}
            }
        }
        return text.toString();
    }

    /// Who gives a value.
    ///
    /// @param place where it would have to be changed
    /// @param variable the one that brings it, if one does
    /// @param isAsWritten whether the value stands at this place in a Compose file, with nothing filled in
    public record Giver(Place place, Optional<String> variable, boolean isAsWritten) {}

    /// Where the value at a path is written in a Compose file; else the first one below it.
    public Optional<Place> of(String path) {
        ValueOrigin value = values.get(path);
        Optional<Place> own = value == null ? Optional.empty() : place(value.origin());
        if (own.isPresent()) {
            return own;
        }
        for (Map.Entry<String, ValueOrigin> entry : values.entrySet()) {
            if (isBelow(entry.getKey(), path)) {
                Optional<Place> below = place(entry.getValue().origin());
                if (below.isPresent()) {
                    return below;
                }
            }
        }
        return Optional.empty();
    }

    /// The same; where nothing is written of it, the service itself.
    public Place of(Service service, String path) {
        return of("services." + service.name() + "." + path).orElse(service.place());
    }

    /// Who gives the value at a path.
    public Optional<Giver> giver(String path) {
        ValueOrigin value = values.get(path);
        return value == null
                ? Optional.empty()
                : switch (value.origin()) {
                    case Origin.Written(Place place, List<String> names) -> Optional.of(given(place, names));
                    case Origin.Taken(Place place, String name) -> Optional.of(given(place, List.of(name)));
                    case Origin.Folded(Place place, Optional<Place> _) ->
                        Optional.of(new Giver(place, Optional.empty(), false));
                    case Origin.Implied(Place from) -> Optional.of(new Giver(from, Optional.empty(), false));
                    case Origin.Default(), Origin.Option(String _), Origin.Variable(String _), Origin.Folder() ->
                        Optional.empty();
                };
    }

    private Giver given(Place place, List<String> names) {
        for (String name : names) {
            for (VariableOrigin variable : variables.getOrDefault(name, List.of())) {
                if (variable.isSet() && variable.candidates().getFirst() instanceof Candidate.Line line) {
                    return new Giver(line.place(), Optional.of(name), false);
                }
            }
        }
        return new Giver(place, names.stream().findFirst(), names.isEmpty());
    }

    /// The paths of all values below a path, in the order of the document.
    public List<String> below(String path) {
        return values.keySet().stream().filter(key -> isBelow(key, path)).toList();
    }

    /// The text at a path, masked where it looks like a secret.
    public Optional<String> shown(String path) {
        ValueOrigin value = values.get(path);
        return value != null && value.value() instanceof Json.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    /// The names of the files in which something of the stack is written.
    public List<String> files() {
        var files = new ArrayList<String>();
        for (ValueOrigin value : values.values()) {
            place(value.origin())
                    .map(Place::file)
                    .filter(file -> !files.contains(file))
                    .ifPresent(files::add);
        }
        return files;
    }

    private static boolean isBelow(String key, String path) {
        return key.length() > path.length()
                && key.startsWith(path)
                && (path.isEmpty() || ".[".indexOf(key.charAt(path.length())) >= 0);
    }

    private static Optional<Place> place(Origin origin) {
        return switch (origin) {
            case Origin.Written(Place place, List<String> _) -> Optional.of(place);
            case Origin.Taken(Place place, String _) -> Optional.of(place);
            case Origin.Folded(Place place, Optional<Place> _) -> Optional.of(place);
            case Origin.Implied(Place from) -> Optional.of(from);
            case Origin.Default(), Origin.Option(String _), Origin.Variable(String _), Origin.Folder() ->
                Optional.empty();
        };
    }
}
