package dev.hauban.app;

import dev.hauban.api.LastOperator;
import dev.hauban.api.Project;
import dev.hauban.backup.Backups;
import dev.hauban.backup.keep.Encryption;
import dev.hauban.backup.keep.SetFolder;
import dev.hauban.backup.keep.Space;
import dev.hauban.boot.BootStart;
import dev.hauban.catalog.Catalog;
import dev.hauban.cli.CommonOptions;
import dev.hauban.cli.House;
import dev.hauban.cli.Keeper;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.cli.VaultPassword;
import dev.hauban.cli.Version;
import dev.hauban.compose.DocumentReading;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.doctor.survey.Survey;
import dev.hauban.engine.AskersVariables;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.StateFolder;
import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.DockerEngine;
import dev.hauban.engine.local.LocalEngine;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.HalfDone;
import dev.hauban.secret.vault.OpenedSecrets;
import dev.hauban.secret.vault.VaultKey;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes the parts that a command asks for, when it asks.
final class Wiring implements House, AutoCloseable {
    static final String DOCKER = "docker";
    static final String LOCAL = "local";

    private final Surroundings surroundings;
    private final Places places;
    private final NearDaemon daemon;
    private final EngineSearch search;
    /// One for all questions: the standard input can be read only once.
    private final Reading reading;
    /// One for all, too: a person is asked once.
    private final VaultKey vaultKey;

    private @Nullable RememberedHealth healths;

    Wiring(Surroundings surroundings) {
        this(surroundings, NearDaemon.Patience.usual());
    }

    Wiring(Surroundings surroundings, NearDaemon.Patience patience) {
        this.surroundings = surroundings;
        this.places = new Places(surroundings);
        this.daemon = new NearDaemon(surroundings, places, patience);
        this.search = new EngineSearch(places, daemon);
        this.vaultKey = new VaultPassword(surroundings);
        this.reading = new Reading(surroundings, vaultKey);
    }

    @Override
    public Loaded read(CommonOptions.Source source, List<String> named) {
        Loaded loaded = opened(reading.read(source, named));
        Optional<Problem> halfDone = HalfDone.note(StateFolder.of(
                loaded.directory(), loaded.stack().name(), places.operator().state()));
        if (halfDone.isEmpty()) {
            return loaded;
        }
        var notes = new ArrayList<>(loaded.notes());
        notes.add(halfDone.get());
        return new Loaded(loaded.stack(), notes);
    }

    @Override
    public Loaded readAsWritten(CommonOptions.Source source, Map<String, String> texts) {
        return (texts.isEmpty() ? reading : reading.edited(texts)).read(source, List.of());
    }

    @Override
    public Loaded opened(Loaded written) {
        return new Loaded(OpenedSecrets.of(written.stack(), vaultKey), written.notes());
    }

    @Override
    public StateFolder state(Loaded loaded) {
        return places.state(loaded);
    }

    @Override
    public VaultKey vaultKey() {
        return vaultKey;
    }

    @Override
    public Optional<Loaded> foundByName(CommonOptions.Source source, Optional<String> engine)
            throws IOException, InterruptedException {
        Optional<String> name = source.projectName()
                .or(() -> Optional.ofNullable(surroundings.environment().get("COMPOSE_PROJECT_NAME")))
                .filter(ProjectName::isValid);
        if (name.isEmpty() || !source.files().isEmpty() || !files(source).isEmpty()) {
            return Optional.empty();
        }
        var byName = new ProjectByName(surroundings, places, daemon, this::docker);
        return Optional.of(byName.find(new ProjectName(name.get()), engine));
    }

    @Override
    public DocumentReading.Read document(CommonOptions.Source source, List<String> services, ReadingOptions options) {
        return reading.document(source, services, options);
    }

    @Override
    public OriginReading origins(CommonOptions.Source source, List<String> services) {
        return reading.origins(source, services);
    }

    @Override
    public Subject survey(CommonOptions.Source source, String engine, Map<String, String> texts)
            throws IOException, InterruptedException {
        Reading edited = reading.edited(texts);
        return new Survey(surroundings.directory(), surroundings.clock(), texts)
                .of(
                        edited.read(source, List.of()).stack(),
                        edited.origins(source, List.of()).origins(),
                        engine);
    }

    @Override
    public Service typed(Json.Members words) {
        return new TypedService(surroundings).of(words);
    }

    @Override
    public List<Path> files(CommonOptions.Source source) {
        return reading.files(source);
    }

    @Override
    public Suggestion suggestedEngine(Loaded loaded) {
        return search.suggest(loaded);
    }

    @Override
    public void expect(String engine) {
        if (engine.equals(DOCKER)) {
            daemon.expect();
        }
    }

    @Override
    public void expectLikely() {
        if (places.mayBeOnDocker(surroundings.directory())) {
            daemon.expect();
        }
    }

    /// Whatever command comes here next after an operator was killed, supervision goes on.
    @Override
    public Engine engine(String name, Loaded loaded) throws IOException {
        if (name.equals(DOCKER)) {
            return docker();
        }
        if (places.isRegistered(loaded) && new LastOperator(places.operator()).wasKilled()) {
            operating().replaceKilled();
        }
        return local(loaded.directory(), places.state(loaded), surroundings.environment());
    }

    @Override
    public List<String> engines() throws InterruptedException {
        return switch (daemon.greeted()) {
            case NearDaemon.Greeted.Answers _ -> List.of(LOCAL, DOCKER);
            case NearDaemon.Greeted.Absent _ -> List.of(LOCAL);
            case NearDaemon.Greeted.Silent(String why) -> throw unseen(why);
            case NearDaemon.Greeted.Unfollowed(String why) -> throw unseen(why);
        };
    }

