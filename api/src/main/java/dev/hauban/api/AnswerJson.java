package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.util.ArrayList;

/// How answers are written as JSON.
final class AnswerJson {
    private AnswerJson() {}

    static Json.Members write(Answer answer) {
        return switch (answer) {
            case Answer.Welcome(int protocol, Program program, long process) ->
                Json.object()
                        .with("answer", "welcome")
                        .with("protocol", protocol)
                        .with("program", CallJson.program(program))
                        .with("process", process)
                        .build();
            case Answer.Told(var event) ->
                Json.object()
                        .with("answer", "told")
                        .with("event", EventJson.write(event))
                        .build();
            case Answer.Status(var status) ->
                Json.object()
                        .with("answer", "status")
                        .with("status", write(status))
                        .build();
            case Answer.Refused(var problems) ->
                Json.object()
                        .with("answer", "refused")
                        .with("problems", ProblemJson.writeAll(problems))
                        .build();
            case Answer.Done() -> Json.object().with("answer", "done").build();
        };
    }

    static Answer read(Json.Members members) throws MalformedJson {
        return switch (members.text("answer")) {
            case "welcome" ->
                new Answer.Welcome(
                        (int) members.wholeNumber("protocol"),
                        CallJson.readProgram(members.members("program")),
                        members.wholeNumber("process"));
            case "told" -> new Answer.Told(EventJson.read(members.members("event")));
            case "status" -> new Answer.Status(readStatus(members.members("status")));
            case "refused" -> new Answer.Refused(ProblemJson.readAll(members.array("problems")));
            case "done" -> new Answer.Done();
            default -> throw MalformedJson.shape("no such answer: " + members.text("answer"));
        };
    }

    private static Json write(OperatorStatus status) {
        return Json.object()
                .with("program", CallJson.program(status.program()))
                .with("process", status.process())
                .with("since", status.since().toString())
                .with(
                        "projects",
                        Json.array(status.projects().stream()
                                .map(one -> Json.object()
                                        .with("project", CallJson.project(one.project()))
                                        .with("wantedRunning", one.wantedRunning())
                                        .build())
                                .toList()))
                .build();
    }

    private static OperatorStatus readStatus(Json.Members members) throws MalformedJson {
        var projects = new ArrayList<OperatorStatus.Supervised>();
        for (Json.Members one : members.array("projects").objects()) {
            projects.add(new OperatorStatus.Supervised(
                    CallJson.readProject(one.members("project")), (int) one.wholeNumber("wantedRunning")));
        }
        return ValueJson.checked(() -> new OperatorStatus(
                CallJson.readProgram(members.members("program")),
                members.wholeNumber("process"),
                ValueJson.instant(members, "since"),
                projects));
    }
}
