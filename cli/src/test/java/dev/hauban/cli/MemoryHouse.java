package dev.hauban.cli;

import dev.hauban.api.OperatorStatus;
import dev.hauban.backup.Backups;
import dev.hauban.boot.BootStart;
import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.DocumentReading;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.doctor.subject.Machine;
import dev.hauban.doctor.subject.Places;
import dev.hauban.doctor.subject.ProjectFiles;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.vault.VaultKey;
import dev.hauban.stack.Service;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The rest of the house in memory: a stack that is given, an engine that shows what it is given, and a keeper that
/// tells the events it is given and notes what it was asked.
final class MemoryHouse implements House {
    final List<Request> asked = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Problem> notes = new ArrayList<>();
    final Map<InstanceId, Health> healths = new HashMap<>();
    final List<Json.Members> typed = new ArrayList<>();
    final List<ProjectSeen> projects = new ArrayList<>();
    /// What the user has no right to.
    Optional<Path> shut = Optional.empty();
    final MemoryEngine engine = new MemoryEngine();
    Optional<OperatorStatus> operator = Optional.empty();
    Optional<Runnable> onCtrlC = Optional.empty();
    Optional<Function<Engine, Backups>> backups = Optional.empty();
    Applying applying = (_, _) -> {};
    /// What a glance sees where all is so already.
    @Nullable
    Observed glanced;

    final MemoryBootStart bootStart = new MemoryBootStart();

    private static final Path FOLDER = Path.of("/work");

    private final Stack stack;

    /// What else happens while the keeper works.
    interface Applying {
        void during(Request request, Consumer<Event> events) throws InterruptedException;
    }

    MemoryHouse(Stack stack) {
        this.stack = stack;
    }

    @Override
    public Loaded read(CommonOptions.Source source, List<String> named) {
        List<Problem> errors = notes.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new ProblemException(errors);
        }
        return new Loaded(stack, notes);
    }

    @Override
    public Optional<Loaded> foundByName(CommonOptions.Source source, Optional<String> engineName) {
        return Optional.empty();
    }

    @Override
    public DocumentReading.Read document(CommonOptions.Source source, List<String> services, ReadingOptions options) {
        ComposeRequest request = ComposeRequest.in(FOLDER, Map.of("HOME", "/home/me"))
                .withServices(services)
                .withOptions(options);
        return switch (new ComposeReader(new OneFile(FOLDER, Shop.TEXT)).document(request)) {
            case DocumentReading.Read read -> read;
            case DocumentReading.Refused(List<Problem> problems) -> throw new ProblemException(problems);
        };
    }

    @Override
    public OriginReading origins(CommonOptions.Source source, List<String> services) {
        ComposeRequest request =
                ComposeRequest.in(FOLDER, Map.of("HOME", "/home/me")).withServices(services);
        return new ComposeReader(new OneFile(FOLDER, Shop.TEXT)).origins(request);
    }

    @Override
    public Subject survey(CommonOptions.Source source, String engineName, Map<String, String> texts) {
        var places = new Places(origins(source, List.of()).origins());
        return new Subject(stack, places, ProjectFiles.none(), Machine.unknown(engineName));
    }

    @Override
    public Service typed(Json.Members words) {
        typed.add(words);
        return stack.services()
                .get(Shop.WEB)
                .with(stack.services().get(Shop.WEB).program(), Specification.of(words));
    }

    @Override
    public List<Path> files(CommonOptions.Source source) {
        return List.of();
    }

    @Override
    public Suggestion suggestedEngine(Loaded loaded) {
        return new Suggestion("local", "nothing says otherwise");
    }

    @Override
    public Engine engine(String name, Loaded loaded) throws IOException {
        if (shut.isPresent()) {
            throw new AccessDeniedException(shut.get().toString());
        }
        return engine;
    }

    @Override
    public List<ProjectSeen> projects(String engineName) {
        return projects;
    }

    @Override
    public void expect(String engine) {}

    @Override
    public void expectLikely() {}

    @Override
    public List<String> engines() {
        return List.of("local");
    }

    @Override
    public Keeper keeper() {
        return new Keeper() {
            @Override
            public Event.Settled apply(Loaded loaded, String engine, Request request, Consumer<Event> seen)
                    throws InterruptedException {
                asked.add(request);
                Event.Settled settled = null;
                for (Event event : List.copyOf(events)) {
                    seen.accept(event);
                    settled = event instanceof Event.Settled last ? last : settled;
                }
                applying.during(request, seen);
                return settled == null ? new Event.Settled(Shop.NOW, true, List.of()) : settled;
            }

            @Override
            public Optional<Observed> glance(Loaded loaded, String engine, Request request) {
                return Optional.ofNullable(glanced);
            }

            @Override
            public Optional<OperatorStatus> status() {
                return operator;
            }

            @Override
            public boolean quit() {
                return operator.isPresent();
            }
        };
    }

    @Override
    public Optional<Health> health(Loaded loaded, Instance instance) {
        return Optional.ofNullable(healths.get(instance.id()));
    }

    @Override
    public Remembered remembered(String engineName, Loaded loaded) {
        return new Remembered(Wanted.nothing(stack), Memory.empty());
    }

    @Override
    public String category(Service service) {
        return service.name().text().equals("db") ? "infrastructure" : "application";
    }

    @Override
    public Backups backups(Loaded loaded, Engine engine) {
        return backups.orElseThrow().apply(engine);
    }

    @Override
    public Loaded readAsWritten(CommonOptions.Source source, Map<String, String> texts) {
        return new Loaded(stack, List.of());
    }

    @Override
    public Loaded opened(Loaded written) {
        return written;
    }

    @Override
    public StateFolder state(Loaded loaded) {
        return new StateFolder(FOLDER.resolve(".hauban/shop"));
    }

    @Override
    public VaultKey vaultKey() {
        return file -> "hunter2";
    }

    @Override
    public RandomGenerator chance() {
        return new Random(7);
    }

    @Override
    public Interruptions onInterrupt(Runnable action) {
        onCtrlC = Optional.of(action);
        return () -> onCtrlC = Optional.empty();
    }

    @Override
    public BootStart bootStart() {
        return bootStart;
    }

    @Override
    public int operate() {
        return 0;
    }
}
