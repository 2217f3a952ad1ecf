package dev.hauban.app;

import dev.hauban.api.OperatorCommand;
import dev.hauban.api.OperatorDoor;
import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.OperatorStatus;
import dev.hauban.api.PrivateFolder;
import dev.hauban.api.Program;
import dev.hauban.api.Project;
import dev.hauban.api.StackText;
import dev.hauban.cli.Keeper;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.cli.VaultPassword;
import dev.hauban.cli.Version;
import dev.hauban.engine.AskersVariables;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.operator.Engines;
import dev.hauban.operator.Errand;
import dev.hauban.operator.Kept;
import dev.hauban.operator.Operator;
import dev.hauban.operator.OperatorParts;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import dev.hauban.stack.text.StackDocument;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The operator, from both sides: as the one whom commands ask, and as the process that it is.
final class Operating implements Keeper {
    private static final String MAIN = "dev.hauban.app.Main";

    private final Surroundings surroundings;
    private final Places places;
    private final Engines engines;
    private final OneEngine oneEngine;
    private final OwnProgram own = OwnProgram.running();

    Operating(Surroundings surroundings, Places places, Engines engines, OneEngine oneEngine) {
        this.surroundings = surroundings;
        this.places = places;
        this.engines = engines;
        this.oneEngine = oneEngine;
    }

    /// Stacks as they travel and are kept.
    static StackText stacks() {
        return new StackText() {
            @Override
            public String write(Stack stack) {
                return StackDocument.write(stack);
            }

            @Override
            public Stack read(String text) throws IOException {
                return StackDocument.read(text);
            }
        };
    }

    @Override
    public Event.Settled apply(Loaded loaded, String engine, Request request, Consumer<Event> events)
            throws InterruptedException {
        StateFolder state = places.state(loaded);
        boolean isOnDocker = engine.equals(Wiring.DOCKER);
        try {
            var project = new Project(loaded.stack().name(), state.path(), engine);
            checkEngine(loaded, project, request);
            places.note(loaded, state);
            if (isOnDocker || OneEngine.begins(request)) {
                places.noteDocker(state, isOnDocker);
            }
            if (!isOnDocker) {
                AskersVariables.of(surroundings.environment()).keep(state);
                return door().apply(project, loaded.stack(), request, events);
            }
            // A daemon keeps what runs by itself: nobody has to stay for it.
            Event.Settled settled = errand(project, loaded.stack(), request, events);
            if (settled.asAsked() && isWholeDown(request)) {
                places.noteDocker(state, false);
            }
            return settled;
        } catch (IOException failed) {
            throw new ProblemException(notNoted(state, failed), failed);
        }
    }

    private void checkEngine(Loaded loaded, Project project, Request request) throws IOException, InterruptedException {
        var here = new Project(project.name(), project.state(), Wiring.LOCAL);
        oneEngine.check(loaded, project.engine(), request, () -> engines.open(here));
    }

    private static boolean isWholeDown(Request request) {
        return request instanceof Request.Down && request.services().isEmpty();
    }

    @Override
    public Optional<Observed> glance(Loaded loaded, String engine, Request request) throws InterruptedException {
        StateFolder state = places.state(loaded);
        var project = new Project(loaded.stack().name(), state.path(), engine);
        boolean isOnDocker = engine.equals(Wiring.DOCKER);
        try {
            checkEngine(loaded, project, request);
            Optional<Observed> seen = isOnDocker
                    ? new Errand(project, parts(surroundings.err())).glance(loaded.stack(), request)
                    : isAsBefore(state)
                            ? new Kept(project, parts(surroundings.err())).glance(loaded.stack(), request)
                            : Optional.empty();
            if (seen.isPresent()) {
                places.noteDocker(state, isOnDocker);
            }
            return seen;
        } catch (IOException failed) {
            throw new ProblemException(notNoted(state, failed), failed);
        }
    }

    /// Whether the engine was told of the same programs on PATH, say.
    private boolean isAsBefore(StateFolder state) {
        try {
            return AskersVariables.read(state).equals(AskersVariables.of(surroundings.environment()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public Optional<OperatorStatus> status() throws InterruptedException {
        return door().status();
    }

    @Override
    public boolean quit() throws InterruptedException {
        return door().quit();
    }

    /// Has another operator take the place of one that was killed. Nobody waits for it.
    void replaceKilled() {
        door().begin();
    }

    /// Is the operator, until it is told to end.
    void run() throws IOException, InterruptedException {
        try (var operator = new Operator(parts(surroundings.err()))) {
            operator.start();
            operator.await();
        }
    }

    private OperatorParts parts(PrintStream log) {
        return new OperatorParts(
                places.operator(),
                program(),
                stacks(),
                engines,
                surroundings.clock(),
                Boot.name(Path.of("/proc")),
                log);
    }

    /// What it has to say of itself stands where the operator's words stand.
    private Event.Settled errand(Project project, Stack stack, Request request, Consumer<Event> events)
            throws InterruptedException {
        OperatorPlaces there = places.operator();
        try {
            PrivateFolder.make(there.state());
            try (var log = new PrintStream(new FileOutputStream(there.log().toFile(), true))) {
                return new Errand(project, parts(log)).carryOut(stack, request, events);
            }
        } catch (IOException failed) {
            throw new ProblemException(notNoted(new StateFolder(there.state()), failed), failed);
        }
    }

    private OperatorDoor door() {
        var command = OperatorCommand.of(own.java(), own.options(), List.of(MAIN, "operator", "run"), environment());
        return new OperatorDoor(places.operator(), program(), stacks(), command);
    }

    private Program program() {
        return new Program(Version.TEXT, own.build());
    }

    /// The operator serves every project, so it gets nothing that was meant for one command: secrets that somebody
    /// exported for a stack, above all.
    private Map<String, String> environment() {
        var kept = new HashMap<String, String>();
        for (Map.Entry<String, String> variable : surroundings.environment().entrySet()) {
            if (isForOperator(variable.getKey())) {
                kept.put(variable.getKey(), variable.getValue());
            }
        }
        return AskersEnvironment.handedOn(kept);
    }

    static boolean isForOperator(String name) {
        return switch (name) {
            case "HOME", "PATH", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "JAVA_HOME", "MAVEN_ARGS" -> true;
            case "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY" -> true;
            default -> name.startsWith("XDG_") || name.startsWith("LC_") || isOfHauban(name);
        };
    }

    /// On which rung a project is begun is its own affair; and no key of a backup, nor a vault's password, outlives the
    /// command that needs it.
    private static boolean isOfHauban(String name) {
        return name.startsWith("HAUBAN_")
                && !name.equals(AskersVariables.RUNG)
                && !name.equals(VaultPassword.VARIABLE)
                && !name.startsWith("HAUBAN_BACKUP_KEY");
    }

    private static Problem notNoted(StateFolder state, IOException failed) {
        Path folder = state.path();
        return Problem.error(
                        "machine.state-not-written",
                        Actor.MACHINE,
                        "the project's state in " + folder + " can't be written: " + failed.getMessage())
                .remedy(Files.exists(folder) ? "Make room on the disk." : "Give yourself the right to write there.");
    }
}
