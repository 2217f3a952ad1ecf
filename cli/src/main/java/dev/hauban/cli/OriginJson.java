package dev.hauban.cli;

import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origin;
import dev.hauban.compose.origin.ServiceVariable;
import dev.hauban.compose.origin.Use;
import dev.hauban.compose.origin.ValueOrigin;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Place;
import dev.hauban.stack.Secrecy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where something comes from, for programs.
final class OriginJson {
    private OriginJson() {}

    static Json of(ValueOrigin value) {
        return Json.object()
                .with("Path", new Json.Array(value.path()))
                .with("Value", value.value())
                .with("Masked", value.isMasked())
                .with("Origin", of(value.origin()))
                .build();
    }

    static Json of(VariableOrigin variable) {
        var lost = new ArrayList<Json>();
        variable.candidates().stream().skip(1).forEach(candidate -> lost.add(of(candidate)));
        var uses = new ArrayList<Json>();
        variable.uses().forEach(use -> uses.add(of(use)));
        Optional<Candidate> first = variable.candidates().stream().findFirst();
        return Json.object()
                .with("Name", variable.name())
                .with("Set", variable.isSet())
                .with(
                        "Value",
                        first.map(candidate -> Json.text(candidate.value())).orElse(Json.none()))
                .with(
                        "Masked",
                        first.map(candidate -> isMasked(candidate.value())).orElse(false))
                .with("Origin", first.map(OriginJson::of).orElse(Json.none()))
                .with("Lost", new Json.Array(lost))
                .with("Uses", new Json.Array(uses))
                .build();
    }

    static Json of(ServiceVariable variable) {
        var lost = new ArrayList<Json>();
        variable.lost().forEach(place -> lost.add(at(Json.object(), place).build()));
        String value = variable.value().orElse("");
        return Json.object()
                .with("Service", variable.service())
                .with("Value", variable.value().map(Json::text).orElse(Json.none()))
                .with("Masked", isMasked(value))
                .with("Origin", of(variable.origin()))
                .with("Lost", new Json.Array(lost))
                .build();
    }

    private static Json of(Origin origin) {
        return switch (origin) {
            case Origin.Written(Place place, List<String> names) -> {
                var variables = new ArrayList<Json>();
                names.forEach(name -> variables.add(Json.text(name)));
                yield at(kind("file"), place)
                        .with("Variables", new Json.Array(variables))
                        .build();
            }
            case Origin.Taken(Place place, String name) ->
                at(kind("variable"), place).with("Variable", name).build();
            case Origin.Folded(Place place, Optional<Place> named) -> {
                MembersBuilder folded = at(kind("env-file"), place);
                named.ifPresent(at -> folded.with("Named", at(Json.object(), at).build()));
                yield folded.build();
            }
            case Origin.Default() -> kind("default").build();
            case Origin.Implied(Place place) -> at(kind("implied"), place).build();
            case Origin.Option(String name) ->
                kind("option").with("Option", name).build();
            case Origin.Variable(String name) ->
                kind("variable").with("Variable", name).build();
            case Origin.Folder() -> kind("folder").build();
        };
    }

    private static Json of(Candidate candidate) {
        MembersBuilder members = switch (candidate) {
            case Candidate.Shell _ -> kind("shell");
            case Candidate.Line(Place place, String _) -> at(kind("file"), place);
            case Candidate.ProjectName _ -> kind("project-name");
            case Candidate.Standing _ -> kind("working-directory");
        };
        return members.with("Value", candidate.value()).build();
    }

    private static Json of(Use use) {
        return at(Json.object(), use.place())
                .with("Path", use.path())
                .with("Expression", use.expression())
                .with("Outcome", use.outcome().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private static MembersBuilder kind(String kind) {
        return Json.object().with("Kind", kind);
    }

    private static MembersBuilder at(MembersBuilder members, Place place) {
        return members.with("File", place.file()).with("Line", place.line()).with("Column", place.column());
    }

    private static boolean isMasked(String value) {
        return value.contains(Secrecy.MASK);
    }
}
