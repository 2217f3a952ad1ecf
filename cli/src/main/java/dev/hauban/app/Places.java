package dev.hauban.app;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.Project;
import dev.hauban.api.ProjectRegister;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.Remembered;
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

    /// Says which engine a project was brought up on, where that is not the operator's to know.
    private static final String ENGINE = "engine";

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
    Optional<Loaded> remembered(ProjectName name) throws IOException {
        Optional<StateFolder> state = registered(name);
        return state.isEmpty()
                ? Optional.empty()
                : Remembered.read(state.get(), Operating.stacks())
                        .wanted()
                        .map(wanted -> new Loaded(wanted.stack(), List.of()));
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

    Path noteOfEngine(StateFolder state) {
        return state.file(ENGINE);
    }

    /// Whether it was brought up on Docker from here, and not taken down since.
    boolean isOnDocker(StateFolder state) {
        return isOnDocker(state.file(ENGINE));
    }

    /// Whether a project of this folder may be: a guess, before any file is read. Of one that nobody has brought up
    /// from here, nothing is known.
    boolean mayBeOnDocker(Path directory) {
        String[] projects = directory.resolve(".hauban").toFile().list();
        if (projects == null) {
            return true;
        }
        for (String project : projects) {
            if (isOnDocker(directory.resolve(".hauban").resolve(project).resolve(ENGINE))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnDocker(Path note) {
        try {
            return Files.isRegularFile(note) && Files.readString(note).strip().equals(Wiring.DOCKER);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Remembers the engine for commands to come, or forgets it.
    void noteDocker(StateFolder state, boolean isThere) throws IOException {
        if (isThere && !isOnDocker(state)) {
            state.make();
            state.write(ENGINE, Wiring.DOCKER + "\n");
        } else if (!isThere) {
            Files.deleteIfExists(state.file(ENGINE));
        }
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
