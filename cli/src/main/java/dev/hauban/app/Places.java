package dev.hauban.app;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.Project;
import dev.hauban.api.ProjectRegister;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.Remembered;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where things are kept on this machine, for this user.
final class Places {
    /// Says which folder a project is in, where its state is kept elsewhere.
    private static final String PROJECT = "project-folder";

    private final Surroundings surroundings;

    Places(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    OperatorPlaces operator() {
        return OperatorPlaces.of(surroundings.environment(), user(), home());
    }

    /// A project that an operator looks after has its state where it was begun, even when a part of it is brought up
    /// from another folder: it is one project by its name.
    StateFolder state(Loaded loaded) {
        ProjectName name = loaded.stack().name();
        return registered(name)
                .orElseGet(() ->
                        StateFolder.of(loaded.directory(), name, operator().state()));
    }

    boolean isRegistered(Loaded loaded) {
        return registered(loaded.stack().name()).isPresent();
    }

    private Optional<StateFolder> registered(ProjectName name) {
        try {
            return ProjectRegister.read(operator())
                    .find(name)
                    .map(Project::state)
                    .filter(Files::isDirectory)
                    .map(StateFolder::new);
        } catch (IOException unreadable) {
            // The operator says so in its log; the project's own folder is the next best place to look.
            return Optional.empty();
        }
    }

    /// The stack of a project that an operator looks after, as it was last asked for.
    Loaded remembered(ProjectName name) throws IOException {
        Optional<StateFolder> state = registered(name);
        if (state.isPresent()) {
            Optional<Wanted> wanted =
                    Remembered.read(state.get(), Operating.stacks()).wanted();
            if (wanted.isPresent()) {
                return new Loaded(wanted.get().stack(), List.of());
            }
        }
        throw new ProblemException(unknown(name));
    }

    private Problem unknown(ProjectName name) throws IOException {
        List<String> known = ProjectRegister.read(operator()).projects().stream()
                .map(project -> project.name().text())
                .sorted()
                .toList();
        return Problem.error(
                        "cli.no-such-project",
                        Actor.AUTHOR,
                        "there is no Compose file here, and no project " + name + " that runs")
                .remedy((known.isEmpty() ? "" : "There are: " + String.join(", ", known) + ".\n")
                        + "Go to the project's folder, or name its file with -f.");
    }

    /// Leaves word of the project's folder in its state, for an operator that knows only the state.
    void note(Loaded loaded, StateFolder state) throws IOException {
        if (!isBeside(state, loaded.directory())) {
            state.make();
            state.write(PROJECT, loaded.directory().toString());
        }
    }

    Path project(StateFolder state) throws IOException {
        Optional<String> noted = state.read(PROJECT);
        Path beside = state.path().getParent();
        Path folder = beside == null ? null : beside.getParent();
        if (noted.isPresent() || folder == null) {
            return Path.of(noted.orElse("/"));
        }
        return folder;
    }

    boolean isRoot() {
        return user().equals("root");
    }

    Path home() {
        String home = surroundings.environment().getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
    }

    private static boolean isBeside(StateFolder state, Path directory) {
        return state.path().startsWith(directory.resolve(".hauban"));
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