    private static ProblemException unseen(String why) {
        return new ProblemException(
                Problem.error("cli.engine-unknown", Actor.MACHINE, "what is on Docker can't be seen: " + why)
                        .remedy("See to the daemon, or leave it out: --engine local."));
    }

    @Override
    public List<ProjectSeen> projects(String engine) throws IOException, InterruptedException {
        if (engine.equals(DOCKER)) {
            try (Engine docker = docker()) {
                return docker.byHand().projects();
            }
        }
        return new LocalProjects(places, this::open).seen();
    }

    @Override
    public Keeper keeper() {
        return operating();
    }

    private Operating operating() {
        return new Operating(surroundings, places, this::open, new OneEngine(places, daemon));
    }

    @Override
    public Optional<Health> health(Loaded loaded, Instance instance) {
        if (healths == null) {
            healths = RememberedHealth.read(places.state(loaded));
        }
        Optional<RememberedHealth.State> state = healths.of(instance);
        return state.isPresent() ? Optional.of(state.get().health()) : Optional.empty();
    }

    @Override
    public Remembered remembered(String engine, Loaded loaded) throws IOException {
        if (engine.equals(DOCKER)) {
            return new Remembered(Wanted.nothing(loaded.stack()), Memory.empty());
        }
        var remembered = dev.hauban.journal.Remembered.read(places.state(loaded), Operating.stacks());
        return new Remembered(remembered.wanted().orElseGet(() -> Wanted.nothing(loaded.stack())), remembered.memory());
    }

    @Override
    public String category(Service service) {
        Optional<String> written = service.extension().category();
        return written.isPresent()
                ? written.get()
                : new Catalog().category(service.program().image()).name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Backups backups(Loaded loaded, Engine engine) throws IOException {
        Stack stack = loaded.stack();
        String path = stack.extension().backup().path().orElse("backups");
        var folder = new SetFolder(
                loaded.directory().resolve(path).normalize(), stack.name(), Space.ofDisks(), encryption(stack));
        var around = new Backups.Around(
                engine,
                other -> beside(engine.name(), loaded, other),
                folder,
                surroundings.clock(),
                ZoneId.systemDefault(),
                "Hauban " + Version.TEXT);
        return new Backups(around, stack);
    }

    /// Secret keys are asked for by whoever opens a set alone, and stay in this process.
    private Encryption encryption(Stack stack) throws IOException {
        String key = surroundings.environment().getOrDefault("HAUBAN_BACKUP_KEY", "");
        String file = surroundings.environment().getOrDefault("HAUBAN_BACKUP_KEY_FILE", "");
        var text = new StringBuilder(key);
        if (!file.isEmpty()) {
            try {
                text.append('\n')
                        .append(Files.readString(surroundings.directory().resolve(file)));
            } catch (IOException unreadable) {
                throw new ProblemException(Problem.error(
                                "backup.no-key",
                                Actor.MACHINE,
                                "the keys in " + file + " (HAUBAN_BACKUP_KEY_FILE) can't be read: "
                                        + unreadable.getMessage())
                        .remedy("age-keygen -o FILE makes such a file."));
            }
        }
        return new Encryption(stack.extension().backup().encryptFor(), Encryption.keysIn(text.toString()));
    }

    /// The same engine for another stack of the same folder.
    private Engine beside(String name, Loaded loaded, Stack other) {
        StateFolder state = StateFolder.of(
                loaded.directory(), other.name(), places.operator().state());
        return name.equals(DOCKER) ? docker() : local(loaded.directory(), state, surroundings.environment());
    }

    @Override
    public RandomGenerator chance() {
        return new SecureRandom();
    }

    @Override
    public Interruptions onInterrupt(Runnable action) {
        return new Interrupts(action);
    }

    @Override
    public BootStart bootStart() {
        return new Booting(surroundings, places).start();
    }

    @Override
    public int operate() throws IOException, InterruptedException {
        operating().run();
        return 0;
    }

    @Override
    public void close() {
        daemon.close();
    }

    private Engine open(Project project) {
        if (project.engine().equals(DOCKER)) {
            return docker();
        }
        if (!project.engine().equals(LOCAL)) {
            throw new ProblemException(Problem.error(
                    "operator.no-such-engine",
                    Actor.MACHINE,
                    project.name() + " runs on the engine " + project.engine() + ", which this Hauban doesn't have"));
        }
        var state = new StateFolder(project.state());
        try {
            Map<String, String> environment = AskersVariables.read(state).over(surroundings.environment());
            return local(places.project(state), state, environment);
        } catch (IOException unreadable) {
            throw new ProblemException(
                    Problem.error(
                            "machine.state-not-read",
                            Actor.MACHINE,
                            "the project's state in " + state.path() + " can't be read: " + unreadable.getMessage()),
                    unreadable);
        }
    }

    private DockerEngine docker() {
        return new DockerEngine(new dev.hauban.engine.docker.Surroundings(
                daemon.daemon(),
                surroundings.clock(),
                surroundings.environment(),
                daemon.configuration(),
                new Streams(System.in, surroundings.out(), surroundings.err())));
    }

    private Engine local(Path project, StateFolder state, Map<String, String> environment) {
        var machine = Machine.of(environment, places.home(), places.isRoot());
        return new LocalEngine(new dev.hauban.engine.local.Surroundings(
                project, state, places.operator().state(), machine, surroundings.clock()));
    }
}
