package dev.hauban.engine;

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

/// Something that runs services: processes of this machine, a Docker Engine, a cluster.
///
/// Methods may be called from several threads at once; two steps with one [Step#subject()] never are. Every method
/// returns soon after its thread is interrupted.
public interface Engine extends AutoCloseable {
    /// `local`, `docker` or `kubernetes`.
    String name();

    /// What this engine sees of the project now. MUST NOT change anything and MUST see what other programs and
    /// earlier runs of this one started.
    Observed observe(ProjectName project) throws IOException;

    /// The same for whoever has the files at hand: what is as they say counts as that, even where the engine keeps it
    /// in words of its own.
    default Observed observe(Stack stack) throws IOException {
        return observe(stack.name());
    }

    /// What would go wrong, or be degraded, if these services were started now: taken ports, images that can't be
    /// run here, settings that can't be honoured. Nothing is changed. Services that run already are not blamed for
    /// the ports that they hold themselves.
    List<Problem> check(Stack stack, Set<ServiceName> services) throws InterruptedException;

    /// Carries a step out. MUST be idempotent: done already means succeeded. A failure the user can act on is an
    /// [Outcome.Failed], never an exception.
    ///
    /// @param progress told how far a long step is
    Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException;

    /// Tells `changed` whenever something may have changed that nobody here did: an instance ended. False alarms are
    /// allowed, missed changes are not. Ends with [Watch#close()].
    Watch watch(ProjectName project, Runnable changed) throws IOException;

    /// Gives the lines that the query asks for to `lines`, each instance's in order; with [LogQuery#isFollowing()]
    /// until `goOn` answers false or the thread is interrupted.
    void logs(ProjectName project, LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws IOException, InterruptedException;

    /// Runs a command inside a running instance with this process's standard streams.
    ///
    /// @return its exit code
    int execute(ProjectName project, InstanceId instance, Execution execution) throws IOException, InterruptedException;

    /// The same with streams of the caller's own, which it doesn't close; nobody finds a terminal. When the thread is
    /// interrupted or a stream fails, the command is ended.
    ///
    /// @throws IOException also when the input can't be read to its end, however the command took that
    default int execute(ProjectName project, InstanceId instance, Execution execution, Streams streams)
            throws IOException, InterruptedException {
        throw Incapable.of(name(), "run a command inside a service with streams of its own");
    }

    /// What a person does with images.
    default ImageStore images() {
        return this::name;
    }

    /// What a person wants to know of this engine and of how it would run the stack: for `doctor`.
    List<Finding> describe(Stack stack) throws InterruptedException;

    /// What can be done to single instances, beside what a stack says.
    default ByHand byHand() {
        return this::name;
    }

    @Override
    void close();

    /// How far a long step is: `downloading mariadb 4.1 of 15.2 MB`; `done` from 0 to 1, or negative when unknown.
    record Progress(String what, double done) {}

    /// Stops watching when closed.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /// One line of a description: `isolation`, `rung 1: own mount and network namespace`, and whether all is well.
    record Finding(String topic, String text, boolean isGood) {}
}
