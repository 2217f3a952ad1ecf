package dev.hauban.engine;

import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What a person does to single instances by hand, and asks of them, beside what the stack says (docs/decisions/0041).
///
/// An engine does what it can do in a true way; the rest it refuses as this interface does. Methods may be called from
/// several threads at once and return soon after their thread is interrupted. What can't be done is thrown as a
/// [ProblemException].
public interface ByHand {
    /// The name of the engine, for what it refuses.
    String engine();

    /// MUST be idempotent: done already means done, except for a signal, which goes out each time.
    default void carryOut(ProjectName project, InstanceId instance, Deed deed)
            throws IOException, InterruptedException {
        throw refused(
                switch (deed) {
                    case Deed.Kill _ -> "send signals to a service";
                    case Deed.Pause _, Deed.Unpause _ -> "pause a service";
                    case Deed.Remove _ -> "take single instances away";
                });
    }

    /// What runs inside a running instance.
    default Processes processes(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        throw refused("tell what runs inside a service");
    }

    /// Waits until an instance has ended; one that has ended already is answered at once.
    default Ended awaitEnd(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        throw refused("wait for a service's end");
    }

    /// What an instance takes of the machine, looked at for a second or two; nothing of one that doesn't run.
    default Usage usage(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        throw refused("tell what a service takes of the machine");
    }

    /// The volumes of the project that are there, in the order of names.
    default List<VolumeSeen> volumes(ProjectName project) throws IOException, InterruptedException {
        throw refused("list volumes");
    }

    /// How much room on the engine's disk everything takes that belongs to the project.
    default List<Space> spaces(ProjectName project) throws IOException, InterruptedException {
        throw refused("tell how much room a project takes");
    }

    /// Tells what happens to the project's instances, until the query's end or `goOn` answers false.
    default void happenings(ProjectName project, HappeningQuery query, Consumer<Happening> told, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        throw refused("tell what happens to single instances");
    }

    /// The projects that there are, in the order of names.
    default List<ProjectSeen> projects() throws IOException, InterruptedException {
        throw refused("list projects");
    }

    /// Copies files into an instance, or out of it; it need not run.
    default void copy(ProjectName project, InstanceId instance, Copy copy) throws IOException, InterruptedException {
        throw refused("copy files into a service or out of it");
    }

    /// Joins this process's standard streams to those of a running instance.
    default Attachment attach(ProjectName project, InstanceId instance, Joining joining)
            throws IOException, InterruptedException {
        throw refused("attach to a service");
    }

    /// The instances for single commands that are there, running or not.
    default OneOffs oneOffs(ProjectName project) throws IOException, InterruptedException {
        return new OneOffs(List.of(), this);
    }

    /// Makes one more instance of a service for a single command, with what the service needs besides others, and
    /// starts it, with this process's standard streams. Instances that `up` keeps are left alone.
    ///
    /// @param stack in which the service is as this one instance shall be
    default Attachment runOnce(Stack stack, ServiceName service, OneOff oneOff, Joining joining)
            throws IOException, InterruptedException {
        throw noOneOffs();
    }

    /// The same without the streams.
    ///
    /// @return by what the engine knows it
    default String startOnce(Stack stack, ServiceName service, OneOff oneOff) throws IOException, InterruptedException {
        throw noOneOffs();
    }

    private ProblemException noOneOffs() {
        return new ProblemException(Problem.error(
                        "engine.not-by-hand",
                        Actor.MACHINE,
                        "the " + engine() + " engine can't make an instance for a single command")
                .remedy("hauban exec SERVICE COMMAND runs it in one that runs. On Docker it can be had: --engine"
                        + " docker."));
    }

    /// For what can't be had on this engine.
    default ProblemException refused(String what) {
        return Incapable.of(engine(), what);
    }
}
