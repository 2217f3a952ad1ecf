package dev.hauban.testkit;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.GivenInput;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.Processes;
import dev.hauban.engine.Signals;
import dev.hauban.engine.Space;
import dev.hauban.engine.Streams;
import dev.hauban.engine.Usage;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// An engine in memory. Its world changes by steps, and by what a test makes happen: an exit, a failing probe, a step
/// that fails.
public final class FakeEngine implements Engine {
    private static final long MEGABYTE = 1 << 20;
    private static final Usage.Flow NO_FLOW = new Usage.Flow(0, 0);

    private final InstantSource time;
    private final Map<ProjectName, FakeProject> projects = new ConcurrentHashMap<>();
    private final Map<ServiceName, FakeBehavior> behaviors = new ConcurrentHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<Step> performed = new CopyOnWriteArrayList<>();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final Map<Object, Consumer<ProjectName>> watchers = new ConcurrentHashMap<>();
    private volatile Function<Execution, Integer> executions = _ -> 0;
    private volatile Program program = (_, _, _, _) -> 0;

    public FakeEngine(InstantSource time) {
        this.time = time;
    }

    /// A step that goes wrong: how often, and with what.
    private record Fault(Step step, Outcome.Failed outcome) {}

    // ---- what a test tells it

    /// How instances of a service behave from now on; those that the test says nothing of run until they are stopped.
    public FakeEngine behave(String service, FakeBehavior behavior) {
        behaviors.put(new ServiceName(service), behavior);
        return this;
    }

    /// The next time that this step is carried out, it fails.
    public FakeEngine failNext(Step step, Outcome.Failed outcome) {
        faults.add(new Fault(step, outcome));
        return this;
    }

    /// What [#check] answers from now on.
    public FakeEngine checksWith(List<Problem> found) {
        problems.clear();
        problems.addAll(found);
        return this;
    }

    /// What a command that is run inside an instance ends with.
    public FakeEngine executeWith(Function<Execution, Integer> answer) {
        executions = answer;
        return this;
    }

    /// What is run inside an instance with streams of its own.
    public FakeEngine runWith(Program newProgram) {
        program = newProgram;
        return this;
    }

    /// A program that a command inside an instance stands for.
    public interface Program {
        /// @return its exit code
        int run(ProjectName project, InstanceId instance, Execution execution, Streams streams)
                throws IOException, InterruptedException;
    }

    /// An instance ends by itself.
    public void exit(ProjectName project, InstanceId instance, int code) {
        project(project).end(instance, code, time.instant());
        changed(project);
    }

    /// An instance is taken away behind Hauban's back.
    public void vanish(ProjectName project, InstanceId instance) {
        project(project).remove(instance);
        changed(project);
    }

    /// An instance writes a line.
    public void write(ProjectName project, InstanceId instance, String text) {
        project(project).write(new LogLine(instance, time.instant(), LogLine.Source.OUTPUT, text));
    }

    /// The steps that were carried out so far, in order of their beginning; probes too.
    public List<Step> performed() {
        return List.copyOf(performed);
    }

    // ---- the contract

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Observed observe(ProjectName name) {
        return project(name).observed();
    }

    @Override
    public List<Problem> check(Stack stack, Set<ServiceName> services) {
        return List.copyOf(problems);
    }

