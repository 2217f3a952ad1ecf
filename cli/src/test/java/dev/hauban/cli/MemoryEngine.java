package dev.hauban.cli;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Shows instances and lines that it was given, and notes what it was asked to run.
final class MemoryEngine implements Engine {
    final List<Instance> instances = new CopyOnWriteArrayList<>();
    final List<LogLine> lines = new ArrayList<>();
    final List<LogQuery> queries = new CopyOnWriteArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    final MemoryByHand byHand = new MemoryByHand();
    final SortedSet<String> networks = new TreeSet<>();
    final SortedSet<String> volumes = new TreeSet<>();
    int exitCode;

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Observed observe(ProjectName project) {
        return new Observed(instances, networks, volumes);
    }

    @Override
    public List<Problem> check(Stack stack, Set<ServiceName> services) {
        return problems;
    }

    @Override
    public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) {
        throw new UnsupportedOperationException("commands perform no steps");
    }

    @Override
    public Watch watch(ProjectName project, Runnable changed) {
        return () -> {};
    }

    @Override
    public void logs(ProjectName project, LogQuery query, Consumer<LogLine> seen, BooleanSupplier goOn)
            throws InterruptedException {
        queries.add(query);
        for (LogLine line : lines) {
            boolean isMeant = query.services().isEmpty()
                    || query.services().contains(line.instance().service());
            if (isMeant) {
                seen.accept(line);
            }
        }
        while (query.isFollowing() && goOn.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution) {
        executions.add(execution);
        return exitCode;
    }

    @Override
    public List<Finding> describe(Stack stack) {
        return findings;
    }

    @Override
    public ByHand byHand() {
        return byHand;
    }

    @Override
    public void close() {}
}
