package dev.hauban.engine.local;

import dev.hauban.engine.Execution;
import dev.hauban.engine.GivenInput;
import dev.hauban.engine.Streams;
import dev.hauban.engine.local.image.Entrypoints;
import dev.hauban.engine.local.keep.Inside;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.rewrite.Rewriting;
import dev.hauban.engine.local.shim.Channels;
import dev.hauban.engine.local.shim.Executed;
import dev.hauban.engine.local.shim.InstanceFolder.Processes;
import dev.hauban.engine.local.shim.ProcessMark;
import dev.hauban.engine.local.shim.Spec;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.ProbeResult;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs commands inside an instance: health checks, and what people ask for. Each gets what the instance's own process
/// was given, as whoever that runs as.
final class Trial {
    private static final int LONGEST_OUTPUT = 4_096;
    private static final int NO_SUCH_PROGRAM = 127;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final LocalProject project;

    Trial(LocalProject project) {
        this.project = project;
    }

    /// A running instance and what it was given.
    private record Host(ProcessMark main, Inside inside) {
        Rewriting rewriting() {
            return new Rewriting(inside.places(), inside.names());
        }
    }

    // ---- health checks

    ProbeResult probe(Stack stack, InstanceId id) throws IOException, InterruptedException {
        Optional<HealthCheck> check = check(stack, id);
        Optional<List<String>> words = check.flatMap(known -> words(known.test(), stack, id));
        if (check.isEmpty() || words.isEmpty()) {
            return new ProbeResult.NotRun(Duration.ZERO, id.service() + " has no health check");
        }
        Optional<Host> host = host(id);
        if (host.isEmpty()) {
            return new ProbeResult.NotRun(Duration.ZERO, id + " is not running");
        }
        awaitFirstStart(host.get().main());
        Duration timeout = check.get().timeout().isZero()
                ? HealthCheck.DEFAULT_TIMEOUT
                : check.get().timeout();
        Spec spec = spec(host.get(), host.get().rewriting().words(words.get()), Map.of())
                .with("timeout", Long.toString(timeout.toMillis()));
        long begun = System.nanoTime();
        Executed executed = project.shim().execute(host.get().main(), spec);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return result(executed, took, timeout, words.get());
    }

