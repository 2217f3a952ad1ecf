package dev.hauban.doctor;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the rules said, for programs that show such things beside the code.
///
/// Source: Static Analysis Results Interchange Format 2.1.0, OASIS.
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// What stands for itself in the path of a URI.
    private static final String UNESCAPED =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@";

    private Sarif() {}

    /// @param version of Hauban
    public static Json log(List<Diagnosis> diagnoses, String version) {
        List<Rule.Description> rules = Rules.descriptions();
        List<String> names = rules.stream().map(Rule.Description::name).toList();
        Json driver = Json.object()
                .with("name", "Hauban doctor")
                .with("version", version)
                .with("rules", Json.array(rules.stream().map(Sarif::rule).toList()))
                .build();
        Json run = Json.object()
                .with("tool", Json.object().with("driver", driver).build())
                .with("columnKind", "unicodeCodePoints")
                .with(
                        "results",
                        Json.array(diagnoses.stream()
                                .map(one -> result(one, names.indexOf(one.rule().name())))
                                .toList()))
                .build();
        return Json.object()
                .with("$schema", SCHEMA)
                .with("version", "2.1.0")
                .with("runs", Json.array(List.of(run)))
                .build();
    }

    private static Json rule(Rule.Description rule) {
        return Json.object()
                .with("id", rule.name())
                .with("shortDescription", text(rule.title()))
                .with("fullDescription", text(rule.why()))
                .build();
    }

    private static Json result(Diagnosis diagnosis, int index) {
        Advice advice = diagnosis.advice();
        MembersBuilder result = Json.object()
                .with("ruleId", diagnosis.rule().name())
                .with("ruleIndex", index)
                .with("level", advice.level().name().toLowerCase(Locale.ROOT))
                .with("message", text(advice.message() + ". " + advice.remedy()));
        advice.place()
                .ifPresent(place -> result.with("locations", Json.array(List.of(location(place, advice.path())))));
        if (advice.fix().orElse(null) instanceof Fix.Edits edits) {
            result.with("fixes", Json.array(List.of(fix(edits, advice.remedy()))));
        }
        diagnosis
                .silence()
                .ifPresent(reason -> result.with(
                        "suppressions",
                        Json.array(List.of(Json.object()
                                .with("kind", "inSource")
                                .with("justification", reason)
                                .build()))));
        return result.build();
    }

    private static Json location(Place place, String path) {
        Json region = Json.object()
                .with("startLine", place.line())
                .with("startColumn", place.column())
                .build();
        MembersBuilder location = Json.object()
                .with(
                        "physicalLocation",
                        Json.object()
                                .with("artifactLocation", artifact(place.file()))
                                .with("region", region)
                                .build());
        if (!path.isEmpty()) {
            location.with(
                    "logicalLocations",
                    Json.array(List.of(
                            Json.object().with("fullyQualifiedName", path).build())));
        }
        return location.build();
    }

    private static Json fix(Fix.Edits edits, String remedy) {
        Map<String, List<Json>> byFile = new LinkedHashMap<>();
        for (Fix.Edit edit : edits.edits()) {
            byFile.computeIfAbsent(edit.at().file(), _ -> new ArrayList<>()).add(replacement(edit));
        }
        var changes = new ArrayList<Json>();
        byFile.forEach((file, replacements) -> changes.add(Json.object()
                .with("artifactLocation", artifact(file))
                .with("replacements", Json.array(replacements))
                .build()));
        return Json.object()
                .with("description", text(remedy))
                .with("artifactChanges", Json.array(changes))
                .build();
    }

    private static Json replacement(Fix.Edit edit) {
        String[] lines = edit.old().split("\n", -1);
        String last = lines[lines.length - 1];
        int length = last.codePointCount(0, last.length());
        int end = lines.length == 1 ? edit.at().column() + length : length + 1;
        return Json.object()
                .with(
                        "deletedRegion",
                        Json.object()
                                .with("startLine", edit.at().line())
                                .with("startColumn", edit.at().column())
                                .with("endLine", edit.at().line() + lines.length - 1)
                                .with("endColumn", end)
                                .build())
                .with("insertedContent", text(edit.replacement()))
                .build();
    }

    private static Json artifact(String file) {
        return Json.object().with("uri", uri(file)).build();
    }

    static String uri(String file) {
        var uri = new StringBuilder(file.startsWith("/") ? "file://" : "");
        for (byte one : file.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xFF);
            uri.append(
                    UNESCAPED.indexOf(character) >= 0
                            ? String.valueOf(character)
                            : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return uri.toString();
    }

    private static Json text(String text) {
        return Json.object().with("text", text).build();
    }
}
