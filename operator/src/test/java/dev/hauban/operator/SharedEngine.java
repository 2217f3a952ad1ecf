package dev.hauban.operator;

import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// An engine that others use too: an operator that closes it takes nothing from them.
class SharedEngine implements Engine {
    private final Engine engine;

    SharedEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Observed observe(ProjectName project) throws IOException {
        return engine.observe(project);
    }

    @Override
    public List<Problem> check(Stack stack, Set<ServiceName> services) throws InterruptedException {
        return engine.check(stack, services);
    }

    @Override
    public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
        return engine.perform(stack, step, progress);
    }

    @Override
    public Watch watch(ProjectName project, Runnable changed) throws IOException {
        return engine.watch(project, changed);
    }

    @Override
    public void logs(ProjectName project, LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        engine.logs(project, query, lines, goOn);
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution)
            throws IOException, InterruptedException {
        return engine.execute(project, instance, execution);
    }

    @Override
    public List<Finding> describe(Stack stack) throws InterruptedException {
        return engine.describe(stack);
    }

    @Override
    public void close() {}
}