    /// A database's first start may take longer than its check has patience; in the images it answers meanwhile, from a
    /// server of its own. Here the first test is run when it is over.
    private void awaitFirstStart(ProcessMark main) throws InterruptedException {
        while (Entrypoints.isAtWork(
                main.words(), project.surroundings().machine().cache())) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /// The file's own check, else the image's; where the file sets only times, the image's test with them.
    private Optional<HealthCheck> check(Stack stack, InstanceId id) throws IOException {
        Optional<HealthCheck> image =
                project.instances().find(id).flatMap(kept -> kept.definition().imageCheck());
        return stack.service(id.service())
                .flatMap(service -> service.lifecycle().healthCheck())
                .or(() -> image);
    }

    private Optional<List<String>> words(HealthCheck.Test test, Stack stack, InstanceId id) {
        return switch (test) {
            case HealthCheck.Test.Command command -> Optional.of(command.words());
            case HealthCheck.Test.Shell shell -> Optional.of(List.of("/bin/sh", "-c", shell.line()));
            case HealthCheck.Test.None _ -> Optional.empty();
            case HealthCheck.Test.Inherited _ -> inherited(stack, id);
        };
    }

    private Optional<List<String>> inherited(Stack stack, InstanceId id) {
        try {
            return project.instances()
                    .find(id)
                    .flatMap(kept -> kept.definition().imageCheck())
                    .map(HealthCheck::test)
                    .filter(test -> !(test instanceof HealthCheck.Test.Inherited))
                    .flatMap(test -> words(test, stack, id));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static ProbeResult result(Executed executed, Duration took, Duration timeout, List<String> words) {
        String output = cut(executed.output());
        if (executed.code() == 0) {
            return new ProbeResult.Passed(took, output);
        }
        if (executed.code() == Executed.TIMED_OUT && took.compareTo(timeout) >= 0) {
            return new ProbeResult.TimedOut(took, output);
        }
        if (executed.code() == Executed.NOT_STARTED) {
            return new ProbeResult.NotRun(took, cut(executed.output().strip()));
        }
        boolean isMissing =
                executed.code() == NO_SUCH_PROGRAM && !words.getFirst().equals("/bin/sh");
        return isMissing
                ? new ProbeResult.NotRun(
                        took,
                        cut("the health check's program " + words.getFirst()
                                + " is not here; install it, or test with one that is: " + output))
                : new ProbeResult.Failed(took, executed.code(), output);
    }

    private static String cut(String output) {
        return output.length() > LONGEST_OUTPUT ? output.substring(0, LONGEST_OUTPUT) : output;
    }

    // ---- commands

    int execute(InstanceId id, Execution execution) throws IOException, InterruptedException {
        Host host = running(id);
        return project.shim().executeHere(host.main(), spec(host, id, execution), execution.terminal());
    }

    int execute(InstanceId id, Execution execution, Streams streams) throws IOException, InterruptedException {
        Host host = running(id);
        var input = new GivenInput(streams.input());
        var channels = new Channels(input, streams.output(), streams.error());
        try {
            return project.shim().execute(host.main(), spec(host, id, execution), channels);
        } finally {
            // Why it broke off goes before what came of it.
            input.check();
        }
    }

    private Host running(InstanceId id) throws IOException {
        return host(id).orElseThrow(() -> new ProblemException(LocalProblems.notRunning(id)));
    }

    private Spec spec(Host host, InstanceId id, Execution execution) throws IOException {
        Rewriting rewriting = host.rewriting();
        Spec spec = new Spec();
        keys(host, id, execution)
                .forEach(key ->
                        spec.with(key.getFirst(), key.subList(1, key.size()).toArray(String[]::new)));
        var environment = new LinkedHashMap<>(host.inside().environment());
        environment.putAll(rewriting.environment(execution.environment()));
        return spec.with("instance", project.mark(id))
                .environment(environment)
                .with(
                        "cwd",
                        // The service's own is as it lies on the host; the project may lie below a path of the
                        // container.
                        execution
                                .workingDirectory()
                                .map(rewriting::path)
                                .orElse(host.inside().directory()))
                .command(rewriting.words(execution.command()));
    }

    /// Those of the service, with another user if one is asked for.
    private List<List<String>> keys(Host host, InstanceId id, Execution execution) throws IOException {
        if (execution.user().isEmpty()) {
            return host.inside().keys();
        }
        String user = execution.user().get();
        var accounts = project.outfitting().accounts(project.folder().instance(id));
        var identity = accounts.identity(user)
                .orElseThrow(() -> new ProblemException(Problem.error(
                        "local.no-such-user", Actor.AUTHOR, "nobody is called " + user + " inside " + id)));
        var keys = new java.util.ArrayList<>(host.inside().keys().stream()
                .filter(key -> !List.of("uid", "gid", "group").contains(key.getFirst()))
                .toList());
        keys.add(List.of("uid", Integer.toString(identity.uid())));
        keys.add(List.of("gid", Integer.toString(identity.gid())));
        return keys;
    }

    private Spec spec(Host host, List<String> words, Map<String, String> added) {
        var spec = new Spec();
        host.inside()
                .keys()
                .forEach(key ->
                        spec.with(key.getFirst(), key.subList(1, key.size()).toArray(String[]::new)));
        var environment = new LinkedHashMap<>(host.inside().environment());
        environment.putAll(added);
        return spec.environment(environment)
                .with("cwd", host.inside().directory())
                .command(words);
    }

    private Optional<Host> host(InstanceId id) throws IOException {
        Optional<Kept> kept = project.instances().find(id).filter(Kept::isRunning);
        Optional<Inside> inside = Inside.read(project.folder().instance(id));
        if (kept.isEmpty() || inside.isEmpty()) {
            return Optional.empty();
        }
        return kept.get().processes().map(Processes::main).map(main -> new Host(main, inside.get()));
    }
}
