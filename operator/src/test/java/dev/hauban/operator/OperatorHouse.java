package dev.hauban.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.api.OperatorCommand;
import dev.hauban.api.OperatorDoor;
import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.Program;
import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A place where operators are started and asked, in this process, one after the other, on one engine.
final class OperatorHouse implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final RememberedStacks stacks = new RememberedStacks();
    private final List<Operator> operators = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private String boot = "the first boot";

    OperatorHouse(Path folder) {
        this.folder = folder;
    }

    /// Starts an operator whose projects all run on this engine.
    Operator start(Engine engine) throws IOException, InterruptedException {
        return start(engine, Duration.ofHours(1));
    }

    /// Starts one that ends when it has been idle for so long.
    Operator start(Engine engine, Duration idle) throws IOException, InterruptedException {
        return start(engine, places(), idle);
    }

    /// Another user's operator, say, or one with other settings: it may be asked for the same projects.
    Operator startElsewhere(Engine engine) throws IOException, InterruptedException {
        return start(engine, elsewhere(), Duration.ofHours(1));
    }

    private OperatorPlaces elsewhere() {
        return new OperatorPlaces(folder.resolve("other-run"), folder.resolve("other-state"));
    }

    List<Event> applyElsewhere(Stack stack, Request request) throws InterruptedException {
        return apply(door(elsewhere()), stack, request);
    }

    private Operator start(Engine engine, OperatorPlaces places, Duration idle)
            throws IOException, InterruptedException {
        var operator = new Operator(parts(engine, places), idle, Duration.ofMillis(20));
        operators.add(operator);
        operator.start();
        return operator;
    }

    /// An errand in this process, without an operator.
    List<Event> errand(Engine engine, Stack stack, Request request) throws InterruptedException {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        new Errand(project(stack), parts(engine, places())).carryOut(stack, request, events::add);
        return List.copyOf(events);
    }

    /// Whether an errand would find all so already.
    boolean isSo(Engine engine, Stack stack, Request request) throws InterruptedException {
        return new Errand(project(stack), parts(engine, places()))
                .glance(stack, request)
                .isPresent();
    }

    /// Whether somebody who reads what the operator writes would find all so already.
    boolean isKeptSo(Engine engine, Stack stack, Request request) throws InterruptedException {
        return new Kept(project(stack), parts(engine, places()))
                .glance(stack, request)
                .isPresent();
    }

    private OperatorParts parts(Engine engine, OperatorPlaces places) {
        return new OperatorParts(
                places,
                program(),
                stacks,
                _ -> {
                    opened.incrementAndGet();
                    return new SharedEngine(engine);
                },
                InstantSource.system(),
                boot,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /// How often an engine was opened for a project.
    int opened() {
        return opened.get();
    }

    /// Operators that are started from now on are told that the machine was started anew.
    void reboot() {
        boot = "another boot";
    }

    OperatorPlaces places() {
        return new OperatorPlaces(folder.resolve("run"), folder.resolve("state"));
    }

    StateFolder state(Stack stack) {
        return StateFolder.of(folder.resolve("project"), stack.name(), folder.resolve("state"));
    }

    /// In one move, so that nobody writes there meanwhile.
    void takeAway(StateFolder state) throws IOException {
        Files.move(state.path(), folder.resolve("taken-away"));
    }

    Project project(Stack stack) {
        return new Project(stack.name(), state(stack).path(), "fake");
    }

    OperatorDoor door() {
        return door(places());
    }

    OperatorDoor door(OperatorPlaces places) {
        var never = new OperatorCommand(List.of("/bin/false"), Map.of("PATH", "/usr/bin:/bin"), LIMIT);
        return new OperatorDoor(places, program(), stacks, never);
    }

    /// Asks and returns everything that was told.
    List<Event> apply(Stack stack, Request request) throws InterruptedException {
        return apply(door(), stack, request);
    }

    private List<Event> apply(OperatorDoor door, Stack stack, Request request) throws InterruptedException {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        door.apply(project(stack), stack, request, events::add);
        return List.copyOf(events);
    }

    List<Event> up(Stack stack, String... services) throws InterruptedException {
        return apply(stack, up(services));
    }

    static Request up(String... services) {
        var ready = new Request.UpOptions(
                false, Request.Renewal.outdated(), false, ServiceWanted.Until.READY, Map.of(), Optional.empty());
        return new Request.Up(Stream.of(services).map(ServiceName::new).toList(), ready);
    }

    static Request down() {
        return new Request.Down(List.of(), false, false, Optional.empty());
    }

    static Event.Settled settled(List<Event> events) {
        assertThat(events).last().isInstanceOf(Event.Settled.class);
        return (Event.Settled) events.getLast();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /// Waits for something that happens on another thread.
    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " within " + LIMIT).isLessThan(until);
            Thread.sleep(2);
        }
    }

    @Override
    public void close() {
        operators.forEach(Operator::close);
    }

    static Program program() {
        return new Program("0.1.0", "test");
    }
}
