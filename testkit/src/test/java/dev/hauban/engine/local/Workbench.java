package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.StateFolder;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A project in a folder of its own with a real local engine; what it started ends with it.
final class Workbench {
    static final ProjectName SHOP = new ProjectName("shop");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Map<String, String> environment;
    private LocalEngine engine;
    private Surroundings surroundings;

    /// @param environment what the engine is told of the user's, such as `HAUBAN_RUNG`
    Workbench(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        Files.createDirectories(folder.resolve("project"));
        engine = open();
    }

    LocalEngine engine() {
        return engine;
    }

    Path project() {
        return folder.resolve("project");
    }

    /// Where the engine keeps what is the project's.
    Path local() {
        return state().path().resolve("local");
    }

    /// As if Hauban had been ended by kill -9 and begun again: nothing but what is on disk is known.
    void restartHauban() {
        engine = open();
    }

    private LocalEngine open() {
        var machine = Machine.of(environment, folder.resolve("home"), false);
        var own = new Machine(machine.environment(), machine.home(), folder.resolve("cache"), machine.architecture());
        surroundings = new Surroundings(project(), state(), folder.resolve("user"), own, InstantSource.system());
        return new LocalEngine(surroundings);
    }

    /// The rung on which services really run.
    int rung() throws IOException, InterruptedException {
        return new LocalProject(surroundings).ladder().rung();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    private StateFolder state() {
        return StateFolder.of(project(), SHOP, folder.resolve("user"));
    }

    static InstanceId id(String service) {
        return new InstanceId(new ServiceName(service), 1);
    }

    static ServiceBuilder shell(String name, String script) {
        return ServiceBuilder.named(name).localCommand("/bin/sh", "-c", script);
    }

    static Stack stack(ServiceBuilder... services) {
        var built = new ArrayList<Service>();
        for (ServiceBuilder service : services) {
            built.add(service.build());
        }
        return ServiceBuilder.stack(SHOP.text(), built.toArray(Service[]::new));
    }

    /// Everything up to and with the start of every service's first instance.
    Stack up(ServiceBuilder... services) throws InterruptedException {
        Stack stack = stack(services);
        for (Service service : stack.services().values()) {
            up(stack, service.name());
        }
        return stack;
    }

    void up(Stack stack, ServiceName name) throws InterruptedException {
        stack.networks().keySet().forEach(key -> quietly(stack, new Step.CreateNetwork(key)));
        stack.volumes().keySet().forEach(key -> quietly(stack, new Step.CreateVolume(key)));
        done(stack, new Step.Prepare(name));
        done(stack, new Step.Create(new InstanceId(name, 1)));
        done(stack, new Step.Start(new InstanceId(name, 1)));
    }

    Outcome perform(Stack stack, Step step) throws InterruptedException {
        return engine.perform(stack, step, _ -> {});
    }

    void done(Stack stack, Step step) throws InterruptedException {
        assertThat(perform(stack, step)).as(step.toString()).isEqualTo(new Outcome.Succeeded());
    }

    private void quietly(Stack stack, Step step) {
        try {
            done(stack, step);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    Instance instance(String service) throws IOException {
        return engine.observe(SHOP).instance(id(service)).orElseThrow();
    }

    int exitCode(String service) throws IOException, InterruptedException {
        eventually(service + " has ended", () -> !instance(service).isRunning());
        return ((Instance.Phase.Exited) instance(service).phase()).code();
    }

    List<String> said(String service) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        engine.logs(
                SHOP,
                new LogQuery(
                        Set.of(new ServiceName(service)),
                        false,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()),
                line -> {
                    if (line.source() != LogLine.Source.HAUBAN) {
                        lines.add(line.text());
                    }
                },
                () -> true);
        return lines;
    }

    void awaitSaid(String service, String text) throws IOException, InterruptedException {
        eventually(service + " has said " + text, () -> said(service).stream().anyMatch(line -> line.contains(text)));
    }

    /// Something that may fail in the usual ways while it is asked.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    void eventually(String what, Condition condition) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; " + engine.observe(SHOP) + told());
            }
            Thread.sleep(5);
        }
    }

    private String told() throws IOException, InterruptedException {
        var text = new StringBuilder();
        engine.logs(
                SHOP,
                new LogQuery(Set.of(), false, OptionalInt.of(30), Optional.empty(), Optional.empty()),
                line -> text.append("\n  ").append(line),
                () -> true);
        return text.toString();
    }

    static Mount volume(String name, String target) {
        return new Mount.Named(name, target, false, Optional.empty());
    }

    void close() throws IOException, InterruptedException {
        Stack nothing = Stack.empty(SHOP);
        for (Instance instance : engine.observe(SHOP).instances()) {
            perform(nothing, new Step.Stop(instance.id(), Duration.ZERO));
            perform(nothing, new Step.Remove(instance.id(), true));
        }
        for (String network : engine.observe(SHOP).networks()) {
            perform(nothing, new Step.RemoveNetwork(network));
        }
        engine.close();
    }
}
