package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a [Problem] is written as JSON.
public final class ProblemJson {
    private ProblemJson() {}

    public static Json.Members write(Problem problem) {
        return Json.object()
                .with("code", problem.code())
                .with("severity", ValueJson.word(problem.severity()))
                .with("actor", ValueJson.word(problem.actor()))
                .with("message", problem.message())
                .withOptional("place", problem.place().map(ProblemJson::place))
                .withText("path", problem.path())
                .withText("remedy", problem.remedy())
                .build();
    }

    public static Problem read(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> new Problem(
                members.text("code"),
                ValueJson.choice(Severity.class, members.text("severity")),
                ValueJson.choice(Actor.class, members.text("actor")),
                members.text("message"),
                findPlace(members),
                members.findText("path"),
                members.findText("remedy")));
    }

    public static Json writeAll(List<Problem> problems) {
        return Json.array(problems.stream().map(ProblemJson::write).toList());
    }

    public static List<Problem> readAll(Json.Array array) throws MalformedJson {
        var problems = new ArrayList<Problem>();
        for (Json.Members members : array.objects()) {
            problems.add(read(members));
        }
        return problems;
    }

    private static Json place(Place place) {
        return Json.object()
                .with("file", place.file())
                .with("line", place.line())
                .with("column", place.column())
                .build();
    }

    private static Optional<Place> findPlace(Json.Members members) throws MalformedJson {
        if (members.find("place").isEmpty()) {
            return Optional.empty();
        }
        Json.Members place = members.members("place");
        return Optional.of(
                new Place(place.text("file"), (int) place.wholeNumber("line"), (int) place.wholeNumber("column")));
    }
}
