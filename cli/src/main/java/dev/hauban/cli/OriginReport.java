package dev.hauban.cli;

import dev.hauban.cli.screen.Ink;
import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.origin.Use;
import dev.hauban.compose.origin.VariableOrigin;
import java.util.ArrayList;
import java.util.List;

/// The whole document with the origin of each value, and all variables: what `config --origin` shows.
final class OriginReport {
    private final Origins origins;
    private final List<VariableOrigin> variables;
    private final OriginWords words;

    OriginReport(Origins origins) {
        this.origins = origins;
        this.variables = origins.variables();
        this.words = new OriginWords(variables);
    }

    /// YAML: all that is not the document is a comment.
    String text(Ink ink) {
        var text = new StringBuilder();
        text.append(origins.yaml(value -> ink.quiet("# " + words.of(value.origin()))));
        if (!variables.isEmpty()) {
            text.append('\n')
                    .append(ink.quiet("# Variables, each with the places that use it"))
                    .append('\n');
        }
        int name = width(variables.stream().map(VariableOrigin::name).toList());
        int value = width(variables.stream().map(OriginReport::value).toList());
        for (VariableOrigin variable : variables) {
            String line = padded(variable.name(), name) + "  " + padded(value(variable), value) + source(variable);
            text.append(ink.quiet("#")).append('\n');
            text.append(ink.quiet("#   ")).append(line.stripTrailing()).append('\n');
            uses(variable, text, ink);
        }
        return text.toString();
    }

    /// One document, of which each line holds one thing.
    String json() {
        var lines = new ArrayList<String>();
        origins.values().forEach(value -> lines.add(OriginJson.of(value).compact()));
        var named = new ArrayList<String>();
        variables.forEach(variable -> named.add(OriginJson.of(variable).compact()));
        return "{\n  \"Values\": " + array(lines) + ",\n  \"Variables\": " + array(named) + "\n}\n";
    }

    private static String array(List<String> lines) {
        return lines.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", lines) + "\n  ]";
    }

    private static String value(VariableOrigin variable) {
        return variable.isSet()
                ? OriginWords.quoted(variable.candidates().getFirst().value())
                : "not set";
    }

    private static String source(VariableOrigin variable) {
        if (!variable.isSet()) {
            return "";
        }
        var text = new StringBuilder("  from ")
                .append(OriginWords.of(variable.candidates().getFirst()));
        var lost = new ArrayList<String>();
        for (Candidate candidate :
                variable.candidates().subList(1, variable.candidates().size())) {
            lost.add(OriginWords.of(candidate) + " (" + OriginWords.quoted(candidate.value()) + ")");
        }
        return lost.isEmpty() ? text.toString() : text + ", not from " + OriginWords.list(lost, "or");
    }

    private static void uses(VariableOrigin variable, StringBuilder text, Ink ink) {
        List<String> places =
                variable.uses().stream().map(use -> use.place().toString()).toList();
        List<String> paths = variable.uses().stream().map(Use::path).toList();
        int place = width(places);
        int path = width(paths);
        for (int i = 0; i < variable.uses().size(); i++) {
            Use use = variable.uses().get(i);
            String line = "#     " + padded(places.get(i), place) + "  " + padded(paths.get(i), path) + outcome(use);
            text.append(ink.quiet(line.stripTrailing())).append('\n');
        }
    }

    private static String outcome(Use use) {
        return switch (use.outcome()) {
            case VALUE -> use.instead().isEmpty() ? "" : "  " + use.expression();
            case DEFAULT -> "  takes its default: " + OriginWords.quoted(use.instead());
            case ALTERNATIVE -> "  takes, as it is set: " + OriginWords.quoted(use.instead());
            case NOTHING -> "  gets nothing";
            case MISSING -> "  can't do without it";
        };
    }

    private static int width(List<String> texts) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(width -> width <= 48)
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
