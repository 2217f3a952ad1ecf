package dev.hauban.app;

import dev.hauban.api.Project;
import dev.hauban.api.ProjectRegister;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.Remembered;
import dev.hauban.plan.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// The projects that the operator looks after, as they are now. An engine alone knows its own project and no other.
final class LocalProjects {
    private final Places places;
    private final Function<Project, Engine> engines;

    LocalProjects(Places places, Function<Project, Engine> engines) {
        this.places = places;
        this.engines = engines;
    }

    List<ProjectSeen> seen() throws IOException {
        var seen = new ArrayList<ProjectSeen>();
        for (Project project : ProjectRegister.read(places.operator()).projects()) {
            if (project.engine().equals("local") && Files.isDirectory(project.state())) {
                seen.add(seen(project));
            }
        }
        // What has nothing left that runs, or ran, is only remembered for what it keeps.
        seen.removeIf(project -> project.states().isEmpty());
        seen.sort(Comparator.comparing(ProjectSeen::name));
        return seen;
    }

    private ProjectSeen seen(Project project) throws IOException {
        var states = new TreeMap<String, Integer>();
        try (Engine engine = engines.apply(project)) {
            for (Instance instance : engine.observe(project.name()).instances()) {
                states.merge(InstanceText.state(instance), 1, Integer::sum);
            }
        }
        List<String> files = Remembered.read(new StateFolder(project.state()), Operating.stacks())
                .wanted()
                .map(wanted -> wanted.stack().origin().files())
                .orElse(List.of());
        return new ProjectSeen(project.name().text(), states, files);
    }
}
