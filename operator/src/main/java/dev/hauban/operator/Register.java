package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.api.ProjectRegister;
import dev.hauban.engine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Which projects an operator looks after, kept for the next one.
final class Register {
    private final OperatorParts parts;
    private final Map<dev.hauban.stack.ProjectName, Project> projects = new TreeMap<>();

    Register(OperatorParts parts) {
        this.parts = parts;
    }

    /// What the operator before left. Projects whose folder has gone are forgotten.
    Collection<Project> read() throws IOException {
        for (Project project : ProjectRegister.read(parts.places()).projects()) {
            if (Files.isDirectory(project.state())) {
                projects.put(project.name(), project);
            } else {
                parts.say(project.name() + ": its folder has gone, it is forgotten: " + project.state());
            }
        }
        return projects.values().stream().toList();
    }

    void add(Project project) throws IOException {
        if (!project.equals(projects.put(project.name(), project))) {
            write();
        }
    }

    void remove(Project project) throws IOException {
        if (projects.remove(project.name()) != null) {
            write();
        }
    }

    private void write() throws IOException {
        WholeFile.write(
                parts.places().register(),
                new ProjectRegister(projects.values().stream().toList()).text());
    }
}
