package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The projects that an operator looks after, as it has written them down. A project that is in here keeps its state
/// folder and its engine, from wherever a command is typed.
public record ProjectRegister(List<Project> projects) {
    public ProjectRegister {
        projects = List.copyOf(projects);
    }

    /// What is written down. Nothing, if there is no file or none that can be read: a project is found by its own
    /// folder too, and comes in again with the next command.
    public static ProjectRegister read(OperatorPlaces places) throws IOException {
        try {
            String text = Files.readString(places.register());
            var projects = new ArrayList<Project>();
            for (Json.Members members :
                    JsonReader.readObject(text).array("projects").objects()) {
                projects.add(CallJson.readProject(members));
            }
            return new ProjectRegister(projects);
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException | dev.hauban.json.MalformedJson none) {
            return new ProjectRegister(List.of());
        }
    }

    public Optional<Project> find(ProjectName name) {
        return projects.stream().filter(project -> project.name().equals(name)).findFirst();
    }

    public String text() {
        return Json.object()
                .with(
                        "projects",
                        Json.array(projects.stream().map(CallJson::project).toList()))
                .build()
                .pretty();
    }
}