    @Override
    public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
        performed.add(step);
        for (Fault fault : faults) {
            if (fault.step().equals(step) && faults.remove(fault)) {
                return fault.outcome();
            }
        }
        FakeProject project = project(stack.name());
        return switch (step) {
            case Step.Prepare _ -> new Outcome.Succeeded();
            case Step.CreateNetwork create -> project.createNetwork(stack, create.key());
            case Step.RemoveNetwork remove -> project.removeNetwork(remove.name());
            case Step.CreateVolume create -> project.createVolume(stack, create.key());
            case Step.RemoveVolume remove -> project.removeVolume(remove.name());
            case Step.Create create -> project.create(stack, create.instance(), time.instant());
            case Step.Recreate recreate -> recreate(project, stack, recreate);
            case Step.Start start -> start(project, start.instance());
            case Step.Probe probe -> probe(project, stack, probe.instance());
            case Step.Stop stop -> stop(project, stop);
            case Step.Remove remove -> project.remove(remove.instance());
        };
    }

    @Override
    public Watch watch(ProjectName name, Runnable changed) {
        Object key = new Object();
        watchers.put(key, project -> {
            if (project.equals(name)) {
                changed.run();
            }
        });
        return () -> watchers.remove(key);
    }

    @Override
    public void logs(ProjectName name, LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws InterruptedException {
        FakeProject project = project(name);
        List<LogLine> before = project.lines();
        tails(before, query).forEach(lines);
        int told = before.size();
        while (query.isFollowing() && goOn.getAsBoolean()) {
            List<LogLine> all = project.lines();
            all.subList(told, all.size()).stream()
                    .filter(line -> matches(line, query))
                    .forEach(lines);
            told = all.size();
            Thread.sleep(2);
        }
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution) {
        if (!project(project).isRunning(instance)) {
            throw FakeProject.notRunning(instance);
        }
        return executions.apply(execution);
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution, Streams streams)
            throws IOException, InterruptedException {
        if (!project(project).isRunning(instance)) {
            throw FakeProject.notRunning(instance);
        }
        var input = new GivenInput(streams.input());
        int code = program.run(project, instance, execution, new Streams(input, streams.output(), streams.error()));
        input.check();
        return code;
    }

    @Override
    public List<Finding> describe(Stack stack) {
        return List.of(new Finding("engine", "a fake one, in memory", true));
    }

    /// It sends signals, all of which end an instance, and waits; each instance is one process of a megabyte.
    @Override
    public ByHand byHand() {
        return new ByHand() {
            @Override
            public String engine() {
                return name();
            }

            @Override
            public void carryOut(ProjectName project, InstanceId instance, Deed deed)
                    throws IOException, InterruptedException {
                if (!(deed instanceof Deed.Kill(String signal))) {
                    ByHand.super.carryOut(project, instance, deed);
                    return;
                }
                if (!project(project).isRunning(instance)) {
                    throw FakeProject.notRunning(instance);
                }
                exit(project, instance, 128 + Signals.number(signal));
            }

            @Override
            public Ended awaitEnd(ProjectName project, InstanceId instance) throws InterruptedException {
                while (true) {
                    for (Instance seen : observe(project).instances()) {
                        if (seen.id().equals(instance) && seen.phase() instanceof Instance.Phase.Exited exited) {
                            return new Ended(seen.details().name(), exited.code());
                        }
                    }
                    Thread.sleep(2);
                }
            }

            @Override
            public Processes processes(ProjectName project, InstanceId instance) {
                if (!project(project).isRunning(instance)) {
                    throw FakeProject.notRunning(instance);
                }
                return new Processes(List.of("PID", "CMD"), List.of(List.of("1", instance.toString())));
            }

            @Override
            public List<Space> spaces(ProjectName project) {
                return observe(project).instances().stream()
                        .map(seen -> new Space(Space.Kind.INSTANCE, seen.id().toString(), OptionalLong.of(MEGABYTE)))
                        .toList();
            }

            @Override
            public Usage usage(ProjectName project, InstanceId instance) {
                String id = instance.toString();
                return project(project).isRunning(instance)
                        ? new Usage(id, 1.5, new Usage.Memory(MEGABYTE, 0), NO_FLOW, NO_FLOW, 1)
                        : Usage.none(id);
            }
        };
    }

    @Override
    public void close() {
        watchers.clear();
    }

    // ----

    private Outcome start(FakeProject project, InstanceId id) {
        if (project.isRunning(id)) {
            return new Outcome.Succeeded();
        }
        Outcome outcome = project.start(id, time.instant());
        if (outcome instanceof Outcome.Succeeded) {
            FakeBehavior behavior = behavior(id);
            behavior.says()
                    .forEach(text -> project.write(new LogLine(id, time.instant(), LogLine.Source.OUTPUT, text)));
            behavior.endsAtOnce().ifPresent(code -> {
                project.end(id, code, time.instant());
                changed(project.name());
            });
        }
        return outcome;
    }

    private Outcome recreate(FakeProject project, Stack stack, Step.Recreate recreate) throws InterruptedException {
        stop(project, new Step.Stop(recreate.instance(), recreate.grace()));
        project.remove(recreate.instance());
        return project.create(stack, recreate.instance(), time.instant());
    }

    private Outcome stop(FakeProject project, Step.Stop stop) throws InterruptedException {
        if (project.isRunning(stop.instance())) {
            boolean isDeaf = behavior(stop.instance()).ignoresStopSignal();
            if (isDeaf) {
                Thread.sleep(stop.grace());
            }
            project.end(stop.instance(), isDeaf ? 137 : 143, time.instant());
            changed(project.name());
        }
        return new Outcome.Succeeded();
    }

    private Outcome probe(FakeProject project, Stack stack, InstanceId id) {
        boolean hasTest = stack.service(id.service())
                .flatMap(service -> service.lifecycle().healthCheck())
                .isPresent();
        if (!project.isRunning(id) || !hasTest) {
            return new Outcome.Probed(new ProbeResult.NotRun(
                    Duration.ZERO, hasTest ? id + " is not running" : id.service() + " has no health check"));
        }
        return new Outcome.Probed(behavior(id).probe().get());
    }

    private FakeBehavior behavior(InstanceId id) {
        return behaviors.getOrDefault(id.service(), FakeBehavior.runs());
    }

    private FakeProject project(ProjectName name) {
        return projects.computeIfAbsent(name, FakeProject::new);
    }

    private void changed(ProjectName project) {
        watchers.values().forEach(watcher -> watcher.accept(project));
    }

    private static boolean matches(LogLine line, LogQuery query) {
        return (query.services().isEmpty()
                        || query.services().contains(line.instance().service()))
                && query.since().map(since -> !line.at().isBefore(since)).orElse(true)
                && query.until().map(until -> line.at().isBefore(until)).orElse(true);
    }

    private static List<LogLine> tails(List<LogLine> all, LogQuery query) {
        Map<InstanceId, List<LogLine>> byInstance = new TreeMap<>();
        all.stream()
                .filter(line -> matches(line, query))
                .forEach(line -> byInstance
                        .computeIfAbsent(line.instance(), _ -> new ArrayList<>())
                        .add(line));
        return byInstance.values().stream()
                .flatMap(lines -> lines.stream()
                        .skip(Math.max(0, lines.size() - (long) query.tail().orElse(lines.size()))))
                .sorted(Comparator.comparing(LogLine::at))
                .toList();
    }

    /// For tests that look at one instance.
    public Instance instance(ProjectName project, InstanceId id) {
        return observe(project).instance(id).orElseThrow();
    }
}
