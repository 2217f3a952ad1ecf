package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Path;

/// How calls are written as JSON. The stack travels as text of a form that this room doesn't know.
final class CallJson {
    private final StackText stacks;

    CallJson(StackText stacks) {
        this.stacks = stacks;
    }

    Json.Members write(Call call) {
        return switch (call) {
            case Call.Hello(int protocol, Program program) ->
                Json.object()
                        .with("call", "hello")
                        .with("protocol", protocol)
                        .with("program", program(program))
                        .build();
            case Call.Apply(var project, var stack, var request) ->
                Json.object()
                        .with("call", "apply")
                        .with("project", project(project))
                        .with("stack", stacks.write(stack))
                        .with("request", RequestJson.write(request))
                        .build();
            case Call.Watch(ProjectName project) ->
                Json.object()
                        .with("call", "watch")
                        .with("project", project.text())
                        .build();
            case Call.Status() -> Json.object().with("call", "status").build();
            case Call.Quit() -> Json.object().with("call", "quit").build();
        };
    }

    Call read(Json.Members members) throws IOException {
        return switch (members.text("call")) {
            case "hello" ->
                new Call.Hello((int) members.wholeNumber("protocol"), readProgram(members.members("program")));
            case "apply" ->
                new Call.Apply(
                        readProject(members.members("project")),
                        stacks.read(members.text("stack")),
                        RequestJson.read(members.members("request")));
            case "watch" -> ValueJson.checked(() -> new Call.Watch(new ProjectName(members.text("project"))));
            case "status" -> new Call.Status();
            case "quit" -> new Call.Quit();
            default -> throw MalformedJson.shape("no such call: " + members.text("call"));
        };
    }

    static Json program(Program program) {
        return Json.object()
                .with("version", program.version())
                .with("build", program.build())
                .build();
    }

    static Program readProgram(Json.Members members) throws MalformedJson {
        return new Program(members.text("version"), members.text("build"));
    }

    static Json project(Project project) {
        return Json.object()
                .with("name", project.name().text())
                .with("state", project.state().toString())
                .with("engine", project.engine())
                .build();
    }

    static Project readProject(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> new Project(
                new ProjectName(members.text("name")), Path.of(members.text("state")), members.text("engine")));
    }
}
